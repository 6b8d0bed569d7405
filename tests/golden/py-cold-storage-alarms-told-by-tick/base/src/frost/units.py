from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Unit:
    """A cold room or freezer, with the highest temperature that is fine for what is in it."""

    id: str
    limit_celsius: float


@dataclass(frozen=True)
class Reading:
    unit_id: str
    at: datetime
    celsius: float
    defrosting: bool = False
