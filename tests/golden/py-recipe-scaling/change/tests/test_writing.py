from fractions import Fraction

import pytest

from ladle.recipe import Ingredient
from ladle.units import Unit
from ladle.writing import line


@pytest.mark.parametrize(
    ("ingredient", "expected"),
    [
        (Ingredient("flour", Fraction(1250), Unit.GRAM), "1.25 kg flour"),
        (Ingredient("flour", Fraction(999), Unit.GRAM), "999 g flour"),
        (Ingredient("water", Fraction(1000), Unit.MILLILITRE), "1 l water"),
        (Ingredient("water", Fraction(20000), Unit.MILLILITRE), "20 l water"),
        (Ingredient("milk", Fraction(7, 4), Unit.CUP), "1¾ cup milk"),
        (Ingredient("salt", Fraction(1, 4), Unit.TEASPOON), "¼ tsp salt"),
        (Ingredient("eggs", Fraction(3)), "3 eggs"),
        (Ingredient("butter for the pan"), "butter for the pan"),
    ],
)
def test_lines_read_as_in_a_cookbook(ingredient, expected):
    assert line(ingredient) == expected
