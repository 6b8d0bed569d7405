"""What GitHub does not do: deliver again what failed, and tell of pull requests whose webhook got lost.

GitHub never delivers a webhook twice by itself (docs.github.com, "Handling failed webhook deliveries"), keeps its log
for three days, and drops payloads over 25 MB.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, Protocol

import structlog

from app.domain.event import PullRequestEvent, ReviewPlan
from app.domain.forge import Delivery, Installation, OpenPull
from app.ports import Desk, Installations, Ledger, Refused, Unavailable

_LOG_KEPT: Final = 3 * 86_400.0  # seconds
_LEASED: Final = 1.5  # times the seconds between two looks
_MOST_ATTEMPTS: Final = 5  # a delivery that failed so often does not fail by chance
_log = structlog.stdlib.get_logger()


class Store(Ledger, Desk, Protocol):
    """The ledger, as the sweeps need it."""


@dataclass(frozen=True, slots=True)
class Every:
    """Seconds between two looks, and before the first one: right after a start there is other work."""

    deliveries: float = 600.0
    pulls: float = 6 * 3_600.0
    first: float = 0.0


class Sweep:
    """Runs as long as the process. With several processes, one of them holds the lease and works."""

    def __init__(
        self,
        ledger: Store,
        installations: Callable[[], Awaitable[Installations]],
        holder: str,
        every: Every | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._ledger = ledger
        self._installations = installations
        self._holder = holder
        self._every = every or Every()
        self._now = now
        self.on_delivery: Callable[[], None] = _nothing

    async def run(self) -> None:
        """Look soon and then again and again, until cancelled."""
        await asyncio.sleep(self._every.first)
        await asyncio.gather(
            self._again("deliveries", self._every.deliveries, self.redeliver),
            self._again("pulls", self._every.pulls, self.find_missed),
        )

    async def _again(self, name: str, seconds: float, work: Callable[[], Awaitable[int]]) -> None:
        while True:
            try:
                # Longer than until the next look, at which the holder renews it: nobody else slips in between.
                if await self._ledger.lease(f"sweep.{name}", self._holder, seconds * _LEASED):
                    _log.info("sweep.done", sweep=name, found=await work())
            except (Unavailable, Refused) as error:
                _log.warning("sweep.waiting", sweep=name, error=str(error))
            except Exception:  # noqa: BLE001 - the edge of this task: one look must not end all later ones
                _log.exception("sweep.internal_error", sweep=name)
            await asyncio.sleep(seconds)

    async def redeliver(self) -> int:
        """Ask GitHub for the deliveries that failed and that nobody has; how many."""
        installations = await self._installations()
        failed = await installations.failed_deliveries(self._now() - _LOG_KEPT)
        asked = 0
        for delivery in failed:
            if await self._is_missed(delivery):
                await installations.redeliver(delivery.id)
                asked += 1
        return asked

    async def _is_missed(self, delivery: Delivery) -> bool:
        if delivery.attempts >= _MOST_ATTEMPTS:
            _log.warning("sweep.given_up", delivery=delivery.guid, webhook=delivery.event)
            return False
        return not await self._ledger.knows_delivery(delivery.guid)

    async def find_missed(self) -> int:
        """Review the open pull requests whose head nobody told of; how many.

        Those from before the installation are left alone: nothing is posted on installation.
        """
        installations = await self._installations()
        found = 0
        for installation in await installations.installations():
            since = max(installation.created_at, self._now() - _LOG_KEPT)
            found += await self._missed_of(installations, installation, since)
        if found:
            self.on_delivery()
        return found

    async def _missed_of(self, installations: Installations, installation: Installation, since: float) -> int:
        found = 0
        for pull in await installations.open_pulls(installation, since):
            if not await self._ledger.knows_head(_plan(pull), pull.head_sha):
                await self._ledger.receive(_event(pull))
                found += 1
        return found


def _plan(pull: OpenPull) -> ReviewPlan:
    return ReviewPlan(
        installation_id=pull.installation_id,
        repository_id=pull.repository_id,
        repository=pull.repository,
        number=pull.number,
        head_sha=pull.head_sha,
    )


def _event(pull: OpenPull) -> PullRequestEvent:
    return PullRequestEvent(
        delivery=f"sweep:{pull.repository_id}#{pull.number}:{pull.head_sha}",
        action="synchronize",
        installation_id=pull.installation_id,
        repository_id=pull.repository_id,
        repository=pull.repository,
        sender=pull.author,
        number=pull.number,
        head_sha=pull.head_sha,
        draft=pull.draft,
    )


def _nothing() -> None:
    """The listener where nobody listens."""
