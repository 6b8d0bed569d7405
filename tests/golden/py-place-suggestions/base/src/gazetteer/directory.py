from collections import defaultdict
from collections.abc import Iterable

from gazetteer.places import Place
from gazetteer.text import folded


class Directory:
    """Finds places whose whole name is known."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_name: defaultdict[str, list[Place]] = defaultdict(list)
        for place in places:
            self._by_name[folded(place.name)].append(place)

    def find(self, name: str) -> list[Place]:
        return list(self._by_name.get(folded(name), ()))
