import pytest

from meters.database import connect
from meters.importer import NotImported, load

LIST = ["meter,day,kwh\n", "A-17,2026-01-31,4410\n", "A-18,2026-01-31,0\n"]


@pytest.fixture
def connection():
    return connect(":memory:")


def stored(connection):
    return connection.execute("SELECT meter, day, kwh FROM readings ORDER BY id").fetchall()


def test_readings_are_stored_and_counted(connection):
    assert load(connection, LIST) == 2
    assert stored(connection) == [("A-17", "2026-01-31", 4410), ("A-18", "2026-01-31", 0)]


def test_the_first_reading_of_a_day_stays(connection):
    load(connection, LIST)
    assert load(connection, LIST) == 0
    assert load(connection, [LIST[0], "A-17,2026-01-31,9999\n"]) == 0
    assert stored(connection)[0] == ("A-17", "2026-01-31", 4410)


def test_a_file_with_a_negative_value_leaves_nothing(connection):
    with pytest.raises(NotImported, match="Line 4"):
        load(connection, [*LIST, "A-19,2026-01-31,-5\n"])
    assert stored(connection) == []
