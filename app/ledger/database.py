"""Opening the ledger's database: SQLite or PostgreSQL, created or migrated."""

import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from app.ledger.tables import REVISION, metadata
from app.ports import Unavailable

_MIGRATION_LOCK = 7_309_412_655  # any number, the same in every process


def open_database(url: str) -> sa.Engine:
    """An engine on the database at `url`, its tables brought up to date. Raises Unavailable."""
    try:
        engine = _sqlite(url) if url.startswith("sqlite") else _postgresql(url)
        try:
            migrate(engine)
        except BaseException:
            engine.dispose()
            raise
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        reason = str(getattr(error, "orig", error)).strip()
        raise Unavailable(f"The database does not open: {reason}. Check `SPECKEEPER_DATABASE_URL`") from error
    return engine


def journal_in_wal(url: str) -> None:
    """Create the SQLite file at `url` with a write-ahead log, in which readers and the writer do not wait.

    The mode stays in the file. It must be set before the durable engine opens its own.
    """
    if not url.startswith("sqlite"):
        return
    with closing(sqlite3.connect(_path(url), timeout=30)) as connection:
        connection.execute("PRAGMA journal_mode=WAL").fetchone()


def migrate(engine: sa.Engine) -> None:
    """Bring the tables up to date; one process at a time.

    A database without tables gets the newest ones at once, so that a first start needs no Alembic.
    """
    with _alone(engine) as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            _create(connection)
            return
        revision = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
        if revision != REVISION:
            upgrade(connection)


def upgrade(connection: sa.Connection) -> None:
    """Run the migrations that the database lacks."""
    from alembic import command  # noqa: PLC0415 - a third of a second that most starts do not need
    from alembic.config import Config  # noqa: PLC0415 - the same

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _create(connection: sa.Connection) -> None:
    metadata.create_all(connection)
    connection.execute(
        sa.text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(sa.text("INSERT INTO alembic_version (version_num) VALUES (:revision)"), {"revision": REVISION})


@contextmanager
def _alone(engine: sa.Engine) -> Generator[sa.Connection]:
    """A transaction that no other process can be in; SQLite's are so by themselves."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
        yield connection


def _path(url: str) -> str:
    return url.removeprefix("sqlite:///")


def _sqlite(url: str) -> sa.Engine:
    journal_in_wal(url)
    # One connection, used by the ledger's one thread: writers inside a process queue there, not for locks.
    engine = sa.create_engine(url, poolclass=sa.pool.StaticPool, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def configure(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:  # pyright: ignore[reportUnusedFunction] - called by SQLAlchemy
        if isinstance(connection, sqlite3.Connection):
            connection.isolation_level = None  # SQLAlchemy's begin below, not the driver's
            connection.execute("PRAGMA busy_timeout=30000")
            connection.execute("PRAGMA synchronous=FULL")  # an acknowledged delivery survives a power cut

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:  # pyright: ignore[reportUnusedFunction] - the same
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _postgresql(url: str) -> sa.Engine:
    return sa.create_engine(
        url,
        pool_size=4,
        max_overflow=2,
        pool_pre_ping=True,
        pool_timeout=10,
        connect_args={"connect_timeout": 10, "options": "-c statement_timeout=30000 -c lock_timeout=10000"},
    )
