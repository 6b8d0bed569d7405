"""The Ledger port over SQLAlchemy: every call is one transaction in a thread of the ledger's own."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, OperationalError

from app.domain.check import CheckOutput
from app.domain.event import PullRequestEvent, ReviewPlan
from app.domain.review import Review, Reviewed, ReviewState, Taken, Unstarted
from app.ledger import executors, inbox, reviews
from app.ledger.database import open_database
from app.ports import Unavailable

P = ParamSpec("P")
T = TypeVar("T")


class SqlLedger:
    """Deliveries, reviews and executors in SQLite or PostgreSQL. `now` gives seconds since 1970."""

    def __init__(self, engine: sa.Engine, now: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._now = now
        # SQLite has one writer: its transactions queue in one thread, where waiting costs nothing.
        threads = 1 if engine.dialect.name == "sqlite" else 4
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="ledger")
        self._arrived: list[tuple[PullRequestEvent, asyncio.Future[inbox.Receipt]]] = []
        self._keeping: set[asyncio.Task[None]] = set()
        self._turn = asyncio.Lock()

    @classmethod
    def open(cls, url: str, now: Callable[[], float] = time.time) -> "SqlLedger":
        """The ledger at `url`, created or migrated. Raises Unavailable."""
        return cls(open_database(url), now)

    def close(self) -> None:
        """Wait for the transactions that run, and close the connections."""
        self._threads.shutdown(wait=True)
        self._engine.dispose()

    async def _do(self, work: Callable[Concatenate[sa.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        def transaction() -> T:
            with self._engine.begin() as connection:
                return work(connection, *args, **kwargs)

        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, transaction)
        except OperationalError as error:
            raise Unavailable(f"The database does not answer: {error.orig}") from error

    async def ping(self) -> None:
        """Raises Unavailable when the database does not answer."""
        await self._do(lambda connection: connection.execute(sa.select(1)).scalar())

    async def receive(self, event: PullRequestEvent) -> inbox.Receipt:
        """Keep a delivery durably.

        Those that arrive while another transaction runs share the next one: a burst waits for few disk writes.
        """
        receipt: asyncio.Future[inbox.Receipt] = asyncio.get_running_loop().create_future()
        self._arrived.append((event, receipt))
        if len(self._arrived) == 1:
            task = asyncio.create_task(self._keep_arrived())
            self._keeping.add(task)
            task.add_done_callback(self._keeping.discard)
        return await receipt

    async def _keep_arrived(self) -> None:
        async with self._turn:
            arrived, self._arrived = self._arrived, []
            receipts: list[inbox.Receipt]
            try:
                receipts = await self._do(inbox.receive_all, [event for event, _ in arrived], self._now())
            except IntegrityError:  # another process has just written one of them
                receipts = [await self._keep_one(event) for event, _ in arrived]
            except Unavailable as error:
                for _, receipt in arrived:
                    if not receipt.done():
                        receipt.set_exception(error)
                return
        for (_, receipt), found in zip(arrived, receipts, strict=True):
            if not receipt.done():  # done: whoever asked has gone
                receipt.set_result(found)

    async def _keep_one(self, event: PullRequestEvent) -> inbox.Receipt:
        try:
            return await self._do(inbox.receive, event, self._now())
        except IntegrityError:
            return "repeat"

    async def take(self, decide: inbox.Decide) -> Taken | None:
        """Work the oldest waiting delivery into a review."""
        return await self._do(inbox.take, decide, self._now())

    async def unstarted(self) -> tuple[Unstarted, ...]:
        """Reviews without a workflow."""
        return await self._do(reviews.unstarted)

    async def started(self, review: str) -> None:
        """The workflow exists."""
        await self._do(reviews.mark, review, started=True)

    async def review(self, review: str) -> Review:
        """The review with this id. Raises NotFound."""
        return await self._do(reviews.read, review)

    async def announcing(self, review: str) -> None:
        """A check run is about to be created."""
        await self._do(reviews.mark, review, announcing=True)

    async def announced(self, review: str, check_id: int) -> None:
        """The check run exists."""
        await self._do(reviews.mark, review, check_id=check_id, announcing=True, waiting_since=None)

    async def begin_attempt(self, review: str) -> int:
        """Which attempt this is: 2 after one that ended with the process."""
        return await self._do(reviews.begin_attempt, review)

    async def end_attempt(self, review: str) -> None:
        """The attempt ended, well or not, and the process lives."""
        await self._do(reviews.mark, review, crashes=0)

    async def waited(self, review: str) -> float:
        """Seconds since the outage began that the review waits out."""
        now = self._now()
        return now - await self._do(reviews.wait_began, review, now)

    async def reviewed(self, review: str, reviewed: Reviewed, error: str | None = None) -> None:
        """The review has its report."""
        await self._do(reviews.mark, review, reviewed=reviewed.model_dump_json(), error=error, waiting_since=None)

    async def decided(self, review: str, output: CheckOutput, error: str | None = None) -> None:
        """The review ends with a text of our own."""
        await self._do(reviews.mark, review, output=output.model_dump_json(), error=error, waiting_since=None)

    async def supersede(self, review: str, head: str) -> bool:
        """Mark an open review as replaced by `head`."""
        return await self._do(reviews.supersede, review, head)

    async def knows_head(self, plan: ReviewPlan, head: str) -> bool:
        """Whether a review of `head` runs or has ended."""
        return await self._do(reviews.knows_head, plan, head)

    async def begin_completing(self, review: str, state: ReviewState) -> bool:
        """The check run is about to be completed; False when the review is no longer in `state`."""
        return await self._do(reviews.begin_completing, review, state)

    async def finish(self, review: str, state: ReviewState, error: str | None = None) -> None:
        """The review and its deliveries have ended."""
        await self._do(reviews.finish, review, state, error, self._now())

    async def count_requests(self, review: str, requests: int) -> None:
        """The review made so many requests more."""
        if requests:
            await self._do(reviews.count_requests, review, requests)

    async def beat(self, executor: str) -> None:
        """`executor` is alive."""
        await self._do(executors.beat, executor, self._now())

    async def retire(self, executor: str) -> None:
        """`executor` ends; others may take over at once."""
        await self._do(executors.retire, executor)

    async def silent(self, seconds: float) -> tuple[str, ...]:
        """The executors that were not heard of for so long."""
        return await self._do(executors.silent, self._now() - seconds)

    async def bury(self, executor: str, seconds: float) -> None:
        """Forget an executor whose work was taken over."""
        await self._do(executors.bury, executor, self._now() - seconds)

    async def prune(self, days: float) -> int:
        """Forget what ended so long ago, but for what it cost."""
        return await self._do(reviews.prune, self._now() - days * 86_400)

    async def waiting(self) -> int:
        """How many deliveries wait to be worked in."""
        return await self._do(inbox.waiting)
