"""Deliveries: received once, dropped when done. Each function runs inside a transaction."""

from collections.abc import Sequence
from typing import Literal

import sqlalchemy as sa

from app.domain.event import InstallationEvent, WorkEvent
from app.domain.review import Taken
from app.ledger.tables import inbox

Receipt = Literal["new", "again", "repeat"]


def receive(connection: sa.Connection, event: WorkEvent, now: float) -> Receipt:
    """Keep a delivery. A repeat changes nothing, unless the work of the first one failed."""
    mine = inbox.c.delivery == event.delivery
    state = connection.execute(sa.select(inbox.c.state).where(mine)).scalar()
    if state is None:
        connection.execute(inbox.insert().values(delivery=event.delivery, attempts=1, **_waiting(event, now)))
        return "new"
    if state != "failed":
        return "repeat"
    connection.execute(inbox.update().where(mine).values(attempts=inbox.c.attempts + 1, **_waiting(event, now)))
    return "again"


def receive_all(connection: sa.Connection, events: Sequence[WorkEvent], now: float) -> list[Receipt]:
    """Keep deliveries that arrived together, in their order."""
    return [receive(connection, event, now) for event in events]


def order(connection: sa.Connection, event: WorkEvent, now: float) -> None:
    """Keep an event of our own, once and for all: whoever orders may do so twice, and does not mean it twice."""
    if not knows(connection, event.delivery):
        receive(connection, event, now)


def knows(connection: sa.Connection, delivery: str) -> bool:
    """Whether this delivery was ever kept."""
    return connection.execute(sa.select(inbox.c.state).where(inbox.c.delivery == delivery)).first() is not None


def work(connection: sa.Connection, delivery: str, *, review: str | None = None, errand: str | None = None) -> None:
    """A review or errand works on this delivery; the event is kept there or needed no longer."""
    connection.execute(
        inbox.update()
        .where(inbox.c.delivery == delivery)
        .values(state="working", event=None, review_id=review, errand_id=errand)
    )


def drop(connection: sa.Connection, delivery: str, note: str, now: float) -> Taken:
    """Close a delivery for which there is nothing more to do."""
    connection.execute(
        inbox.update().where(inbox.c.delivery == delivery).values(state="done", event=None, note=note, finished_at=now)
    )
    return Taken(delivery=delivery)


def fail(connection: sa.Connection, delivery: str, note: str, now: float) -> Taken:
    """Close a delivery that could not be worked in; a redelivery is taken up."""
    connection.execute(
        inbox.update().where(inbox.c.delivery == delivery).values(state="failed", note=note, finished_at=now)
    )
    return Taken(delivery=delivery)


def settle(
    connection: sa.Connection, worker: sa.ColumnElement[bool], state: Literal["done", "failed"], now: float
) -> None:
    """Close the deliveries of a finished review or errand."""
    connection.execute(
        inbox.update().where(worker, inbox.c.state == "working").values(state=state, event=None, finished_at=now)
    )


def waiting(connection: sa.Connection) -> int:
    """How many deliveries wait."""
    return connection.execute(
        sa.select(sa.func.count()).select_from(inbox).where(inbox.c.state == "received")
    ).scalar_one()


def _waiting(event: WorkEvent, now: float) -> dict[str, str | float | None]:
    """The columns of a delivery that waits."""
    return {
        "installation_id": event.installation_id,
        "repository_id": None if isinstance(event, InstallationEvent) else event.repository_id,
        "action": event.action,
        "event": event.model_dump_json(),
        "state": "received",
        "note": "",
        "review_id": None,
        "errand_id": None,
        "received_at": now,
        "finished_at": None,
    }
