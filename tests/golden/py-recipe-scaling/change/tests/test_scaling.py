from fractions import Fraction

import pytest

from ladle.reading import read
from ladle.scaling import scaled

PANCAKES = read("Pancakes\nserves 4\n250 g flour\n1/2 tsp salt\n3 eggs\nbutter for the pan\n")


def amounts(servings):
    return [ingredient.amount for ingredient in scaled(PANCAKES, servings).ingredients]


def test_every_amount_grows_with_the_servings():
    assert amounts(6) == [375, Fraction(3, 4), 5, None]
    assert scaled(PANCAKES, 6).servings == 6


def test_pieces_are_rounded_up():
    assert amounts(5)[2] == 4


def test_the_middle_goes_up():
    assert amounts(5)[:2] == [313, Fraction(3, 4)]


def test_nothing_is_rounded_away():
    broth = read("Broth\nserves 40\n3 ml vinegar\n1 tsp pepper\n1 bay leaf\n")
    assert [ingredient.amount for ingredient in scaled(broth, 1).ingredients] == [1, Fraction(1, 4), 1]


@pytest.mark.parametrize("servings", [-1, 0, 501])
def test_servings_have_limits(servings):
    with pytest.raises(ValueError):
        scaled(PANCAKES, servings)


def test_five_hundred_can_be_fed():
    assert amounts(500)[0] == 31250


def test_the_recipe_itself_stays():
    before = PANCAKES.ingredients
    scaled(PANCAKES, 8)
    assert PANCAKES.ingredients == before and PANCAKES.servings == 4
