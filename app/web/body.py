"""Reading a request's body within limits of size and time."""

import asyncio
from typing import Final

from starlette.requests import Request

LARGEST: Final = 25 * 1024 * 1024  # GitHub sends no larger payload
_SECONDS: Final = 30.0


class TooLarge(Exception):
    """The body is larger than a webhook can be."""


class TooSlow(Exception):
    """The body did not arrive in time."""


async def read_body(request: Request, limit: int = LARGEST, seconds: float = _SECONDS) -> bytes:
    """The whole body. Raises TooLarge as soon as that is known, and TooSlow."""
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > limit:
        raise TooLarge
    try:
        async with asyncio.timeout(seconds):
            return await _collect(request, limit)
    except TimeoutError:
        raise TooSlow from None


async def _collect(request: Request, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise TooLarge
        parts.append(part)
    return b"".join(parts)
