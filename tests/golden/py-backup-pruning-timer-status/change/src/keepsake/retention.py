"""Which backups are worth their place."""

from collections.abc import Callable, Hashable, Iterable
from itertools import islice

from keepsake.names import Backup

DAILY = 7
WEEKLY = 4


def old(backups: Iterable[Backup], daily: int = DAILY, weekly: int = WEEKLY) -> list[Backup]:
    """The backups that can go, the oldest first."""
    newest_first = sorted(backups, key=lambda backup: backup.made_at, reverse=True)
    kept = {
        *newest_first[:1],
        *_newest_of_each(newest_first, daily, lambda backup: backup.made_at.date()),
        *_newest_of_each(newest_first, weekly, lambda backup: backup.made_at.isocalendar()[:2]),
    }
    return [backup for backup in reversed(newest_first) if backup not in kept]


def _newest_of_each(newest_first: list[Backup], number: int, period: Callable[[Backup], Hashable]) -> Iterable[Backup]:
    newest: dict[Hashable, Backup] = {}
    for backup in newest_first:
        newest.setdefault(period(backup), backup)
    return islice(newest.values(), number)
