import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    name: str
    country: str
    inhabitants: int


def read_places(lines: Iterable[str]) -> Iterator[Place]:
    """Places from lines of name, country and inhabitants, with tabs between them."""
    for name, country, inhabitants in csv.reader(lines, delimiter="\t"):
        yield Place(name, country, int(inhabitants))
