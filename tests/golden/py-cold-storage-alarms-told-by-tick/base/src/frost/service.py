import time
from collections.abc import Iterable
from datetime import UTC, datetime

from frost.monitor import Monitor
from frost.units import Reading, Unit
from frost.wall import rows


def serve(units: list[Unit], readings: Iterable[list[Reading]], pause: float = 60) -> None:
    """Takes the readings of each minute and renews the screen."""
    monitor = Monitor(units)
    for batch in readings:
        for reading in batch:
            monitor.take(reading)
        print("\n".join(rows(monitor, units, datetime.now(UTC))), flush=True)
        time.sleep(pause)
