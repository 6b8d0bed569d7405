import pytest

from tipjar.sharing import shares


def test_time_counts():
    assert shares(9000, {"Ada": 360, "Bo": 240}) == {"Ada": 5400, "Bo": 3600}


def test_cents_that_are_left_go_by_name():
    assert shares(100, {"Cyd": 240, "Bo": 240, "Ada": 240}) == {"Ada": 34, "Bo": 33, "Cyd": 33}


def test_two_hours_are_enough():
    assert shares(1000, {"Ada": 120, "Bo": 119}) == {"Ada": 1000, "Bo": 0}


def test_nobody_is_an_error():
    with pytest.raises(ValueError):
        shares(1000, {"Bo": 30})
