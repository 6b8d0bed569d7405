from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from gazetteer.places import Place
from gazetteer.text import folded

LAST = chr(0x10FFFF)


class Entry(NamedTuple):
    key: str
    place: Place


class NameIndex:
    """All places in the order of their names."""

    def __init__(self, places: Iterable[Place]) -> None:
        entries = [Entry(folded(place.name), place) for place in places]
        self._entries = sorted(entries, key=lambda entry: entry.key)
        self._keys = [entry.key for entry in self._entries]

    def beginning_with(self, key: str) -> list[Entry]:
        first = bisect_left(self._keys, key)
        behind = bisect_left(self._keys, key + LAST, lo=first)
        return self._entries[first:behind]
