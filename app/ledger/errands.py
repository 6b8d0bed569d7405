"""Errands: work that is no review by itself. Each function runs inside a transaction."""

from typing import Final

import sqlalchemy as sa

from app.domain.event import CommentEvent, Errand, InstallationEvent, WorkEvent
from app.domain.review import OpenErrand, Taken
from app.ledger import events, inbox
from app.ledger.tables import errands
from app.ledger.tables import inbox as deliveries
from app.ports import NotFound

_NO_WORDS: Final = {"body": "", "previous": ""}


def open_errand(connection: sa.Connection, errand: Errand, now: float) -> Taken:
    """Keep an errand.

    Its id is the delivery's. When the first one failed, the next has an id of its own, because an engine runs what
    has the same id once; it knows the reply of the one before.
    """
    event = errand.event
    before = connection.execute(
        sa.select(errands.c.replying, errands.c.reply_id)
        .where(errands.c.delivery == event.delivery)
        .order_by(errands.c.created_at)
    ).all()
    errand_id = f"{event.delivery}~{len(before) + 1}" if before else event.delivery
    connection.execute(
        errands.insert().values(
            id=errand_id,
            delivery=event.delivery,
            installation_id=event.installation_id,
            repository_id=None if isinstance(event, InstallationEvent) else event.repository_id,
            comment_id=event.comment_id if isinstance(event, CommentEvent) else None,
            event=event.model_dump_json(),
            partition=errand.partition,
            state="open",
            started=False,
            replying=before[-1].replying if before else False,
            reply_id=before[-1].reply_id if before else None,
            created_at=now,
        )
    )
    inbox.work(connection, event.delivery, errand=errand_id)
    return Taken(delivery=event.delivery, errand=errand_id, partition=errand.partition)


def read(connection: sa.Connection, errand: str) -> OpenErrand:
    """The errand with this id. Raises NotFound."""
    row = connection.execute(sa.select(errands).where(errands.c.id == errand)).one_or_none()
    if row is None:
        raise NotFound(f"No errand `{errand}` in the ledger")
    return OpenErrand(
        id=row.id,
        event=events.read(row.event),
        reply_id=row.reply_id,
        replying=row.replying,
        finished=row.finished_at is not None,
    )


def finish(connection: sa.Connection, errand: str, error: str | None, now: float) -> None:
    """End an errand and its delivery. What people wrote is not kept."""
    open_now = (errands.c.id == errand, errands.c.finished_at.is_(None))
    text = connection.execute(sa.select(errands.c.event).where(*open_now).with_for_update()).scalar()
    if text is None:
        return
    state = "done" if error is None else "failed"
    connection.execute(
        errands.update()
        .where(*open_now)
        .values(state=state, error=error, event=_without_words(events.read(text)).model_dump_json(), finished_at=now)
    )
    inbox.settle(connection, deliveries.c.errand_id == errand, "done" if error is None else "failed", now)


def reply_to(connection: sa.Connection, repository_id: int, comment_id: int) -> int | None:
    """The comment of ours that answered this comment last."""
    return connection.execute(
        sa.select(errands.c.reply_id)
        .where(
            errands.c.repository_id == repository_id,
            errands.c.comment_id == comment_id,
            errands.c.reply_id.is_not(None),
        )
        .order_by(errands.c.created_at.desc())
        .limit(1)
    ).scalar()


def _without_words(event: WorkEvent) -> WorkEvent:
    return event.model_copy(update=_NO_WORDS) if isinstance(event, CommentEvent) else event
