"""Locks that end with the transaction."""

import sqlalchemy as sa


def alone(connection: sa.Connection, key: str) -> None:
    """Nobody else who asks for `key` goes on before this transaction ends. SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(key, sa.literal(0)))))
