from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from keepsake.names import Backup
from keepsake.retention import old

SUNDAY = datetime(2026, 3, 29, 2, 0, tzinfo=UTC)


def backups(number, step=timedelta(days=1)):
    return [Backup(Path(f"{count}.tar.gz"), SUNDAY - count * step) for count in range(number)]


def ages(kept_of, going):
    return [int(backup.path.name.split(".")[0]) for backup in kept_of if backup not in going]


def test_seven_days_and_four_weeks_are_kept():
    thirty = backups(30)
    assert ages(thirty, old(thirty)) == [0, 1, 2, 3, 4, 5, 6, 7, 14, 21]


def test_the_newest_of_a_day_is_kept():
    two_days = backups(4, timedelta(hours=1))
    assert ages(two_days, old(two_days)) == [0, 3]


@pytest.mark.parametrize(("daily", "weekly", "expected"), [(2, 0, [0, 1]), (0, 2, [0, 7]), (0, 0, [0])])
def test_numbers_can_be_set(daily, weekly, expected):
    ten = backups(10)
    assert ages(ten, old(ten, daily, weekly)) == expected


def test_the_oldest_goes_first():
    assert [backup.path.name for backup in old(backups(3), daily=1, weekly=0)] == ["2.tar.gz", "1.tar.gz"]
