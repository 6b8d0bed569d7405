"""Recipes from their text form: a title, `serves N`, and a line for each ingredient."""

from fractions import Fraction

from ladle.recipe import Ingredient, Recipe
from ladle.units import Unit

UNITS = {unit.value: unit for unit in Unit if unit is not Unit.PIECE}


class NotARecipe(ValueError):
    pass


def read(text: str) -> Recipe:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or not lines[1].startswith("serves "):
        raise NotARecipe("A recipe begins with its title and a line 'serves N'")
    return Recipe(lines[0], int(lines[1].removeprefix("serves ")), tuple(map(_ingredient, lines[2:])))


def _ingredient(line: str) -> Ingredient:
    first, *rest = line.split()
    try:
        amount = Fraction(first)
    except ValueError:
        return Ingredient(line)
    if rest and rest[0] in UNITS:
        return Ingredient(" ".join(rest[1:]), amount, UNITS[rest[0]])
    return Ingredient(" ".join(rest), amount)
