"""`push` and `repository`. Bots push and rename like others: what they did is true all the same."""

from typing import Final

from pydantic import Field

from app.domain.event import Event, Ignored, PushEvent, RepositoryEvent
from app.github.events.payload import NO_INSTALLATION, Narrow, Payload, Previous, Sha, User
from specs_schema.config import CONFIG_PATH

ACTIONS: Final = frozenset({"renamed", "transferred", "deleted"})
# https://docs.github.com/en/webhooks/webhook-events-and-payloads#push: the longest lists that GitHub sends.
_MOST_COMMITS: Final = 2_048
_MOST_FILES: Final = 3_000


class _Commit(Narrow):
    added: tuple[str, ...] | None = None
    modified: tuple[str, ...] | None = None
    removed: tuple[str, ...] | None = None

    def may_touch(self, path: str) -> bool:
        """Whether `path` is among the changed files, or may be among those that GitHub left out."""
        files = [*(self.added or ()), *(self.modified or ()), *(self.removed or ())]
        return path in files or len(files) >= _MOST_FILES


class _PushPayload(Payload):
    ref: str
    after: Sha
    created: bool = False
    deleted: bool = False
    forced: bool = False
    size: int | None = None  # commits in the push, where GitHub says it
    commits: tuple[_Commit, ...] = ()

    def may_touch(self, path: str) -> bool:
        """Whether the push may change `path`. A forced push takes commits away, which are not listed."""
        known = self.size or 0
        cut = len(self.commits) >= _MOST_COMMITS or known > len(self.commits)
        return self.created or self.forced or cut or any(commit.may_touch(path) for commit in self.commits)


class _Account(Narrow):
    user: User | None = None
    organization: User | None = None


class _PreviousOwner(Narrow):
    account: _Account = Field(default=_Account(), alias="from")

    @property
    def login(self) -> str:
        """Who had the repository before."""
        owner = self.account.organization or self.account.user
        return owner.login if owner else ""


class _PreviousName(Narrow):
    name: Previous | None = None


class _Changes(Narrow):
    repository: _PreviousName | None = None
    owner: _PreviousOwner | None = None


class _RepositoryPayload(Payload):
    changes: _Changes = _Changes()

    @property
    def previous(self) -> str:
        """What the repository was called before, with its owner; empty where GitHub does not say."""
        owner, name = self.repository.full_name.split("/")
        old = self.changes.repository.name if self.changes.repository else None
        old_name = old.text if old else None
        old_owner = self.changes.owner.login if self.changes.owner else ""
        return f"{old_owner or owner}/{old_name or name}" if old_name or old_owner else ""


def read_push(delivery: str, body: bytes) -> Event:
    """The event of a `push` webhook to the default branch that may change the configuration."""
    payload = _PushPayload.model_validate_json(body)
    branch = payload.repository.default_branch
    if payload.deleted or payload.ref != f"refs/heads/{branch}":
        return Ignored(reason="the push is not to the default branch")
    if not payload.may_touch(CONFIG_PATH):
        return Ignored(reason=f"the push leaves `{CONFIG_PATH}` as it was")
    if payload.installation is None:
        return NO_INSTALLATION
    common = payload.common(delivery, payload.installation)
    return PushEvent(**common, branch=branch, head_sha=payload.after)


def read_repository(delivery: str, body: bytes) -> Event:
    """The event of a `repository` webhook."""
    payload = _RepositoryPayload.model_validate_json(body)
    if payload.installation is None:
        return NO_INSTALLATION
    return RepositoryEvent(**payload.common(delivery, payload.installation), previous=payload.previous)
