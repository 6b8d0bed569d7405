from datetime import date

import pytest

from chores.chore import Chore
from chores.due import due

TODAY = date(2026, 9, 20)


def names(*chores):
    return [chore.name for chore in due(chores, TODAY)]


@pytest.mark.parametrize(("day", "expected"), [(12, ["plants"]), (13, ["plants"]), (14, []), (20, [])])
def test_a_chore_is_due_from_its_interval_on(day, expected):
    assert names(Chore("plants", 7, date(2026, 9, day))) == expected


def test_what_was_never_done_is_due_before_all_else():
    never = [Chore("smoke alarms", 3650), Chore("filters", 30)]
    assert names(Chore("attic", 1, date(1990, 1, 1)), *never) == ["filters", "smoke alarms", "attic"]


def test_the_latest_comes_first():
    chores = [Chore("bins", 7, date(2026, 9, 12)), Chore("stairs", 7, date(2026, 9, 10)), Chore("bath", 7, date(2026, 9, 12))]
    assert names(*chores) == ["stairs", "bath", "bins"]
