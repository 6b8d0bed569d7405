from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

Reported = Literal["free", "occupied", "broken"]
Status = Literal["free", "occupied", "broken", "unknown"]

FRESH_FOR = timedelta(seconds=900)


@dataclass(frozen=True)
class Site:
    id: int
    operator: str
    latitude: float
    longitude: float


class NoStation(LookupError):
    pass


class OtherOperator(Exception):
    pass


class Stations:
    def __init__(self, sites: Iterable[Site], now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._sites = {site.id: site for site in sorted(sites, key=lambda site: site.id)}
        self._now = now
        self._reports: dict[int, tuple[Reported, datetime]] = {}

    def report(self, station_id: int, status: Reported, operator: str) -> None:
        site = self._sites.get(station_id)
        if site is None:
            raise NoStation(station_id)
        if site.operator != operator:
            raise OtherOperator(operator)
        self._reports[station_id] = (status, self._now())

    def sites(self, operator: str | None, most: int) -> list[Site]:
        return [site for site in self._sites.values() if operator in (None, site.operator)][:most]

    def status(self, site: Site) -> Status:
        status, reported_at = self._reports.get(site.id, ("unknown", self._now()))
        return status if self._now() - reported_at <= FRESH_FOR else "unknown"
