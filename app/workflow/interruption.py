"""Stopping a review whose head is no longer the newest."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import TypeVar

from app.ports import Ledger, Unavailable

T = TypeVar("T")


class Interruptions:
    """Who runs here and can be told to stop; reviews in other processes see it in the ledger, `poll` seconds later."""

    def __init__(self, poll: float = 2.0) -> None:
        self._events: dict[str, asyncio.Event] = {}
        self._poll = poll

    def interrupt(self, review_id: str) -> None:
        """Let the review look at once whether it is superseded."""
        event = self._events.get(review_id)
        if event is not None:
            event.set()

    async def unless_superseded(self, review_id: str, work: Coroutine[None, None, T], ledger: Ledger) -> T | None:
        """What `work` returns; None when the review was superseded first, and then `work` is cancelled."""
        event = self._events[review_id] = asyncio.Event()
        working = asyncio.ensure_future(work)
        watching = asyncio.ensure_future(self._superseded(review_id, event, ledger))
        try:
            await asyncio.wait({working, watching}, return_when=asyncio.FIRST_COMPLETED)
            return await working if working.done() else None
        finally:
            del self._events[review_id]
            working.cancel()
            watching.cancel()
            await asyncio.gather(working, watching, return_exceptions=True)

    async def _superseded(self, review_id: str, event: asyncio.Event, ledger: Ledger) -> None:
        """Ends when the review is superseded."""
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(event.wait(), self._poll)
            event.clear()
            with suppress(Unavailable):  # looked up again at the next turn; the review itself goes on
                if (await ledger.review(review_id)).state == "superseded":
                    return
