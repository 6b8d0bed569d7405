import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from crewdesk.clock import utcnow

LIFETIME = timedelta(weeks=1)


@dataclass
class Invitation:
    team_id: int
    email: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    created_at: datetime = field(default_factory=utcnow)
    used_at: datetime | None = None

    @property
    def expired(self) -> bool:
        return utcnow() - self.created_at > LIFETIME

    @property
    def open(self) -> bool:
        return self.used_at is None and not self.expired
