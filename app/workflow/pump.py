"""From the inbox to the engine: takes deliveries, starts workflows, and looks after dead executors."""

import asyncio
from contextlib import suppress
from typing import Final

import structlog

from app.ports import Executors, Ledger, Unavailable
from app.stages.plan import plan_event
from app.workflow.durable import Engine

_DEAD: Final = 45.0  # seconds of silence after which an executor counts as dead
_BEAT: Final = 10.0
_GATHER: Final = 0.05
_log = structlog.stdlib.get_logger()


class Pump:
    """Runs as long as the process; `wake` spares the wait for the next look."""

    def __init__(self, ledger: Ledger, engine: Engine, poll: float = 2.0) -> None:
        self._ledger = ledger
        self._engine = engine
        self._poll = poll
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Look into the inbox now."""
        self._woken.set()

    async def run(self) -> None:
        """Work until cancelled. An outage of the database is waited out, and a fault of ours is no end."""
        while True:
            try:
                await self.drain()
            except Unavailable as error:
                _log.warning("pump.waiting", error=str(error))
            except Exception:  # noqa: BLE001 - the edge of this task: one delivery must not stop all others
                _log.exception("pump.internal_error")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), self._poll)
                await asyncio.sleep(_GATHER)  # a burst is acknowledged before its work begins
            self._woken.clear()

    async def drain(self) -> None:
        """Work in every delivery that waits, and start everything that has no workflow."""
        superseded: list[str] = []
        while (taken := await self._ledger.take(plan_event)) is not None:
            _log.info("delivery.taken", delivery=taken.delivery, review=taken.review, errand=taken.errand)
            superseded.extend(taken.superseded)
        for one in await self._ledger.unstarted():
            await self._engine.start(one)
            await self._ledger.started(one)
        for review in superseded:  # only now, because one may not have been started before
            await self._engine.interrupt(review)


class Heart:
    """Tells the others that this executor is alive, and takes over what dead ones left behind.

    `dead` is the silence, in seconds, after which an executor counts as dead.
    """

    def __init__(self, executors: Executors, engine: Engine, executor_id: str, dead: float = _DEAD) -> None:
        self._executors = executors
        self._engine = engine
        self._executor_id = executor_id
        self.dead = dead

    async def run(self) -> None:
        """Beat until cancelled."""
        while True:
            try:
                await self.beat()
            except Unavailable as error:
                _log.warning("heart.waiting", error=str(error))
            await asyncio.sleep(min(_BEAT, self.dead / 3))

    async def beat(self) -> None:
        """One beat, and a look at the others."""
        await self._executors.beat(self._executor_id)
        for executor in await self._executors.silent(self.dead):
            reviews = await self._engine.recover((executor,))
            await self._executors.bury(executor, self.dead)
            _log.warning("executor.dead", executor=executor, reviews=reviews)
