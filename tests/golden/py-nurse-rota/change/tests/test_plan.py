from datetime import UTC, datetime, timedelta

import pytest

from rota.plan import Refused, Rota
from rota.shift import Shift

LATE = Shift("Ines", datetime(2026, 4, 6, 14, tzinfo=UTC), datetime(2026, 4, 6, 22, tzinfo=UTC))


def later(hours, length=8, person="Ines"):
    begin = LATE.end + timedelta(hours=hours)
    return Shift(person, begin, begin + timedelta(hours=length))


@pytest.fixture
def rota():
    rota = Rota()
    rota.enter(LATE)
    return rota


@pytest.mark.parametrize("hours", [11, -27])
def test_eleven_hours_are_enough(rota, hours):
    rota.enter(later(hours))
    assert len(rota.shifts) == 2


@pytest.mark.parametrize("hours", [10.75, 0, -4, -26.75])
def test_less_is_refused_on_either_side(rota, hours):
    with pytest.raises(Refused):
        rota.enter(later(hours))
    assert rota.shifts == (LATE,)


def test_twelve_hours_are_the_most(rota):
    rota.enter(later(24, length=12))
    with pytest.raises(Refused):
        rota.enter(later(72, length=12.25))


def test_others_may_work_then(rota):
    rota.enter(later(-8, person="Milan"))
    assert len(rota.shifts) == 2
