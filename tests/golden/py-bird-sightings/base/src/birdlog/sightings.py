import sqlite3
from dataclasses import dataclass
from datetime import date

TABLE = """
CREATE TABLE IF NOT EXISTS sightings (
    id INTEGER PRIMARY KEY,
    species TEXT NOT NULL,
    place TEXT NOT NULL,
    seen_on TEXT NOT NULL,
    observer TEXT NOT NULL
)
"""


@dataclass(frozen=True)
class Sighting:
    id: int
    species: str
    place: str
    seen_on: date
    observer: str


class Sightings:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute(TABLE)

    def add(self, species: str, place: str, seen_on: date, observer: str) -> Sighting:
        with self._connection:
            cursor = self._connection.execute(
                "INSERT INTO sightings (species, place, seen_on, observer) VALUES (?, ?, ?, ?)",
                (species, place, seen_on.isoformat(), observer),
            )
        return Sighting(cursor.lastrowid, species, place, seen_on, observer)
