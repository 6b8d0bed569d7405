from enum import Enum


class Unit(Enum):
    PIECE = ""
    GRAM = "g"
    MILLILITRE = "ml"
    TEASPOON = "tsp"
    TABLESPOON = "tbsp"
    CUP = "cup"
