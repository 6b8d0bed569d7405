import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from orchard.varieties import canonical

_WHOLE = re.compile(r"[0-9]+")


class BadSheet(Exception):
    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")


@dataclass(frozen=True)
class Picking:
    day: str
    variety: str
    crates: int


def read_sheet(path: Path) -> Iterator[Picking]:
    """The rows of a sheet with the columns day, variety and crates."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        for row in rows:
            name, crates = row.get("variety") or "", (row.get("crates") or "").strip()
            variety = canonical(name)
            if variety is None:
                raise BadSheet(path, rows.line_num, f"there is no variety {name!r}")
            if not _WHOLE.fullmatch(crates):
                raise BadSheet(path, rows.line_num, f"{crates!r} is no number of crates")
            yield Picking((row.get("day") or "").strip(), variety, int(crates))
