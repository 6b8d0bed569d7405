from datetime import UTC, date, datetime

from pydantic import NonNegativeInt, PositiveInt, field_validator

from seedvault.types import Code, Entry, Line


class AccessionEntry(Entry):
    collection: Code
    number: PositiveInt
    species: Line
    collected_on: date | None = None
    seeds: NonNegativeInt

    @field_validator("collected_on")
    @classmethod
    def has_come(cls, day: date | None) -> date | None:
        if day is not None and day > datetime.now(UTC).date():
            raise ValueError("has not come yet")
        return day


class GerminationEntry(Entry):
    accession_id: int
    tested_on: date
    sown: PositiveInt
    germinated: NonNegativeInt
