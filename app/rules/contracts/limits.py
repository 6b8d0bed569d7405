"""Limits of two views: tightened ones break whoever writes, loosened ones whoever reads."""

from collections.abc import Iterator
from typing import Final, Literal

from app.rules.contracts.aspect import Aspect
from app.rules.contracts.difference import Direction, Level
from app.rules.contracts.view import Bound, View

# Keyword → how ids call it, and from which side it limits.
_LIMITS: Final[dict[str, tuple[str, Literal["upper", "lower"]]]] = {
    "maxLength": ("max-length", "upper"),
    "maxItems": ("max-items", "upper"),
    "maxProperties": ("max-properties", "upper"),
    "maxContains": ("max-contains", "upper"),
    "minLength": ("min-length", "lower"),
    "minItems": ("min-items", "lower"),
    "minProperties": ("min-properties", "lower"),
    "minContains": ("min-contains", "lower"),
}
_RANGES: Final[dict[str, str]] = {
    "minimum": "min",
    "exclusiveMinimum": "exclusive-min",
    "maximum": "max",
    "exclusiveMaximum": "exclusive-max",
}


def limit_changes(was: View, now: View, direction: Direction) -> Iterator[Aspect]:
    """Every limit that is tighter for whoever writes by the schema, or looser for whoever reads by it."""
    yield from _range(was.lower(), now.lower(), "lower", direction)
    yield from _range(was.upper(), now.upper(), "upper", direction)
    for word, (name, side) in _LIMITS.items():
        old, new = _limit(was, word), _limit(now, word)
        yield from _moved(name, old, new, side, direction)
    yield from _steps(was, now, direction)


def _limit(one: View, word: str) -> Bound | None:
    value = one.bounds.get(word)
    return None if value is None or (word.startswith("min") and value <= 0) else Bound(word, value)


def _range(
    old: Bound | None, new: Bound | None, side: Literal["upper", "lower"], direction: Direction
) -> Iterator[Aspect]:
    said = new or old
    if said is not None:
        yield from _moved(_RANGES[said.word], old, new, side, direction)


def _moved(
    name: str, old: Bound | None, new: Bound | None, side: Literal["upper", "lower"], direction: Direction
) -> Iterator[Aspect]:
    tighter = _tighter(old, new, side)
    if tighter is None:
        return
    if (tighter and direction == "response") or (not tighter and direction == "request"):
        return
    words = tuple(one.word for one in (new, old) if one)
    level: Level = "breaking" if tighter or direction == "response" else "dangerous"
    if old is None and new is not None:
        yield Aspect(f"{name}-set", level, f"has a limit now: `{_said(new)}`", words)
    elif new is None and old is not None:
        yield Aspect(f"{name}-unset", level, f"has lost its limit `{_said(old)}`", words)
    elif old is not None and new is not None:
        moved = "decreased" if tighter == (side == "upper") else "increased"
        yield Aspect(f"{name}-{moved}", level, f"went from `{_said(old)}` to `{_said(new)}`", words)


def _tighter(old: Bound | None, new: Bound | None, side: Literal["upper", "lower"]) -> bool | None:
    """Whether `new` allows less than `old`; None where both allow the same."""
    if old is None or new is None:
        return None if old is new else old is None
    if (old.value, old.exclusive) == (new.value, new.exclusive):
        return None
    if old.value == new.value:
        return new.exclusive
    return new.value > old.value if side == "lower" else new.value < old.value


def _steps(was: View, now: View, direction: Direction) -> Iterator[Aspect]:
    """`multipleOf` and `uniqueItems`, which only ever bind whoever writes."""
    if direction == "response":
        return
    old, new = was.bounds.get("multipleOf"), now.bounds.get("multipleOf")
    if new and (not old or old % new):
        before = f"went from `multipleOf: {old:g}` to" if old else "has to be a"
        yield Aspect("multiple-of-changed", "breaking", f"{before} `multipleOf: {new:g}`", ("multipleOf",))
    if "uniqueItems" in now.bounds and "uniqueItems" not in was.bounds:
        yield Aspect("unique-items-set", "breaking", "may not repeat a value any more", ("uniqueItems",))


def _said(bound: Bound) -> str:
    return f"{bound.word}: {bound.value:.15g}"
