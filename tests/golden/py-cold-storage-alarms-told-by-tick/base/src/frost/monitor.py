from datetime import datetime, timedelta

from frost.units import Reading, Unit

SILENCE = timedelta(minutes=15)


class Monitor:
    """Knows the last reading of every unit."""

    def __init__(self, units: list[Unit]) -> None:
        self._units = {unit.id: unit for unit in units}
        self._last: dict[str, Reading] = {}

    def take(self, reading: Reading) -> None:
        self._last[reading.unit_id] = reading

    def last(self, unit_id: str) -> Reading | None:
        return self._last.get(unit_id)

    def silent(self, now: datetime) -> list[str]:
        """Units whose sensor has said nothing for too long."""
        return [unit_id for unit_id, reading in self._last.items() if now - reading.at >= SILENCE]
