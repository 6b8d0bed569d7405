import pytest
import sqlalchemy as sa
from fakes.databases import new_database, postgresql

from app.ledger.ledger import SqlLedger

__all__ = ["new_database", "postgresql"]


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self):
        self.now = 1_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(scope="module")
def database(new_database):
    """One for the tests of a file: creating a hundred of them, and ending a server with them, takes a minute."""
    return new_database().replace("postgresql://", "postgresql+psycopg://")


@pytest.fixture
def url(database, tmp_path):
    """An empty database."""
    if not database:
        return f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    engine = sa.create_engine(database)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    engine.dispose()
    return database


@pytest.fixture
def ledger(url, clock):
    ledger = SqlLedger.open(url, clock)
    yield ledger
    ledger.close()
