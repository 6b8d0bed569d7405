import sqlite3
from types import TracebackType
from typing import Self

from vena.events import Event
from vena.outbox import Outbox


class UnitOfWork:
    def __init__(self, connection: sqlite3.Connection, outbox: Outbox) -> None:
        self.connection = connection
        self._outbox = outbox
        self._events: list[Event] = []

    def publish(self, event: Event) -> None:
        self._events.append(event)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.connection.rollback()
            return
        for event in self._events:
            self._outbox.add(event)
        self.connection.commit()
        self._outbox.flush()
