"""The log of an installation. Whatever is read from it has been cleaned of personal data."""

import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class LogFile:
    def __init__(self, path: Path) -> None:
        self._path = path

    def __iter__(self) -> Iterator[str]:
        with self._path.open(encoding="utf-8", errors="replace") as file:
            for line in file:
                yield _ADDRESS.sub("<address>", line.rstrip("\n"))

    def tail(self, count: int) -> list[str]:
        return list(deque(self, maxlen=count))
