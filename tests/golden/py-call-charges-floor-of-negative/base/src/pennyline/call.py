from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Call:
    """A call as the exchange reports it; all times are aware, to the millisecond."""

    caller: str
    called: str
    dialled_at: datetime
    ended_at: datetime
    answered_at: datetime | None = None

    @property
    def seconds(self) -> int:
        if self.answered_at is None:
            return 0
        return int((self.ended_at - self.answered_at).total_seconds())
