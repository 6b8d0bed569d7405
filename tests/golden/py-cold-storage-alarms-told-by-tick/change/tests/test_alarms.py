from datetime import UTC, datetime, timedelta

import pytest

from frost.bus import LocalBus
from frost.monitor import Monitor
from frost.units import Reading, Unit

NOON = datetime(2026, 7, 6, 12, 0, tzinfo=UTC)


@pytest.fixture
def published():
    return []


@pytest.fixture
def feed(published):
    bus = LocalBus()
    bus.subscribe(lambda topic, payload: published.append((topic, payload)))
    monitor = Monitor([Unit("fish", 2.0)], bus)

    def take(temperatures, defrosting=False, start=0):
        for minute, celsius in enumerate(temperatures, start):
            monitor.take(Reading("fish", NOON + timedelta(minutes=minute), celsius, defrosting))

    return take


def test_ten_minutes_above_the_limit_are_told_once(feed, published):
    feed([2.5] * 30)
    assert published == [("unit.warm", {"unitId": "fish", "at": "2026-07-06T12:10:00+00:00", "celsius": 2.5})]


def test_a_door_that_stood_open_is_not_told(feed, published):
    feed([4.0] * 9 + [2.0] + [4.0] * 9)
    assert published == []


def test_a_unit_recovers_at_its_limit(feed, published):
    feed([2.5] * 11 + [2.1, 2.0, 1.9])
    assert [topic for topic, _ in published] == ["unit.warm", "unit.recovered"]
    assert published[1][1]["celsius"] == 2.0


def test_a_second_failure_is_told_again(feed, published):
    feed([2.5] * 11 + [2.0] + [2.5] * 11)
    assert [topic for topic, _ in published] == ["unit.warm", "unit.recovered", "unit.warm"]


def test_defrosting_is_no_failure(feed, published):
    feed([9.0] * 30, defrosting=True)
    assert published == []


def test_defrosting_does_not_break_the_ten_minutes(feed, published):
    feed([2.5] * 6)
    feed([9.0] * 3, defrosting=True, start=6)
    feed([2.5] * 2, start=9)
    assert [topic for topic, _ in published] == ["unit.warm"]
