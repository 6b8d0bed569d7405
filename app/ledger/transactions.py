"""One transaction a call, in a thread of the ledger's own."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, ParamSpec, Self, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from app.ledger.database import open_database
from app.ports import Unavailable

P = ParamSpec("P")
T = TypeVar("T")


class Transactions:
    """A database, SQLite or PostgreSQL. `now` gives seconds since 1970."""

    def __init__(self, engine: sa.Engine, now: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._now = now
        # SQLite has one writer: its transactions queue in one thread, where waiting costs nothing.
        threads = 1 if engine.dialect.name == "sqlite" else 4
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="ledger")

    @classmethod
    def open(cls, url: str, now: Callable[[], float] = time.time) -> Self:
        """The ledger at `url`, created or migrated. Raises Unavailable."""
        return cls(open_database(url), now)

    def close(self) -> None:
        """Wait for the transactions that run, and close the connections."""
        self._threads.shutdown(wait=True)
        self._engine.dispose()

    async def _do(self, work: Callable[Concatenate[sa.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        def transaction() -> T:
            with self._engine.begin() as connection:
                return work(connection, *args, **kwargs)

        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, transaction)
        except OperationalError as error:
            raise Unavailable(f"The database does not answer: {error.orig}") from error

    async def ping(self) -> None:
        """Raises Unavailable when the database does not answer."""
        await self._do(lambda connection: connection.execute(sa.select(1)).scalar())
