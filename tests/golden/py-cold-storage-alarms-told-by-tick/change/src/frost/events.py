from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any


class EventName(StrEnum):
    WARM = "unit.warm"
    RECOVERED = "unit.recovered"
    SILENT = "unit.silent"


@dataclass(frozen=True)
class Event:
    name: EventName
    unit_id: str
    at: datetime
    celsius: float

    def payload(self) -> dict[str, Any]:
        return {"unitId": self.unit_id, "at": self.at.astimezone(UTC).isoformat(), "celsius": self.celsius}
