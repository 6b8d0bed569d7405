from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Shift:
    """What one person works without going home; its times are in UTC."""

    person: str
    begin: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.end <= self.begin:
            raise ValueError(f"The shift of {self.person} ends before it begins")
