from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Lap(NamedTuple):
    runner: str
    ms: int


def read(lines: Iterable[str]) -> Iterator[Lap]:
    """One lap in a line: milliseconds, and after a space the name of the runner."""
    for line in lines:
        ms, _, runner = line.strip().partition(" ")
        yield Lap(runner, int(ms))
