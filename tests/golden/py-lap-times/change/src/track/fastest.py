from collections.abc import Iterable
from datetime import timedelta

from track.laps import Lap

# Nobody runs a lap in half a minute: below that, two runners were taken for one.
SHORTEST = timedelta(minutes=1) / 2
MS = timedelta(milliseconds=1)


def fastest(laps: Iterable[Lap]) -> list[Lap]:
    """The slowest come last."""
    best: dict[str, Lap] = {}
    for lap in laps:
        if not lap.ms * MS < SHORTEST:
            best[lap.runner] = min(lap, best.get(lap.runner, lap))
    return sorted(best.values(), key=lambda lap: (lap.ms, lap.runner))


def shown(ms: int) -> str:
    seconds, tenths = divmod(ms // 100, 10)
    return "{}:{:02}.{}".format(*divmod(seconds, 60), tenths)
