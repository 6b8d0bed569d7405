from fractions import Fraction

import pytest

from ladle.reading import NotARecipe, read
from ladle.recipe import Ingredient
from ladle.units import Unit


def test_a_recipe_is_read():
    recipe = read("Pancakes\nserves 4\n250 g flour\n1/2 tsp salt\n3 eggs\nbutter for the pan\n")
    assert (recipe.title, recipe.servings) == ("Pancakes", 4)
    assert recipe.ingredients == (
        Ingredient("flour", Fraction(250), Unit.GRAM),
        Ingredient("salt", Fraction(1, 2), Unit.TEASPOON),
        Ingredient("eggs", Fraction(3)),
        Ingredient("butter for the pan"),
    )


def test_text_without_servings_is_no_recipe():
    with pytest.raises(NotARecipe):
        read("Pancakes\n250 g flour\n")
