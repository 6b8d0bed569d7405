from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from pennyline.call import Call
from pennyline.hours import VIENNA
from pennyline.rating import charge
from pennyline.tariff import NoPrice, Tariff

TARIFF = Tariff({"+49": Decimal(9), "+4915": Decimal("14.5"), "+43": Decimal("2.5")})
TUESDAY = datetime(2026, 3, 3, 10, 0, tzinfo=VIENNA)
SATURDAY = datetime(2026, 3, 7, 10, 0, tzinfo=VIENNA)


def call(called="+49 30 123456", seconds=61, at=TUESDAY, answered=True):
    return Call("+4312345", called, at, at + timedelta(seconds=seconds), at if answered else None)


@pytest.mark.parametrize(("seconds", "cents"), [(1, 9), (60, 9), (61, 18), (120, 18), (121, 27)])
def test_begun_minutes_are_charged(seconds, cents):
    assert charge(call(seconds=seconds), TARIFF) == cents


def test_saturday_costs_half():
    assert charge(call(at=SATURDAY), TARIFF) == 9


@pytest.mark.parametrize(("hour", "minute", "cents"), [(7, 59, 9), (8, 0, 18), (19, 59, 18), (20, 0, 9)])
def test_nights_cost_half(hour, minute, cents):
    assert charge(call(at=TUESDAY.replace(hour=hour, minute=minute)), TARIFF) == cents


def test_the_longest_prefix_counts():
    assert charge(call("+49 151 2345678", seconds=120), TARIFF) == 29


def test_half_a_cent_is_rounded_up():
    assert charge(call("+43 1 5555", seconds=60), TARIFF) == 3
    assert charge(call("+43 1 5555", seconds=180, at=SATURDAY), TARIFF) == 4


def test_a_number_without_a_price():
    with pytest.raises(NoPrice):
        charge(call("+1 212 5550100"), TARIFF)


@pytest.mark.parametrize("number", ["112", "133", "144"])
def test_emergency_calls_are_free(number):
    assert charge(call(number), TARIFF) == 0


def test_nobody_answered():
    assert charge(call(answered=False), TARIFF) == 0
