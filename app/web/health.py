"""`/healthz`: the process answers. `/readyz`: it can do its work. `/metrics`."""

import asyncio
from collections.abc import Coroutine
from typing import Final, Protocol

from starlette.responses import JSONResponse, Response

from app.ports import Unavailable
from app.web.metrics import Metrics

_SECONDS: Final = 3.0


class Store(Protocol):
    """The database, as far as its health is concerned."""

    async def ping(self) -> None:
        """Raises Unavailable when it does not answer."""
        ...

    async def waiting(self) -> int:
        """How many deliveries wait."""
        ...


class Queue(Protocol):
    """The durable engine, as far as its health is concerned."""

    async def running(self) -> int:
        """How many reviews run or wait."""
        ...


class Health:
    """The three endpoints over database and engine."""

    def __init__(self, store: Store, queue: Queue, metrics: Metrics) -> None:
        self._store = store
        self._queue = queue
        self._metrics = metrics

    async def healthz(self) -> JSONResponse:
        """Alive."""
        return JSONResponse({"status": "ok"})

    async def readyz(self) -> JSONResponse:
        """200 when database and queue answer, 503 with the name of what does not."""
        states = {"database": await _answers(self._store.ping()), "queue": await _answers(self._queue.running())}
        ready = all(states.values())
        told = {name: "ok" if state else "unreachable" for name, state in states.items()}
        return JSONResponse({"status": "ok" if ready else "unavailable", **told}, 200 if ready else 503)

    async def metrics(self) -> Response:
        """What Prometheus reads."""
        try:
            async with asyncio.timeout(_SECONDS):
                waiting, running = await self._store.waiting(), await self._queue.running()
        except (Unavailable, TimeoutError):
            return JSONResponse({"error": "The database does not answer"}, 503)
        return Response(self._metrics.text(waiting, running), media_type="text/plain; version=0.0.4; charset=utf-8")


async def _answers(question: Coroutine[None, None, object]) -> bool:
    try:
        async with asyncio.timeout(_SECONDS):
            await question
    except (Unavailable, TimeoutError):
        return False
    return True
