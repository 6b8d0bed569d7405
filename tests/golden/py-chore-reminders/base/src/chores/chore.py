from dataclasses import dataclass
from datetime import date

MOST = 3650


@dataclass(frozen=True)
class Chore:
    """Something that is to be done every so many days."""

    name: str
    interval: int
    done_on: date = date.min

    def __post_init__(self) -> None:
        if not 1 <= self.interval < MOST + 1:
            raise ValueError(f"{self.name}: an interval has 1 to {MOST} days")
