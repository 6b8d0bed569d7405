import pytest
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


@pytest.fixture
def url(new_database, tmp_path):
    return new_database().replace("postgresql://", "postgresql+psycopg://") or f"sqlite:///{tmp_path / 'ledger.sqlite'}"


@pytest.fixture
def ledger(url, clock):
    ledger = SqlLedger.open(url, clock)
    yield ledger
    ledger.close()
