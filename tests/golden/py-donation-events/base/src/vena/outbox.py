import json
import sqlite3
from collections.abc import Mapping
from typing import Protocol

from vena.events import Event


class BrokerAway(Exception):
    pass


class Broker(Protocol):
    def publish(self, name: str, payload: Mapping[str, object]) -> None: ...


class Outbox:
    def __init__(self, connection: sqlite3.Connection, broker: Broker) -> None:
        self._connection = connection
        self._broker = broker

    def add(self, event: Event) -> None:
        self._connection.execute(
            "INSERT INTO outbox (name, payload) VALUES (?, ?)", (event.name, json.dumps(event.payload()))
        )

    def flush(self) -> None:
        waiting = self._connection.execute("SELECT position, name, payload FROM outbox ORDER BY position").fetchall()
        for position, name, payload in waiting:
            try:
                self._broker.publish(name, json.loads(payload))
            except BrokerAway:
                return
            self._connection.execute("DELETE FROM outbox WHERE position = ?", (position,))
            self._connection.commit()
