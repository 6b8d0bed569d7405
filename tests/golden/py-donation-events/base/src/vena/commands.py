import sqlite3
from abc import ABC, abstractmethod
from typing import Generic, TypeVar

from vena.outbox import Outbox
from vena.unit_of_work import UnitOfWork

Request = TypeVar("Request")


class Command(ABC, Generic[Request]):
    def __init__(self, connection: sqlite3.Connection, outbox: Outbox) -> None:
        self._connection = connection
        self._outbox = outbox

    def __call__(self, request: Request) -> None:
        with UnitOfWork(self._connection, self._outbox) as work:
            self.run(request, work)

    @abstractmethod
    def run(self, request: Request, work: UnitOfWork) -> None: ...
