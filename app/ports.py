"""The things outside, as the rest of the program sees them."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import Literal, Protocol

from app.domain.change import Change
from app.domain.check import Check, CheckOutput
from app.domain.event import Event, Ignored, PullRequest, PullRequestEvent, ReviewPlan, Skip
from app.domain.question import Packet, Question
from app.domain.repository import Blob, Found, Remote, TreeEntry
from app.domain.review import Review, Reviewed, ReviewState, Taken, Unstarted
from app.domain.specs import ReadSpecs
from app.domain.usage import Meter, Usage
from app.domain.verdict import Failure, Refutation, Reply
from specs_schema.feature import FeatureDir


class Unavailable(Exception):
    """Something outside did not answer. Raised by adapters, retried by the step, then reported as `error`.

    `retry_after` is the seconds that the outside asks for. A review that could go no further without the model
    says what to show when patience ends (`fallback`), and for how long the repository wants to wait (`patience`).
    """

    def __init__(
        self,
        message: str = "",
        *,
        retry_after: float | None = None,
        fallback: Reviewed | None = None,
        patience: int | None = None,
    ) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.fallback = fallback
        self.patience = patience


class Refused(Exception):
    """The outside answered and will not do it: no access, a permission missing, gone. Not tried again.

    The message says which and what to do.
    """


class NotFound(Exception):
    """A revision, repository or path that does not exist; the message says which and what to do."""


class Repository(Protocol):
    """Git objects of one repository. Read-only; nothing of the repository is ever run."""

    def resolve(self, revision: str) -> str:
        """The commit id that `revision` names. Raises NotFound."""
        ...

    def branch(self, revision: str) -> str:
        """The name of the local branch that `revision` is (`HEAD`: the one checked out); empty for a commit id."""
        ...

    def merge_base(self, base: str, head: str) -> str:
        """The commit where the two part. Raises NotFound when there is none or history is missing."""
        ...

    def change(self, base: str, head: str) -> Change:
        """What lies between the two commits, with renames followed."""
        ...

    def tree(self, commit: str) -> tuple[TreeEntry, ...]:
        """Every file of the commit."""
        ...

    def read(self, commit: str, paths: Sequence[str], limit: int = 1_000_000) -> Mapping[str, Blob]:
        """The files among `paths` that exist, are no larger than `limit` bytes, and are present."""
        ...

    def search(self, commit: str, terms: Sequence[str], paths: Sequence[str] = (), limit: int = 200) -> Found:
        """Lines that hold any of `terms` literally, case kept; `paths` are Git pathspecs; at most `limit`."""
        ...

    def messages(self, base: str, head: str) -> tuple[str, ...]:
        """Commit messages from `base` (excluded) to `head`, newest first, as far as history is present."""
        ...


class SpecReader(Protocol):
    """Reads spec documents where a crash cannot take anything down. Never raises for what a document holds."""

    def read(
        self, features: Sequence[FeatureDir], blobs: Mapping[str, Blob], constitutions: Sequence[str]
    ) -> ReadSpecs:
        """The features and constitutions, from the documents among `blobs` (by repository path)."""
        ...


class Judge(Protocol):
    """The model. Never raises for what the model does: a failure is a value."""

    async def ask(self, packet: Packet) -> "tuple[tuple[Reply, ...] | Failure, Usage]":
        """One answer for each question of the packet, or why there is none."""
        ...

    async def refute(
        self, question: Question, packet: Packet, answer: str, reader: "Reader"
    ) -> "tuple[Refutation | Failure, Usage]":
        """Whether an independent reader confirms `answer` (`violated` or `missing`)."""
        ...


OpenJudge = Callable[[], AbstractAsyncContextManager[Judge]]  # opened for one review, closed after it


class Reader(Protocol):
    """What the judge may look at beyond its packet: the head of the change, read-only and bounded."""

    def lines(self, path: str, first: int, last: int) -> str:
        """Lines of one file, numbered; a sentence when there is no such file."""
        ...

    def search(self, term: str) -> str:
        """Where `term` stands literally, a line each; a sentence when nowhere."""
        ...

    def list(self, folder: str) -> str:
        """The files below `folder`, a line each."""
        ...


class CodeHost(Protocol):
    """The forge. Raises Unavailable and Refused."""

    async def pull_request(self, plan: ReviewPlan) -> PullRequest:
        """The facts at this moment."""
        ...

    async def head(self, plan: ReviewPlan) -> str:
        """The head commit at this moment."""
        ...

    async def remote(self, plan: ReviewPlan) -> Remote:
        """Where to fetch the repository from."""
        ...

    async def create_check(self, plan: ReviewPlan, external_id: str) -> int:
        """Create the check run of this head as in progress; its id. Not safe to repeat: look it up first."""
        ...

    async def find_check(self, plan: ReviewPlan, external_id: str) -> Check | None:
        """The check run of this head that was created under `external_id`."""
        ...

    async def complete_check(self, plan: ReviewPlan, check_id: int, output: CheckOutput) -> None:
        """Complete the check run. Not safe to repeat, because annotations append: look it up first."""
        ...

    def metered(self) -> AbstractContextManager[Meter]:
        """Count the requests that are made within."""
        ...


class Ledger(Protocol):
    """What is remembered between the steps of a review, and after a crash. Raises Unavailable."""

    async def receive(self, event: PullRequestEvent) -> Literal["new", "again", "repeat"]:
        """Keep a delivery durably. `again`: the work of the first one had failed."""
        ...

    async def take(self, decide: Callable[[Event], ReviewPlan | Skip | Ignored]) -> Taken | None:
        """Work the oldest waiting delivery into a review; None when nothing waits."""
        ...

    async def unstarted(self) -> tuple[Unstarted, ...]:
        """Reviews that no workflow was started for."""
        ...

    async def started(self, review: str) -> None:
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
