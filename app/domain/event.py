"""What GitHub tells us, and what we decide to do about it. Plain JSON, because workflows carry it."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Value(BaseModel):
    """A frozen value that survives a round trip through JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class RepositoryRef(Value):
    """One repository as one installation of the App reaches it."""

    installation_id: int
    repository_id: int
    repository: str  # owner/name


class Delivered(RepositoryRef):
    """What every event about a repository has. `sender` is the login of whoever caused it."""

    delivery: str
    action: str
    sender: str = ""


class PullRequestEvent(Delivered):
    """A `pull_request` webhook, reduced to the fields that are used."""

    kind: Literal["pull_request"] = "pull_request"
    number: int
    head_sha: str
    draft: bool = False
    closed: bool = False
    updated_at: str = ""  # ISO 8601, orders events of one pull request; empty when unknown
    label: str = ""  # labeled, unlabeled: which one
    base_changed: bool = False  # edited: another base branch
    words_changed: bool = False  # edited: title or body name other features or subjects than before


class MergeGroup(Value):
    """What a merge queue puts on top of a branch."""

    base_sha: str
    base_ref: str


class OrderEvent(Delivered):
    """An order of our own to review the head of a pull request again: a command, a button, a label asked for it.

    `full` asks without remembered verdicts. `entitled` says that the sender has write access, so that a model may
    take part although the change comes from an outsider.
    """

    kind: Literal["order"] = "order"
    number: int
    head_sha: str
    full: bool = False
    entitled: bool = False
    feature: str = ""  # review this feature directory alone
    merge_group: MergeGroup | None = None  # review this merge group again (number 0)


class CheckEvent(Delivered):
    """`check_run` rerequested or requested_action, `check_suite` rerequested.

    `external_id` is the review that the run belongs to; empty for a suite. `button` is the identifier of the button.
    """

    kind: Literal["check"] = "check"
    head_sha: str
    external_id: str = ""
    button: str = ""
    numbers: tuple[int, ...] = ()  # empty for pull requests of forks


class CommentEvent(Delivered):
    """A comment that may hold commands. `previous` is its text before it was edited."""

    kind: Literal["comment"] = "comment"
    number: int
    comment_id: int
    place: Literal["conversation", "review"]
    author: str
    body: str
    previous: str = ""


class MergeGroupEvent(Delivered):
    """`merge_group` checks_requested."""

    kind: Literal["merge_group"] = "merge_group"
    head_sha: str
    base_sha: str
    base_ref: str  # the branch, without refs/heads/


class PushEvent(Delivered):
    """A `push` to the default branch that changes the configuration."""

    kind: Literal["push"] = "push"
    branch: str
    head_sha: str


class RepositoryEvent(Delivered):
    """A `repository` webhook: renamed, transferred or deleted. `repository` is the name by now."""

    kind: Literal["repository"] = "repository"
    previous: str = ""


class InstallationEvent(Value):
    """`installation` and `installation_repositories`: where the App is installed."""

    kind: Literal["installation"] = "installation"
    delivery: str
    action: str  # created, deleted, suspend, unsuspend, new_permissions_accepted; added, removed
    sender: str = ""
    installation_id: int
    account: str
    created_at: str = ""
    removed: tuple[int, ...] = ()  # ids of the repositories that were taken away


class Ignored(Value):
    """An event that is not for us, and why."""

    reason: str


WorkEvent = Annotated[
    PullRequestEvent
    | OrderEvent
    | CheckEvent
    | CommentEvent
    | MergeGroupEvent
    | PushEvent
    | RepositoryEvent
    | InstallationEvent,
    Field(discriminator="kind"),
]
"""An event that means work, as the inbox keeps it."""

Event = WorkEvent | Ignored


class ReviewPlan(RepositoryRef):
    """The review of one head of one pull request, or of one merge group (number 0). Ids only, no source."""

    number: int
    head_sha: str
    full: bool = False  # remembered verdicts are left aside
    asked_by: str = ""  # somebody with write access asked for this review
    feature: str = ""  # hold the change to this feature directory alone
    merge_group: MergeGroup | None = None

    @property
    def pull_request(self) -> str:
        """The key under which reviews of one pull request, or of one merge group, run one at a time."""
        return f"{self.repository_id}@{self.head_sha}" if self.merge_group else f"{self.repository_id}#{self.number}"


class Skip(Value):
    """A pull request that gets a completed `skipped` check that says why."""

    plan: ReviewPlan
    reason: str


class Stop(Value):
    """Reviews of the pull request that still run are to end; their checks say why."""

    plan: ReviewPlan
    reason: str


class Errand(Value):
    """Work that is no review by itself. It runs durably, in turn with others of the same `partition`."""

    event: WorkEvent
    partition: str


class PullRequest(Value):
    """The facts of a pull request that a review needs, asked of the code host at one moment.

    `base_sha` is the tip of the base branch, `merge_base` the commit where the branches part. A local review
    has number 0 and whatever of the texts Git knows.
    """

    repository: str
    number: int = 0
    title: str = ""
    body: str = ""
    branch: str = ""
    author: str = ""
    head_sha: str
    base_ref: str = ""
    base_sha: str
    merge_base: str
    commit_messages: tuple[str, ...] = ()
    draft: bool = False
    state: Literal["open", "closed"] = "open"
    labels: tuple[str, ...] = ()
    fork: bool = False  # the head is in another repository
    configuration: str | None = None  # text of the configuration at the base branch's tip; None: no such file
    defaults: str | None = None  # text of the organisation's configuration; None: none
