from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4


@dataclass(frozen=True)
class Reservation:
    berth: str
    boat: str
    arrival: date
    departure: date
    id: str = field(default_factory=lambda: uuid4().hex)

    def shares_a_night_with(self, other: "Reservation") -> bool:
        return self.arrival < other.departure and other.arrival < self.departure
