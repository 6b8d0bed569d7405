from datetime import UTC, datetime, timedelta

from frost.monitor import Monitor
from frost.units import Reading, Unit
from frost.wall import rows

NOON = datetime(2026, 7, 6, 12, 0, tzinfo=UTC)
UNITS = [Unit("fish", 2.0), Unit("ice", -18.0)]


def test_the_screen_shows_temperatures_and_silence():
    monitor = Monitor(UNITS)
    monitor.take(Reading("fish", NOON, 3.5))
    monitor.take(Reading("ice", NOON - timedelta(minutes=20), -19.0))
    assert list(rows(monitor, UNITS, NOON)) == ["fish            3.5 °C !", "ice          no signal"]
