from datetime import datetime, timedelta

from frost.bus import Bus
from frost.events import Event, EventName
from frost.units import Reading, Unit

SILENCE = timedelta(minutes=15)
TOO_LONG = timedelta(seconds=600)


class Monitor:
    """Knows the last reading of every unit, and tells the bus what somebody has to know."""

    def __init__(self, units: list[Unit], bus: Bus) -> None:
        self._units = {unit.id: unit for unit in units}
        self._bus = bus
        self._last: dict[str, Reading] = {}
        self._warm_since: dict[str, datetime] = {}
        self._alarmed: set[str] = set()
        self._quiet: set[str] = set()

    def take(self, reading: Reading) -> None:
        self._last[reading.unit_id] = reading
        if reading.defrosting:
            return
        if reading.celsius > self._units[reading.unit_id].limit_celsius:
            self._is_warm(reading)
        else:
            self._is_cold(reading)

    def last(self, unit_id: str) -> Reading | None:
        return self._last.get(unit_id)

    def silent(self, now: datetime) -> list[str]:
        """Units whose sensor has said nothing for too long."""
        return [unit_id for unit_id, reading in self._last.items() if now - reading.at >= SILENCE]

    def tick(self, now: datetime) -> None:
        """Called each minute, whether or not anything was read."""
        quiet = set(self.silent(now))
        for unit_id in sorted(quiet - self._quiet):
            self._publish(EventName.SILENT, self._last[unit_id])
        self._quiet = quiet

    def _is_warm(self, reading: Reading) -> None:
        since = self._warm_since.setdefault(reading.unit_id, reading.at)
        if reading.at - since >= TOO_LONG and reading.unit_id not in self._alarmed:
            self._alarmed.add(reading.unit_id)
            self._publish(EventName.WARM, reading)

    def _is_cold(self, reading: Reading) -> None:
        self._warm_since.pop(reading.unit_id, None)
        if reading.unit_id in self._alarmed:
            self._alarmed.remove(reading.unit_id)
            self._publish(EventName.RECOVERED, reading)

    def _publish(self, name: EventName, reading: Reading) -> None:
        event = Event(name, reading.unit_id, reading.at, reading.celsius)
        self._bus.publish(event.name, event.payload())
