"""Deliveries, as the ledger receives and takes them."""

import asyncio
import time
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.domain.event import WorkEvent
from app.domain.review import Taken, Unstarted
from app.ledger import inbox, taking
from app.ledger.transactions import Transactions
from app.ports import Unavailable


class Deliveries(Transactions):
    """The inbox, and what to start."""

    def __init__(self, engine: sa.Engine, now: Callable[[], float] = time.time) -> None:
        super().__init__(engine, now)
        self._arrived: list[tuple[WorkEvent, asyncio.Future[inbox.Receipt]]] = []
        self._keeping: set[asyncio.Task[None]] = set()
        self._turn = asyncio.Lock()

    async def receive(self, event: WorkEvent) -> inbox.Receipt:
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

    async def order(self, event: WorkEvent) -> None:
        """Put an event of our own into the inbox; does nothing when its delivery is known."""
        try:
            await self._do(inbox.order, event, self._now())
        except IntegrityError:  # another process has just written it
            return

    async def knows_delivery(self, delivery: str) -> bool:
        """Whether the inbox holds this delivery, worked through or waiting."""
        return await self._do(inbox.knows, delivery)

    async def take(self, decide: taking.Decide) -> Taken | None:
        """Work the oldest waiting delivery into a review or errand; None when nothing waits."""
        return await self._do(taking.take, decide, self._now())

    async def waiting(self) -> int:
        """How many deliveries wait to be worked in."""
        return await self._do(inbox.waiting)

    async def unstarted(self) -> tuple[Unstarted, ...]:
        """Reviews and errands that no workflow was started for."""
        return await self._do(taking.unstarted)

    async def started(self, one: Unstarted) -> None:
        """The workflow exists."""
        await self._do(taking.started, one)

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

    async def _keep_one(self, event: WorkEvent) -> inbox.Receipt:
        try:
            return await self._do(inbox.receive, event, self._now())
        except IntegrityError:
            return "repeat"
