"""What GitHub tells us, and what we decide to do about it. Plain JSON, because workflows carry it."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value that survives a round trip through JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PullRequestEvent(Value):
    """A `pull_request` webhook, reduced to the fields that are used."""

    delivery: str
    action: str
    installation_id: int
    repository_id: int
    repository: str  # owner/name
    number: int
    head_sha: str
    draft: bool = False
    closed: bool = False
    updated_at: str = ""  # ISO 8601, orders events of one pull request; empty when unknown


class Ignored(Value):
    """An event that is not for us, and why."""

    reason: str


Event = PullRequestEvent | Ignored


class ReviewPlan(Value):
    """The review of one head of one pull request. Ids only, no source."""

    installation_id: int
    repository_id: int
    repository: str
    number: int
    head_sha: str

    @property
    def pull_request(self) -> str:
        """The key under which reviews of one pull request run one at a time."""
        return f"{self.repository_id}#{self.number}"


class Skip(Value):
    """A pull request that gets a completed `skipped` check that says why."""

    plan: ReviewPlan
    reason: str


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
