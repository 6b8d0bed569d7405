import pytest

from vena.database import connect
from vena.outbox import BrokerAway, Outbox


class FakeBroker:
    def __init__(self):
        self.away = False
        self.got = []

    def publish(self, name, payload):
        if self.away:
            raise BrokerAway
        self.got.append((name, payload))


@pytest.fixture
def broker():
    return FakeBroker()


@pytest.fixture
def connection():
    connection = connect(":memory:")
    connection.execute("INSERT INTO donors (id, name, born) VALUES (5, 'Ines Roth', '1984-02-29')")
    connection.commit()
    return connection


@pytest.fixture
def outbox(connection, broker):
    return Outbox(connection, broker)
