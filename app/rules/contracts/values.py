"""Types, formats, enumerations, patterns and defaults of two views."""

from collections.abc import Iterator, Mapping
from typing import Final

from app.rules.contracts.aspect import Aspect
from app.rules.contracts.difference import Direction, Level
from app.rules.contracts.view import View

# Formats whose values are all values of the other, too.
_WIDER: Final = {("int32", "int64"), ("float", "double")}
_ANNOTATING: Final = frozenset({"format", "pattern", "const", "default"})
_MOST_VALUES: Final = 5
_LONGEST: Final = 60  # characters of a pattern in a message; the line is cited


def value_changes(was: View, now: View, direction: Direction) -> Iterator[Aspect]:
    """Everything but limits in which the two differ for this direction."""
    yield from _types(was, now, direction)
    yield from _null(was, now, direction)
    yield from _enumerations(was, now, direction)
    yield from _formats(was, now, direction)
    yield from _patterns(was, now, direction)
    yield from _defaults(was, now, direction)
    yield from _whole(was, now, direction)


def _types(was: View, now: View, direction: Direction) -> Iterator[Aspect]:
    old, new = was.types, now.types
    narrower, wider = not _allows(new, old), not _allows(old, new)
    if (narrower and direction != "response") or (wider and direction != "request"):
        level: Level = "breaking" if narrower or direction == "response" else "dangerous"
        if old is None or new is None:
            # A type that was never said, or no longer is: mostly the description that changed, not the interface.
            kind, level = f"type-{'added' if old is None else 'removed'}", "dangerous"
        elif len(old) > 1 or len(new) > 1:
            kind = "type-changed" if narrower and wider else f"list-of-types-{'narrowed' if narrower else 'widened'}"
        else:
            kind = "type-generalized" if wider and not narrower else "type-changed"
        yield Aspect(kind, level, f"went from {_typed(old)} to {_typed(new)}", ("type",))


def _allows(types: frozenset[str] | None, others: frozenset[str] | None) -> bool:
    """Whether `types` take in all of `others`."""
    if types is None or others is None:
        return types is None
    return others <= (types | {"integer"} if "number" in types else types)


def _typed(types: frozenset[str] | None) -> str:
    return "any type" if types is None else f"`{' | '.join(sorted(types))}`"


def _null(was: View, now: View, direction: Direction) -> Iterator[Aspect]:
    if was.nullable == now.nullable or was.types is None or now.types is None:
        return
    words = ("nullable", "x-nullable", "type", "anyOf", "oneOf")
    if now.nullable and direction != "request":
        level: Level = "breaking" if direction == "response" else "dangerous"
        yield Aspect("became-nullable", level, "may be null now", words)
    if was.nullable and direction != "response":
        yield Aspect("became-not-nullable", "breaking", "may not be null any more", words)


def _enumerations(was: View, now: View, direction: Direction) -> Iterator[Aspect]:
    if was.enum is None and now.enum is None:
        yield from _constants(was, now, direction)
        return
    old, new = was.values(), now.values()
    if old is not None and new is not None:
        yield from _listed(old, new, direction)
    elif new is not None and direction != "response":
        yield Aspect("became-enum", "breaking", f"takes only {_some(new)} now", ("enum", "const"))
    elif old is not None and direction != "request":
        yield Aspect("enum-removed", "dangerous", "is no longer one of a list of values", ("enum", "const"))


def _listed(old: Mapping[str, int], new: Mapping[str, int], direction: Direction) -> Iterator[Aspect]:
    gone = {value: line for value, line in old.items() if value not in new}
    added = {value: line for value, line in new.items() if value not in old}
    if gone and direction != "response":
        first = next(iter(gone.values()))
        yield Aspect("enum-value-removed", "breaking", f"no longer takes {_some(gone)}", ("enum", "const"), first)
    if added and direction != "request":
        first = next(iter(added.values()))
        words = f"can be {_some(added)} now"
        yield Aspect("enum-value-added", "dangerous", words, ("enum", "const"), after=first)


def _constants(was: View, now: View, direction: Direction) -> Iterator[Aspect]:
    old, new = was.words.get("const"), now.words.get("const")
    if old == new:
        return
    if old is None:
        if direction != "response":
            yield Aspect("const-added", "breaking", f"has to be `{new}` now", ("const",))
    elif new is None:
        if direction != "request":
            level: Level = "breaking" if direction == "response" else "dangerous"
            yield Aspect("const-removed", level, f"is no longer always `{old}`", ("const",))
    else:
        yield Aspect("const-changed", "breaking", f"went from `{old}` to `{new}`", ("const",))


