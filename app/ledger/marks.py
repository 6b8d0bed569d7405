"""Marks of a review or errand that is not finished. Each function runs inside a transaction."""

import sqlalchemy as sa

Mark = str | float | bool | None


def mark(connection: sa.Connection, table: sa.Table, one: str, **values: Mark) -> None:
    """Set columns of one row of `table`, which is reviews or errands; nothing when it is finished or gone."""
    connection.execute(table.update().where(table.c.id == one, table.c.finished_at.is_(None)).values(values))


def wait_began(connection: sa.Connection, table: sa.Table, one: str, now: float) -> float:
    """When the outage began that the review or errand waits out; from now on, if it did not wait before."""
    since = connection.execute(sa.select(table.c.waiting_since).where(table.c.id == one)).scalar()
    if since is None:
        mark(connection, table, one, waiting_since=now)
        return now
    return float(since)
