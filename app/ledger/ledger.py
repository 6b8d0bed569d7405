"""The ports Ledger, Desk, Executors and Memory over SQLAlchemy: every call is one transaction."""

from collections.abc import Mapping, Sequence

from app.domain.check import CheckOutput
from app.domain.conversation import PostedComment
from app.domain.decisions import Decisions
from app.domain.event import ReviewPlan
from app.domain.review import Review, Reviewed, ReviewState
from app.ledger import decisions, executors, limits, memory, prune, reviews
from app.ledger.comments import keep as keep_comments
from app.ledger.comments import read as read_comments
from app.ledger.deliveries import Deliveries
from app.ledger.desk import SqlDesk
from app.ledger.marks import mark, wait_began
from app.ledger.tables import reviews as rows


class SqlLedger(Deliveries, SqlDesk):
    """All that is remembered, in SQLite or PostgreSQL. `now` gives seconds since 1970."""

    async def review(self, review: str) -> Review:
        """The review with this id. Raises NotFound."""
        return await self._do(reviews.read, review)

    async def announcing(self, review: str) -> None:
        """A check run is about to be created."""
        await self._do(mark, rows, review, announcing=True)

    async def announced(self, review: str, check_id: int) -> None:
        """The check run exists."""
        await self._do(mark, rows, review, check_id=check_id, announcing=True, waiting_since=None)

    async def begin_attempt(self, review: str) -> int:
        """Which attempt this is: 2 after one that ended with the process."""
        return await self._do(reviews.begin_attempt, review)

    async def end_attempt(self, review: str) -> None:
        """The attempt ended, well or not, and the process lives."""
        await self._do(mark, rows, review, crashes=0)

    async def waited(self, review: str) -> float:
        """Seconds since the outage began that the review waits out."""
        now = self._now()
        return now - await self._do(wait_began, rows, review, now)

    async def reviewed(self, review: str, reviewed: Reviewed, error: str | None = None) -> None:
        """The review has its report."""
        await self._do(reviews.reviewed, review, reviewed, error, self._now())

    async def decided(self, review: str, output: CheckOutput, error: str | None = None) -> None:
        """The review ends with a text of our own."""
        await self._do(mark, rows, review, output=output.model_dump_json(), error=error, waiting_since=None)

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

    async def commenting(self, review: str) -> None:
        """Inline comments are about to be posted."""
        await self._do(mark, rows, review, commenting=True)

    async def comments(self, pull_request: str) -> tuple[PostedComment, ...]:
        """The inline comments of ours on a pull request, oldest first."""
        return await self._do(read_comments, pull_request)

    async def commented(self, pull_request: str, comments: Sequence[PostedComment]) -> None:
        """Inline comments were posted or have changed; one of a known comment id replaces it."""
        await self._do(keep_comments, pull_request, comments)

    async def decisions(self, plan: ReviewPlan) -> Decisions:
        """What people decided about the pull request; `author_trusted` and `spendable_usd` are the caller's."""
        return await self._do(decisions.read, plan, self._now())

    async def spent_usd(self, repository_id: int, seconds: float) -> float:
        """What the reviews of a repository cost that ended in the last `seconds`."""
        return await self._do(limits.spent_usd, repository_id, self._now() - seconds)

    async def write_slot(self, installation_id: int, spacing: float) -> float:
        """Take the next turn to create content; the seconds to wait for it."""
        return await self._do(limits.write_slot, installation_id, spacing, self._now())

    async def recall(self, repository_id: int, keys: Sequence[str]) -> Mapping[str, str]:
        """What the judge answered before: the values of the keys that are known."""
        return await self._do(memory.recall, repository_id, keys, self._now())

    async def remember(self, repository_id: int, values: Mapping[str, str]) -> None:
        """Keep what the judge answered; a key that is known gets the new value."""
        await self._do(memory.remember, repository_id, values, self._now())

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
        """Forget what ended or was used last so long ago, but for what it cost; how many reviews."""
        now = self._now()
        return await self._do(prune.prune, now - days * 86_400, now)
