"""Recipes for another number of people."""

from dataclasses import replace
from fractions import Fraction

from ladle.recipe import Ingredient, Recipe
from ladle.rounding import measurable

SERVINGS = range(1, 501)


def scaled(recipe: Recipe, servings: int) -> Recipe:
    """The recipe for so many servings, with amounts that can be measured."""
    if servings not in SERVINGS:
        raise ValueError(f"A recipe cannot be scaled to {servings} servings")
    factor = Fraction(servings, recipe.servings)
    ingredients = tuple(_scaled(ingredient, factor) for ingredient in recipe.ingredients)
    return replace(recipe, servings=servings, ingredients=ingredients)


def _scaled(ingredient: Ingredient, factor: Fraction) -> Ingredient:
    if ingredient.amount is None:
        return ingredient
    return replace(ingredient, amount=measurable(ingredient.amount * factor, ingredient.unit))
