"""What the forge tells beside the facts of one pull request. Plain JSON."""

from typing import Literal

from app.domain.event import RepositoryRef, Value


class OpenPull(RepositoryRef):
    """A pull request in a few words."""

    number: int
    head_sha: str
    author: str = ""
    draft: bool = False
    state: Literal["open", "closed"] = "open"
    base_ref: str = ""  # the branch it is to be merged into; empty when it was not asked for


class GroupEntry(Value):
    """One pull request of a merge group.

    `base_sha` to `head_sha` is what it adds to the group; `pull_head` its own head.
    """

    number: int
    pull_head: str
    base_sha: str
    head_sha: str


class Installation(Value):
    """Where the App is installed. `created_at` is in seconds since 1970."""

    id: int
    account: str
    created_at: float = 0.0


class Delivery(Value):
    """A webhook in GitHub's log. `id` names one attempt, `guid` all attempts of one event."""

    id: int
    guid: str
    event: str
    delivered_at: float
    attempts: int = 1
