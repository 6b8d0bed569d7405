import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from uuid import uuid4


@dataclass(frozen=True, kw_only=True)
class Event:
    id: str = field(default_factory=lambda: uuid4().hex)
    occurred_at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="milliseconds"))

    @property
    def name(self) -> str:
        """`appointment.booked` for AppointmentBooked."""
        return re.sub(r"(?<!^)(?=[A-Z])", ".", type(self).__name__).lower()

    def payload(self) -> Mapping[str, object]:
        return asdict(self)