def _formats(was: View, now: View, direction: Direction) -> Iterator[Aspect]:
    """A format that is added only says more exactly what was meant: it may break who writes, if it is enforced."""
    old, new = was.words.get("format", ""), now.words.get("format", "")
    if old == new or was.types != now.types:
        return
    narrower = not old or (new, old) in _WIDER
    wider = not new or (old, new) in _WIDER
    if (narrower and direction == "response") or (wider and direction == "request"):
        return
    certain = (old and new and not wider) or (narrower and old)
    words = f"went from {_format(old)} to {_format(new)}"
    kind = "format-generalized" if wider else "format-added" if not old else "format-changed"
    yield Aspect(kind, "breaking" if certain else "dangerous", words, ("format",))


def _format(name: str) -> str:
    return f"format `{name}`" if name else "no format"


def _patterns(was: View, now: View, direction: Direction) -> Iterator[Aspect]:
    old, new = was.words.get("pattern"), now.words.get("pattern")
    if old == new:
        return
    said, before = _short(new or ""), _short(old or "")
    level: Level = "dangerous" if direction == "response" else "breaking"
    if old is None:
        if direction != "response":
            yield Aspect("pattern-added", level, f"has to match `{said}` now", ("pattern",))
    elif new is None:
        if direction != "request":
            yield Aspect("pattern-removed", "dangerous", f"need not match `{before}` any more", ("pattern",))
    elif new not in {".*", "^.*$"} or direction == "response":
        yield Aspect("pattern-changed", level, f"has to match `{said}` instead of `{before}`", ("pattern",))


def _short(pattern: str) -> str:
    return pattern if len(pattern) <= _LONGEST else f"{pattern[:_LONGEST]}…"


def _defaults(was: View, now: View, direction: Direction) -> Iterator[Aspect]:
    """What a client gets that leaves the value out."""
    old, new = was.words.get("default"), now.words.get("default")
    if direction == "response" or old == new:
        return
    if old is None:
        yield Aspect("default-value-added", "dangerous", f"is `{new}` now where it is left out", ("default",))
    elif new is None:
        yield Aspect("default-value-removed", "dangerous", f"is no longer `{old}` where it is left out", ("default",))
    else:
        words = f"is `{new}` instead of `{old}` where it is left out"
        yield Aspect("default-value-changed", "dangerous", words, ("default",))


def _whole(was: View, now: View, direction: Direction) -> Iterator[Aspect]:
    """Keywords that are only compared for being there: a new one binds whoever writes, a lost one whoever reads."""
    for word in sorted((was.words.keys() | now.words.keys()) - _ANNOTATING):
        old, new = was.words.get(word), now.words.get(word)
        name = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in word)
        if old is None and direction != "response":
            yield Aspect(f"{name}-added", "breaking", f"has to meet `{word}` now", (word,))
        elif new is None and direction != "request":
            level: Level = "breaking" if direction == "response" else "dangerous"
            yield Aspect(f"{name}-removed", level, f"need not meet `{word}` any more", (word,))
        elif old is not None and new is not None and old != new:
            yield Aspect(f"{name}-changed", "dangerous", f"has another `{word}` now", (word,))
    yield from _extensible(was, now, direction)
    if now.closed and not was.closed and direction != "response":
        words = "refuses properties that it does not name"
        yield Aspect("additional-properties-refused", "dangerous", words, ("additionalProperties",))


def _extensible(was: View, now: View, direction: Direction) -> Iterator[Aspect]:
    if was.extensible is None or now.extensible is None or direction == "response":
        return
    gone = {value: line for value, line in was.extensible.items() if value not in now.extensible}
    if gone:
        first = next(iter(gone.values()))
        words = f"no longer takes {_some(gone)}"
        yield Aspect("x-extensible-enum-value-removed", "breaking", words, ("x-extensible-enum",), first)


def _some(values: Mapping[str, int]) -> str:
    shown = [f"`{value}`" for value in list(values)[:_MOST_VALUES]]
    more = f" and {len(values) - _MOST_VALUES} more" if len(values) > _MOST_VALUES else ""
    return ", ".join(shown) + more
