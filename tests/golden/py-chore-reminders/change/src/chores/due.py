from collections.abc import Iterable
from datetime import date

from chores.chore import Chore


def due(chores: Iterable[Chore], today: date) -> list[Chore]:
    found = [chore for chore in chores if not (today - chore.done_on).days < chore.interval]
    return sorted(found, key=lambda chore: (-late(chore, today) if done(chore) else -today.toordinal(), chore.name))


def done(chore: Chore) -> bool:
    return chore.done_on != date.min


def late(chore: Chore, today: date) -> int:
    return (today - chore.done_on).days - chore.interval
