"""What is remembered. All raise Unavailable."""

from collections.abc import Callable, Sequence
from typing import Literal, Protocol

from app.domain.check import CheckOutput
from app.domain.conversation import PostedComment
from app.domain.decisions import Acceptance, Decisions, Waiver
from app.domain.event import (
    Errand,
    Event,
    Ignored,
    InstallationEvent,
    RepositoryRef,
    ReviewPlan,
    Skip,
    Stop,
    WorkEvent,
)
from app.domain.review import OpenErrand, Review, Reviewed, ReviewState, Taken, Unstarted

Decided = ReviewPlan | Skip | Stop | Errand | Ignored


class Ledger(Protocol):
    """What is remembered between the steps of a review, and after a crash. Raises Unavailable."""

    async def receive(self, event: WorkEvent) -> Literal["new", "again", "repeat"]:
        """Keep a delivery durably. `again`: the work of the first one had failed."""
        ...

    async def take(self, decide: Callable[[Event], Decided]) -> Taken | None:
        """Work the oldest waiting delivery into a review or errand; None when nothing waits."""
        ...

    async def unstarted(self) -> tuple[Unstarted, ...]:
        """Reviews and errands that no workflow was started for."""
        ...

    async def started(self, one: Unstarted) -> None:
        """The workflow exists."""
        ...

    async def review(self, review: str) -> Review:
        """The review with this id. Raises NotFound."""
        ...

    async def announcing(self, review: str) -> None:
        """A check run is about to be created."""
        ...

    async def announced(self, review: str, check_id: int) -> None:
        """The check run exists."""
        ...

    async def begin_attempt(self, review: str) -> int:
        """Which attempt this is: 2 after one that ended with the process."""
        ...

    async def end_attempt(self, review: str) -> None:
        """The attempt ended, well or not, and the process lives."""
        ...

    async def waited(self, review: str) -> float:
        """Seconds since the outage began that the review waits out."""
        ...

    async def reviewed(self, review: str, reviewed: Reviewed, error: str | None = None) -> None:
        """The review has its report. With `error`, a redelivery runs it again."""
        ...

    async def decided(self, review: str, output: CheckOutput, error: str | None = None) -> None:
        """The review ends with a text of our own."""
        ...

    async def supersede(self, review: str, head: str) -> bool:
        """Mark an open review as replaced by `head`; False when it is open no longer."""
        ...

    async def knows_head(self, plan: ReviewPlan, head: str) -> bool:
        """Whether a review of `head` runs or has ended."""
        ...

    async def begin_completing(self, review: str, state: ReviewState) -> bool:
        """The check run is about to be completed; False when the review is no longer in `state`."""
        ...

    async def finish(self, review: str, state: ReviewState, error: str | None = None) -> None:
        """The review and its deliveries have ended."""
        ...

    async def count_requests(self, review: str, requests: int) -> None:
        """The review made so many requests more."""
        ...

    async def commenting(self, review: str) -> None:
        """Inline comments are about to be posted."""
        ...

    async def comments(self, pull_request: str) -> tuple[PostedComment, ...]:
        """The inline comments of ours on a pull request, oldest first."""
        ...

    async def commented(self, pull_request: str, comments: Sequence[PostedComment]) -> None:
        """Inline comments were posted or have changed; one of a known comment id replaces it."""
        ...

    async def decisions(self, plan: ReviewPlan) -> Decisions:
        """What people decided about the pull request; `author_trusted` and `spendable_usd` are the caller's."""
        ...

    async def spent_usd(self, repository_id: int, seconds: float) -> float:
        """What the reviews of a repository cost that ended in the last `seconds`."""
        ...

    async def write_slot(self, installation_id: int, spacing: float) -> float:
        """Take the next turn to create content; the seconds to wait for it.

        Turns lie `spacing` seconds apart, and at most 450 in an hour, over all processes.
        """
        ...


class Desk(Protocol):
    """What commands and errands read and write. Raises Unavailable."""

    async def errand(self, errand: str) -> OpenErrand:
        """The errand with this id. Raises NotFound."""
        ...

    async def replying(self, errand: str) -> None:
        """A reply is about to be posted."""
        ...

    async def replied(self, errand: str, comment_id: int) -> None:
        """The reply exists."""
        ...

    async def finish_errand(self, errand: str, error: str | None = None) -> None:
        """The errand and its delivery have ended. With `error`, a redelivery runs it again."""
        ...

    async def errand_waited(self, errand: str) -> float:
        """Seconds since the outage began that the errand waits out."""
        ...

    async def order(self, event: WorkEvent) -> None:
        """Put an event of our own into the inbox; does nothing when its delivery is known."""
        ...

    async def last_review(self, pull_request: str, head_sha: str = "") -> Review | None:
        """The newest review of a pull request that has a report; of one head when it is given."""
        ...

    async def find_review(self, review: str) -> Review | None:
        """The review with this id."""
        ...

    async def reply_to(self, repository_id: int, comment_id: int) -> int | None:
        """The comment of ours that answered an earlier version of this comment."""
        ...

    async def count_command(self, pull_request: str, login: str, seconds: float) -> int:
        """Note that `login` used a command; how many it used on this pull request in the last `seconds`."""
        ...

    async def first_refusal(self, pull_request: str, login: str, what: str, errand: str = "") -> bool:
        """Note a refusal; whether it is the first of its kind that `login` is told on this pull request.

        If so, `errand` is from then on about to reply, and tells it after a crash, too.
        """
        ...

    async def waive(self, pull_request: str, waiver: Waiver) -> None:
        """Keep a waiver; it replaces an earlier one of the same subject."""
        ...

    async def unwaive(self, pull_request: str, subject: str) -> bool:
        """Take a waiver back; False when there is none."""
        ...

    async def accept(self, pull_request: str, accepted: Sequence[Acceptance]) -> None:
        """Keep acceptances of spec changes."""
        ...

    async def correct_feature(self, pull_request: str, feature: str) -> None:
        """Keep which feature the pull request is about: a directory, `none`, or empty to take a correction back."""
        ...

    async def keep_configuration(self, repository_id: int, text: str) -> None:
        """Remember a configuration of the base branch that is valid."""
        ...

    async def installed(self, event: InstallationEvent) -> None:
        """Know an installation."""
        ...

    async def forget(self, installation_id: int, repositories: Sequence[int] = ()) -> tuple[str, ...]:
        """Delete everything about an installation, or about some of its repositories.

        Answers with the ids of the reviews and errands that the durable engine has to forget, too.
        """
        ...

    async def renamed(self, where: RepositoryRef) -> None:
        """The repository has another name by now: open reviews and errands use it."""
        ...

    async def lease(self, name: str, holder: str, seconds: float) -> bool:
        """Whether `holder` alone may do `name` for the next `seconds`; the holder may renew."""
        ...

    async def knows_delivery(self, delivery: str) -> bool:
        """Whether the inbox holds this delivery, worked through or waiting."""
        ...


class Executors(Protocol):
    """Which processes are alive. Raises Unavailable."""

    async def beat(self, executor: str) -> None:
        """`executor` is alive."""
        ...

    async def retire(self, executor: str) -> None:
        """`executor` ends; others may take over at once."""
        ...

    async def silent(self, seconds: float) -> tuple[str, ...]:
        """The executors that were not heard of for so long."""
        ...

    async def bury(self, executor: str, seconds: float) -> None:
        """Forget an executor whose work was taken over, unless it is alive again."""
        ...
