"""From a delivery to the work it asks for. Each function runs inside a transaction."""

from collections.abc import Callable
from typing import assert_never

import sqlalchemy as sa
from pydantic import ValidationError

from app.domain.event import Errand, Event, Ignored, ReviewPlan, Skip, Stop, WorkEvent
from app.domain.review import Taken, Unstarted
from app.ledger import errands, events, inbox, opening
from app.ledger.tables import errands as errand_rows
from app.ledger.tables import inbox as deliveries
from app.ledger.tables import reviews
from app.ports import Decided

Decide = Callable[[Event], Decided]


def take(connection: sa.Connection, decide: Decide, now: float) -> Taken | None:
    """Work the oldest waiting delivery into a review or errand; None when nothing waits.

    Several processes may take at the same time: each gets another delivery, and those of one pull request
    are taken one after the other.
    """
    row = connection.execute(
        sa.select(deliveries.c.delivery, deliveries.c.event)
        .where(deliveries.c.state == "received")
        .order_by(deliveries.c.received_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if row is None:
        return None
    try:
        event = events.read(row.event)
    except ValidationError as error:  # kept by another version of this program
        note = str(error.errors(include_input=False, include_url=False)[0])
        return inbox.fail(connection, row.delivery, note, now)
    return _work_in(connection, event, decide(event), now)


def unstarted(connection: sa.Connection) -> tuple[Unstarted, ...]:
    """Reviews and errands that were opened and for which no workflow was started, oldest first."""
    waiting = [
        sa.select(
            sa.literal(kind).label("kind"), table.c.id, partition.label("partition"), table.c.created_at.label("at")
        ).where(table.c.started.is_(sa.false()), table.c.finished_at.is_(None))
        for kind, table, partition in (
            ("review", reviews, reviews.c.pull_request),
            ("errand", errand_rows, errand_rows.c.partition),
        )
    ]
    rows = connection.execute(sa.union_all(*waiting).order_by("at"))
    return tuple(Unstarted(kind=row.kind, id=row.id, partition=row.partition) for row in rows)


def started(connection: sa.Connection, one: Unstarted) -> None:
    """The workflow exists."""
    table = reviews if one.kind == "review" else errand_rows
    connection.execute(table.update().where(table.c.id == one.id).values(started=True))


def _work_in(connection: sa.Connection, event: WorkEvent, decision: Decided, now: float) -> Taken:
    match decision:
        case Ignored():
            return inbox.drop(connection, event.delivery, decision.reason, now)
        case Errand():
            return errands.open_errand(connection, decision, now)
        case Stop():
            return opening.stop(connection, event, decision, now)
        case Skip():
            return opening.work_in(connection, event, decision.plan, decision.reason, now)
        case ReviewPlan():
            return opening.work_in(connection, event, decision, None, now)
        case _:
            assert_never(decision)
