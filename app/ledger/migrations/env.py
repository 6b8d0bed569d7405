"""Runs inside app.ledger.database, on a connection that is already in a transaction."""

from alembic import context
from sqlalchemy import Connection

from app.ledger.tables import metadata

connection = context.config.attributes["connection"]
if not isinstance(connection, Connection):
    raise TypeError("migrations run through app.ledger.database")
context.configure(connection=connection, target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
