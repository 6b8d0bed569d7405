"""Amounts that a kitchen can measure."""

from fractions import Fraction
from math import ceil, floor

from ladle.units import Unit

WHOLE = Fraction(1)
QUARTER = Fraction(1, 4)
STEPS = {
    Unit.PIECE: WHOLE,
    Unit.GRAM: WHOLE,
    Unit.MILLILITRE: WHOLE,
    Unit.TEASPOON: QUARTER,
    Unit.TABLESPOON: QUARTER,
    Unit.CUP: QUARTER,
}


def measurable(amount: Fraction, unit: Unit) -> Fraction:
    if amount == 0:
        return amount
    step = STEPS[unit]
    steps = ceil(amount / step) if unit is Unit.PIECE else floor(amount / step + Fraction(1, 2))
    return max(steps, 1) * step
