"""Forgetting for age. Runs inside a transaction."""

import sqlalchemy as sa

from app.ledger.tables import commands, errands, inbox, memory, refusals, reviews, write_slots

_HOUR = 3_600.0


def prune(connection: sa.Connection, before: float, now: float) -> int:
    """Forget what ended, or was used last, before that moment; how many reviews.

    What reviews cost stays, and so does what people decided and what configuration was valid.
    """
    for column in (inbox.c.finished_at, errands.c.finished_at, commands.c.at, refusals.c.at, memory.c.used_at):
        connection.execute(sa.delete(column.table).where(column < before))
    connection.execute(write_slots.delete().where(write_slots.c.at < now - _HOUR))
    return connection.execute(reviews.delete().where(reviews.c.finished_at < before)).rowcount
