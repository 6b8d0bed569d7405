from collections.abc import Callable
from datetime import UTC, datetime

_now: Callable[[], datetime] = lambda: datetime.now(UTC)


def utcnow() -> datetime:
    return _now()


def set_clock(now: Callable[[], datetime]) -> None:
    global _now
    _now = now
