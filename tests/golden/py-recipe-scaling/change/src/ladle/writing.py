"""Ingredients as a cookbook prints them."""

from fractions import Fraction

from ladle.recipe import Ingredient
from ladle.units import Unit

LARGE = {Unit.GRAM: "kg", Unit.MILLILITRE: "l"}
QUARTERS = {Fraction(1, 4): "¼", Fraction(1, 2): "½", Fraction(3, 4): "¾"}


def line(ingredient: Ingredient) -> str:
    if ingredient.amount is None:
        return ingredient.name
    amount, unit = ingredient.amount, ingredient.unit.value
    if ingredient.unit in LARGE and amount >= 1000:
        amount, unit = amount / 1000, LARGE[ingredient.unit]
        return f"{_decimal(amount)} {unit} {ingredient.name}"
    return " ".join(part for part in (_with_quarters(amount), unit, ingredient.name) if part)


def _with_quarters(amount: Fraction) -> str:
    whole, rest = divmod(amount, 1)
    if rest == 0:
        return str(whole)
    if rest not in QUARTERS:
        return _decimal(amount)
    return f"{whole or ''}{QUARTERS[rest]}"


def _decimal(amount: Fraction) -> str:
    return f"{float(amount):.3f}".rstrip("0").rstrip(".")
