"""The things outside, as the rest of the program sees them."""

from app.ports.failures import NotFound, Refused, Unavailable
from app.ports.forge import CodeHost, Installations, Talk
from app.ports.judging import Judge, Memory, OpenJudge, Reader, Tier
from app.ports.ledger import Decided, Desk, Executors, Ledger
from app.ports.reading import Repository, SpecReader

__all__ = [
    "CodeHost",
    "Decided",
    "Desk",
    "Executors",
    "Installations",
    "Judge",
    "Ledger",
    "Memory",
    "NotFound",
    "OpenJudge",
    "Reader",
    "Refused",
    "Repository",
    "SpecReader",
    "Talk",
    "Tier",
    "Unavailable",
]
