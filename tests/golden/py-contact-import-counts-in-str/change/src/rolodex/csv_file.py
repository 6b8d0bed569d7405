import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


class UnreadableFile(Exception):
    pass


@dataclass(frozen=True)
class Row:
    line: int
    values: dict[str, str]


def read_rows(path: Path) -> Iterator[Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            for values in reader:
                cleaned = {(key or "").strip().lower(): (value or "").strip() for key, value in values.items() if key}
                yield Row(reader.line_num, cleaned)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFile(f"{path}: {error}") from error
