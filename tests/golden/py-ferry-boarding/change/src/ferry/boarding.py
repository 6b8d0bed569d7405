from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import total_ordering

from ferry.deck import Deck

MM = 1_000


@total_ordering
@dataclass(frozen=True)
class Car:
    plate: str
    length_m: float
    height_m: float
    booked: bool = True
    arrived: int = field(default=0, kw_only=True)

    def __lt__(self, other: "Car") -> bool:
        return (other.booked, self.arrived) < (self.booked, other.arrived)


def board(cars: Iterable[Car], decks: Sequence[Deck]) -> tuple[dict[str, str], list[str]]:
    """The deck of each car by its plate, and the plates of those that stay ashore."""
    placed: dict[str, str] = {}
    rows: dict[str, list[int]] = {deck.name: [] for deck in decks}
    ashore = []
    for car in sorted(cars):
        deck = next((deck for deck in decks if _fits(car, deck, rows[deck.name])), None)
        if deck is None:
            ashore.append(car.plate)
            continue
        placed[car.plate] = deck.name
        rows[deck.name].append(_length(car))
    return placed, ashore


def _fits(car: Car, deck: Deck, row: list[int]) -> bool:
    return round(car.height_m * MM) <= deck.height and deck.takes([*row, _length(car)])


def _length(car: Car) -> int:
    return round(car.length_m * MM)
