from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Deck:
    """Lengths are in millimetres, as the shipyard draws them."""

    GAP: ClassVar[int] = 500

    name: str
    length: int
    height: int

    def takes(self, cars: list[int]) -> bool:
        """Whether cars of these lengths fit behind each other, with a gap between them."""
        return sum(cars) + self.GAP * (len(cars) - 1) <= self.length
