"""What the judge answered before. Each function runs inside a transaction."""

from collections.abc import Mapping, Sequence
from typing import Final

import sqlalchemy as sa

from app.ledger.owner import known_owner
from app.ledger.tables import memory
from app.ledger.upsert import put

_DAY: Final = 86_400.0


def recall(connection: sa.Connection, repository_id: int, keys: Sequence[str], now: float) -> Mapping[str, str]:
    """The values of the keys that are known. That they were used is written down once a day at most."""
    if not keys:
        return {}
    mine = (memory.c.repository_id == repository_id, memory.c.key.in_(keys))
    rows = connection.execute(sa.select(memory.c.key, memory.c.value, memory.c.used_at).where(*mine)).all()
    if any(row.used_at < now - _DAY for row in rows):
        connection.execute(memory.update().where(*mine, memory.c.used_at < now - _DAY).values(used_at=now))
    return {row.key: row.value for row in rows}


def remember(connection: sa.Connection, repository_id: int, values: Mapping[str, str], now: float) -> None:
    """Keep values; of a repository that was forgotten meanwhile, none."""
    installation_id = known_owner(connection, repository_id)
    if installation_id is not None:
        row = {"repository_id": repository_id, "installation_id": installation_id, "used_at": now}
        # In the order of their keys: two reviews that keep the same ones wait for each other, and never both.
        put(connection, memory, [{**row, "key": key, "value": value} for key, value in sorted(values.items())])
