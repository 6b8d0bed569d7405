import csv
import sqlite3
from collections.abc import Iterable

INSERT = """
    INSERT INTO readings (meter, day, kwh)
    VALUES (:meter, :day, CAST(:kwh AS INTEGER))
    ON CONFLICT (meter, day) DO NOTHING
"""


class NotImported(Exception):
    pass


def load(connection: sqlite3.Connection, lines: Iterable[str]) -> int:
    """Stores the readings of a file, all or none, and says how many are new."""
    before = connection.total_changes
    rows = csv.DictReader(lines)
    with connection:
        for row in rows:
            try:
                connection.execute(INSERT, row)
            except sqlite3.IntegrityError as error:
                raise NotImported(f"Line {rows.line_num}: {error}") from error
    return connection.total_changes - before
