"""The screen on the wall of the kitchen."""

from collections.abc import Iterator
from datetime import datetime

from frost.monitor import Monitor
from frost.units import Unit


def rows(monitor: Monitor, units: list[Unit], now: datetime) -> Iterator[str]:
    silent = set(monitor.silent(now))
    for unit in units:
        reading = monitor.last(unit.id)
        if reading is None or unit.id in silent:
            yield f"{unit.id:<12} no signal"
        else:
            mark = "!" if reading.celsius > unit.limit_celsius else " "
            yield f"{unit.id:<12} {reading.celsius:6.1f} °C {mark}"
