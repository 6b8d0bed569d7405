"""Where the App is installed. Runs inside a transaction."""

from typing import Final

import sqlalchemy as sa

from app.domain.event import InstallationEvent
from app.ledger.tables import installations
from app.ledger.upsert import put

_DECIDES: Final = frozenset({"created", "suspend", "unsuspend"})  # actions that tell whether it is suspended


def installed(connection: sa.Connection, event: InstallationEvent) -> None:
    """Know an installation as the event tells of it; one that is deleted is known no longer."""
    if event.action == "deleted":
        connection.execute(installations.delete().where(installations.c.installation_id == event.installation_id))
        return
    keep = () if event.action in _DECIDES else ("suspended",)
    row = {
        "installation_id": event.installation_id,
        "account": event.account,
        "suspended": event.action == "suspend",
        "created_at": event.created_at,
    }
    put(connection, installations, [row], keep=keep if event.created_at else (*keep, "created_at"))
