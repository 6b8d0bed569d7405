"""One pool of connections for every client, and the place where requests are counted."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

import httpx

from app.domain.usage import Meter

_METER: ContextVar[Meter | None] = ContextVar("github_requests", default=None)


@contextmanager
def metered() -> Generator[Meter]:
    """Count the requests that are made within, by this task and the tasks it starts."""
    meter = Meter()
    token = _METER.set(meter)
    try:
        yield meter
    finally:
        _METER.reset(token)


class SharedTransport(httpx.AsyncBaseTransport):
    """Connections that outlive the clients.

    githubkit keeps an entered client in a context variable, which other tasks do not see, and builds a new one
    for each of their calls. Without this, every call would set up TLS again.
    """

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request, counted before it is known how it ends."""
        meter = _METER.get()
        if meter is not None:
            meter.requests += 1
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        """Nothing: a client that closes leaves the connections to the others."""

    async def close(self) -> None:
        """Close the connections, at the end of the process."""
        await self._inner.aclose()
