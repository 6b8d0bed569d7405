import sqlite3
from dataclasses import dataclass
from datetime import date

from birdlog.paging import Page

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


@dataclass(frozen=True)
class Wanted:
    """Which sightings somebody asks for; what is not set does not matter."""

    species: str | None = None
    since: date | None = None
    until: date | None = None


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

    def select(self, wanted: Wanted, page: Page) -> list[Sighting]:
        rows = self._connection.execute(
            """
            SELECT id, species, place, seen_on, observer FROM sightings
            WHERE species = coalesce(:species, species)
              AND seen_on BETWEEN coalesce(:since, seen_on) AND coalesce(:until, seen_on)
            ORDER BY seen_on DESC, id DESC
            LIMIT :size OFFSET :offset
            """,
            {
                "species": wanted.species,
                "since": wanted.since and wanted.since.isoformat(),
                "until": wanted.until and wanted.until.isoformat(),
                "size": page.size,
                "offset": page.offset,
            },
        )
        return [Sighting(id, species, place, date.fromisoformat(day), who) for id, species, place, day, who in rows]
