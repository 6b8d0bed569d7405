"""The databases of a service, as somebody sees them who looks in from outside."""

from contextlib import contextmanager

import sqlalchemy as sa

_OPEN = """
SELECT 'delivery', delivery FROM inbox WHERE state IN ('received', 'working')
UNION ALL SELECT 'review', id FROM reviews WHERE finished_at IS NULL
UNION ALL SELECT 'errand', id FROM errands WHERE finished_at IS NULL
"""


class Books:
    """The ledger and the durable engine's own tables: one PostgreSQL database, or two SQLite files in `folder`."""

    def __init__(self, folder, database_url):
        self._urls = [database_url.replace("postgresql:", "postgresql+psycopg:")]
        if not database_url:
            self._urls = [f"sqlite:///{folder / name}" for name in ("speckeeper.sqlite", "speckeeper-workflows.sqlite")]

    def open_work(self):
        """The deliveries, reviews and errands that have not ended."""
        return self.rows(_OPEN)

    def rows(self, query, **values):
        """The rows that a query of the ledger brings."""
        with self._connected(self._urls[0]) as connection:
            return [tuple(row) for row in connection.execute(sa.text(query), values)]

    def mentions(self, *wanted):
        """`table.column` of every value, in any table of ledger and engine, in which one of `wanted` stands."""
        found = set()
        for url in self._urls:
            with self._connected(url) as connection:
                for table in self._tables(connection):
                    for row in connection.execute(sa.select(table)).mappings():
                        found.update(f"{table.name}.{name}" for name, value in row.items() if _has(value, wanted))
        return found

    def workflows(self):
        """How many workflows the engine knows, whatever their state."""
        with self._connected(self._urls[-1]) as connection:
            (table,) = [one for one in self._tables(connection) if one.name == "workflow_status"]
            return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar()

    def _tables(self, connection):
        metadata = sa.MetaData()
        inspector = sa.inspect(connection)
        for schema in inspector.get_schema_names():
            if schema not in {"information_schema", "pg_catalog"}:
                metadata.reflect(connection, schema=schema)
        return metadata.sorted_tables

    @contextmanager
    def _connected(self, url):
        engine = sa.create_engine(url, poolclass=sa.NullPool)
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()


def _has(value, wanted):
    return any(str(one) in str(value) for one in wanted)
