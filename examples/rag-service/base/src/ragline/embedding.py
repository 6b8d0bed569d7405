"""A deterministic embedding: every word is hashed to one of many dimensions."""

import hashlib
import math
import re
from collections import Counter

DIMENSIONS = 4096

Vector = dict[int, float]  # the dimensions that are not zero

_WORD = re.compile(r"[^\W_]+")
_STOP_WORDS = frozenset(
    "a an and any are as at be been by can could did do does for from had has have how i if in is it its "
    "long many may me much must my no not of often on one or our shall should so than that the their them "
    "then there these they this to was we were what when where which who why will with would you your".split()
)


def embed(text: str) -> Vector:
    """The vector of `text`, of length 1; empty when the text has no word that counts.

    The same text has the same vector in every process, which Python's own `hash` does not promise.
    """
    counts = Counter(_dimension(term) for term in terms(text))
    length = math.sqrt(sum(count * count for count in counts.values()))
    return {dimension: count / length for dimension, count in counts.items()}


def terms(text: str) -> list[str]:
    """The words of `text` that count: no stop words, no case, no plural `s`."""
    words = (word.casefold() for word in _WORD.findall(text))
    return [_singular(word) for word in words if word not in _STOP_WORDS]


def similarity(one: Vector, other: Vector) -> float:
    """The cosine of two vectors, from 0 (nothing in common) to 1."""
    if len(other) < len(one):
        one, other = other, one
    return min(1.0, sum(value * other.get(dimension, 0.0) for dimension, value in one.items()))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _dimension(term: str) -> int:
    digest = hashlib.blake2b(term.encode(), digest_size=4).digest()
    return int.from_bytes(digest) % DIMENSIONS
