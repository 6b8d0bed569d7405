"""Which processes are alive. Each function runs inside a transaction."""

import sqlalchemy as sa

from app.ledger.tables import executors


def beat(connection: sa.Connection, executor: str, now: float) -> None:
    """Say that `executor` is alive."""
    updated = connection.execute(executors.update().where(executors.c.id == executor).values(beat_at=now))
    if updated.rowcount == 0:
        connection.execute(executors.insert().values(id=executor, beat_at=now))


def retire(connection: sa.Connection, executor: str) -> None:
    """Say that `executor` has ended, so that others take over at their next look."""
    connection.execute(executors.update().where(executors.c.id == executor).values(beat_at=0.0))


def silent(connection: sa.Connection, before: float) -> tuple[str, ...]:
    """The executors that were last alive before that moment."""
    query = sa.select(executors.c.id).where(executors.c.beat_at < before)
    return tuple(connection.execute(query).scalars())


def bury(connection: sa.Connection, executor: str, before: float) -> None:
    """Forget an executor whose work was taken over, unless it is alive again."""
    connection.execute(executors.delete().where(executors.c.id == executor, executors.c.beat_at < before))
