"""Archives are called after the time at which they were made: `docs-20260301T020000Z.tar.gz`."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

NAME = re.compile(r"(?P<label>.+)-(?P<time>\d{8}T\d{6}Z)\.tar\.gz")
TIME = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Backup:
    path: Path
    made_at: datetime


def name_of(label: str, made_at: datetime) -> str:
    return f"{label}-{made_at.astimezone(UTC):{TIME}}.tar.gz"


def parsed(path: Path) -> Backup | None:
    match = NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        made_at = datetime.strptime(match["time"], TIME)
    except ValueError:
        return None
    return Backup(path, made_at.replace(tzinfo=UTC))
