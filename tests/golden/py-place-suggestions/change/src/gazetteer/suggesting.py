from collections.abc import Iterable
from heapq import nsmallest

from gazetteer.name_index import Entry, NameIndex
from gazetteer.places import Place
from gazetteer.text import folded

USUAL = 10
MOST = 50
SHORTEST = 2


class Suggester:
    """Suggests places while somebody types."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._index = NameIndex(places)

    def suggest(self, typed: str, number: int = USUAL) -> list[Place]:
        if len(typed.strip()) < SHORTEST:
            return []
        entries = self._index.beginning_with(folded(typed))
        return [entry.place for entry in nsmallest(min(number, MOST), entries, key=_rank)]


def _rank(entry: Entry) -> tuple[int, str]:
    return -entry.place.inhabitants, entry.key
