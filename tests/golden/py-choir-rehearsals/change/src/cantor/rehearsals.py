from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count


@dataclass(frozen=True)
class Rehearsal:
    id: int
    title: str
    place: str
    begin: datetime
    end: datetime


class Rehearsals:
    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now
        self._ids = count(1)
        self._rehearsals: list[Rehearsal] = []

    def announce(self, title: str, place: str, begin: datetime, end: datetime) -> Rehearsal:
        rehearsal = Rehearsal(next(self._ids), title, place, begin, end)
        self._rehearsals.append(rehearsal)
        return rehearsal

    def coming(self) -> list[Rehearsal]:
        now = self._now()
        return sorted((one for one in self._rehearsals if one.end > now), key=lambda one: one.begin)
