"""Insert or replace by key, in both dialects. Runs inside a transaction."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

Row = Mapping[str, str | float | bool | None]


def put(connection: sa.Connection, table: sa.Table, rows: Sequence[Row], keep: Sequence[str] = ()) -> None:
    """Insert rows; one whose primary key is known is replaced, but for the columns in `keep`."""
    if not rows:
        return
    key = [column.name for column in table.primary_key]
    insert = _insert(connection, table)
    changed = {name: insert.excluded[name] for name in rows[0] if name not in key and name not in keep}
    connection.execute(insert.on_conflict_do_update(index_elements=key, set_=changed), [dict(row) for row in rows])


def put_new(connection: sa.Connection, table: sa.Table, row: Row) -> bool:
    """Insert a row; False when its primary key is known, and then nothing changes."""
    insert = _insert(connection, table).values(dict(row)).on_conflict_do_nothing()
    return connection.execute(insert.returning(sa.literal(1))).first() is not None


def _insert(connection: sa.Connection, table: sa.Table) -> "postgresql.Insert | sqlite.Insert":
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
