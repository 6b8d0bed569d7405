"""Everything that the simulated GitHub remembers, as plain values. Nothing here talks to anybody."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from app.simulator.wire import Json

AccountType = Literal["User", "Organization", "Bot"]
Side = Literal["LEFT", "RIGHT"]


@dataclass(slots=True)
class Account:
    """A person, an organisation, or the bot of an App."""

    id: int
    login: str
    type: AccountType = "User"
    name: str = ""
    email: str = ""


@dataclass(slots=True)
class App:
    """A registered GitHub App. `public_key` checks its JSON web tokens."""

    id: int
    slug: str
    name: str
    client_id: str
    owner: Account
    bot: Account
    public_key: str
    permissions: dict[str, str]
    events: tuple[str, ...]
    webhook_url: str
    webhook_secret: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Conversion:
    """What GitHub tells once about an App that was made from a manifest, for a code that lives one hour."""

    app_id: int
    private_key: str
    client_secret: str
    expires_at: datetime


@dataclass(slots=True)
class Installation:
    """An App on one account. `repository_ids` is None when it was given all repositories."""

    id: int
    app_id: int
    account: Account
    permissions: dict[str, str]
    events: tuple[str, ...]
    repository_ids: set[int] | None
    created_at: datetime
    suspended_at: datetime | None = None
    suspended_by: Account | None = None


@dataclass(slots=True)
class Grant:
    """What one installation token opens, and until when. `repository_ids` is None when it is not narrowed to some."""

    token: str
    installation_id: int
    repository_ids: frozenset[int] | None
    permissions: dict[str, str]
    expires_at: datetime


@dataclass(slots=True)
class Repository:
    """A repository; its objects live in the bare git directory `git_dir`."""

    id: int
    owner: Account
    name: str
    git_dir: Path
    default_branch: str
    created_at: datetime
    private: bool = True
    fork_of: int | None = None
    permissions: dict[str, str] = field(default_factory=dict[str, str])
    last_number: int = 0
    queues: set[str] = field(default_factory=set[str])  # the branches that have a merge queue

    @property
    def full_name(self) -> str:
        """`owner/name`."""
        return f"{self.owner.login}/{self.name}"


@dataclass(slots=True)
class PullRequest:
    """A pull request. `base_sha` is the tip of the base branch when the head last moved, as with GitHub."""

    id: int
    repository_id: int
    number: int
    title: str
    body: str | None
    author: Account
    base_ref: str
    base_sha: str
    head_ref: str
    head_sha: str
    head_repository_id: int | None
    created_at: datetime
    updated_at: datetime
    draft: bool = False
    state: Literal["open", "closed"] = "open"
    closed_at: datetime | None = None
    merged_at: datetime | None = None
    labels: list[str] = field(default_factory=list[str])

    @property
    def graphql_state(self) -> Literal["OPEN", "CLOSED", "MERGED"]:
        """The state in GraphQL's words, which has one more."""
        if self.merged_at is not None:
            return "MERGED"
        return "OPEN" if self.state == "open" else "CLOSED"


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """A pull request in the merge queue: `head_sha` merges `pull_head` into `base_sha`, where its group stood.

    `group_ref` is the branch of its group, which was begun at `group_base`.
    """

    id: int
    repository_id: int
    number: int
    base_ref: str
    group_ref: str
    group_base: str
    pull_head: str
    base_sha: str
    head_sha: str
    enqueued_at: datetime
    enqueuer: Account


@dataclass(slots=True)
class CheckSuite:
    """The runs of one App for one commit."""

    id: int
    repository_id: int
    app_id: int
    head_sha: str
    head_branch: str | None
    created_at: datetime
    updated_at: datetime
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation of a check run."""

    path: str
    start_line: int
    end_line: int
    annotation_level: str
    message: str
    start_column: int | None = None
    end_column: int | None = None
    title: str | None = None
    raw_details: str | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One button of a check run."""

    label: str
    description: str
    identifier: str


@dataclass(slots=True)
class CheckRun:
    """A check run. Annotations only ever grow."""

    id: int
    repository_id: int
    suite_id: int
    app_id: int
    name: str
    head_sha: str
    status: str
    created_at: datetime
    conclusion: str | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    external_id: str = ""
    details_url: str = ""
    title: str | None = None
    summary: str | None = None
    text: str | None = None
    annotations: list[Annotation] = field(default_factory=list[Annotation])
    actions: tuple[Action, ...] = ()


@dataclass(slots=True)
class Review:
    """A review of a pull request; `state` in REST's words."""

    id: int
    repository_id: int
    number: int
    author: Account
    body: str
    state: str
    commit_id: str
    submitted_at: datetime | None


@dataclass(slots=True)
class ReviewThread:
    """A conversation on lines of the diff as they stood at `commit_id`; `line` is None for the whole file."""

    id: int
    repository_id: int
    number: int
    path: str
    line: int | None
    side: Side
    start_line: int | None
    start_side: Side | None
    commit_id: str
    resolved_by: Account | None = None

    @property
    def is_resolved(self) -> bool:
        """Whether somebody closed the conversation."""
        return self.resolved_by is not None


@dataclass(slots=True)
class ReviewComment:
    """One comment of a review thread."""

    id: int
    repository_id: int
    number: int
    review_id: int
    thread_id: int
    author: Account
    body: str
    diff_hunk: str
    position: int
    created_at: datetime
    updated_at: datetime
    in_reply_to_id: int | None = None


@dataclass(slots=True)
class IssueComment:
    """A comment in the conversation of a pull request."""

    id: int
    repository_id: int
    number: int
    author: Account
    body: str
    created_at: datetime
    updated_at: datetime
    app_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reaction:
    """A reaction of one account to one comment."""

    id: int
    subject: Literal["issue_comment", "review_comment"]
    subject_id: int
    author: Account
    content: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to deliver a webhook. `status_code` is 0 when nobody answered."""

    id: int
    delivered_at: datetime
    status: str
    status_code: int
    duration: float
    response: str
    redelivery: bool = False

    @property
    def succeeded(self) -> bool:
        """Whether the receiver took it."""
        return 200 <= self.status_code < 300  # noqa: PLR2004 - the 2xx range


@dataclass(slots=True)
class Delivery:
    """One webhook: what was sent, to whom it belongs, and every try to deliver it."""

    guid: str
    app_id: int
    event: str
    action: str | None
    installation_id: int | None
    repository_id: int | None
    payload: bytes
    headers: dict[str, str]
    attempts: list[Attempt] = field(default_factory=list[Attempt])

    @property
    def succeeded(self) -> bool:
        """Whether the last try was taken."""
        return bool(self.attempts) and self.attempts[-1].succeeded


@dataclass(frozen=True, slots=True)
class Write:
    """A request that GitHub took and that creates or changes something in a repository."""

    repository_id: int
    method: str
    route: str
    body: Json
    status: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request that reached the simulator, and its answer. Bodies are parsed where they are JSON.

    `path` is what the client asked for, `route` the same without `/api/v3` and the query, and with
    `/repos/owner/name` where it asked for `/repositories/id`.
    `injected` marks an outage that a test ordered.
    """

    method: str
    path: str
    route: str
    query: tuple[tuple[str, str], ...]
    request_headers: dict[str, str]
    request: Json
    status: int
    response_headers: dict[str, str]
    response: Json
    injected: bool = False
