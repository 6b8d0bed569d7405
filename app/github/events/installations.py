"""`installation` and `installation_repositories`: where the App is installed."""

from datetime import UTC, datetime
from typing import Annotated, Final

from pydantic import BeforeValidator

from app.domain.event import Event, InstallationEvent
from app.github.events.payload import Id, Narrow, User

ACTIONS: Final = frozenset({"created", "deleted", "suspend", "unsuspend", "new_permissions_accepted"})
REPOSITORY_ACTIONS: Final = frozenset({"added", "removed"})
_LAST: Final = 2**32  # seconds; in the year 2106


def _iso(moment: object) -> str:
    """GitHub tells a moment in ISO 8601 in some of these webhooks, and in seconds since 1970 in others.

    Nothing depends on it enough for the webhook to be refused: what cannot be read is empty.
    """
    if isinstance(moment, int) and 0 <= moment < _LAST:
        return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return moment if isinstance(moment, str) else ""


class _Account(User):
    slug: str | None = None  # of an enterprise, which has no login


class _Installation(Narrow):
    id: Id
    account: _Account | None = None
    created_at: Annotated[str, BeforeValidator(_iso)] = ""


class _Removed(Narrow):
    id: Id


class _InstallationPayload(Narrow):
    action: str
    installation: _Installation
    repositories_removed: tuple[_Removed, ...] | None = None
    sender: User | None = None


def read_installation(delivery: str, body: bytes) -> Event:
    """The event of an `installation` or `installation_repositories` webhook."""
    payload = _InstallationPayload.model_validate_json(body)
    installation = payload.installation
    account = installation.account or _Account()
    return InstallationEvent(
        delivery=delivery,
        action=payload.action,
        sender=payload.sender.login if payload.sender else "",
        installation_id=installation.id,
        account=account.login or account.slug or "",
        created_at=installation.created_at,
        removed=tuple(one.id for one in payload.repositories_removed or ()),
    )
