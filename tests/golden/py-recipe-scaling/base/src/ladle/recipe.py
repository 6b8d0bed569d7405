from dataclasses import dataclass
from fractions import Fraction

from ladle.units import Unit


@dataclass(frozen=True)
class Ingredient:
    """Something that goes into a dish; without an amount, as much of it as the cook likes."""

    name: str
    amount: Fraction | None = None
    unit: Unit = Unit.PIECE


@dataclass(frozen=True)
class Recipe:
    title: str
    servings: int
    ingredients: tuple[Ingredient, ...]

    def __post_init__(self) -> None:
        if self.servings < 1:
            raise ValueError(f"{self.title}: a recipe is for one serving at least")
