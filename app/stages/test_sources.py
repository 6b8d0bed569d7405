"""What the source of a test says about it: its docstring, the tags above it, its comments."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from app.domain.case_result import CaseResult

_CALLED: Final = re.compile(r"(\w+)\s*\(")
_TITLED: Final = re.compile(r"\b(?:it|test|specify|scenario)\b[\w.]*\s*\(\s*([\"'`])(?P<title>.+?)\1", re.IGNORECASE)
_CLASS: Final = re.compile(r"\b(?:class|describe|impl|struct)\b")
_COMMENT: Final = re.compile(r"\s*(?:#|//|/\*|\*(?:\s|/|$))")  # whole lines
_TAG: Final = re.compile(r"\s*[@\[]")  # `@Tag("FR-001")`, `[Trait("spec", "FR-001")]`
_DOCSTRING: Final = re.compile(r"\s*[rRuU]?(\"\"\"|''')")
_CONTINUED: Final = (")", "{", "]")  # a line that goes on with a signature
_MOST_LINES: Final = 300  # of one test
_MOST_ABOVE: Final = 30
_LONGEST_LINE: Final = 500


@dataclass(frozen=True, slots=True)
class _Source:
    """A file in lines, and on which of them each name is followed by a bracket, and each title of a test stands."""

    lines: tuple[str, ...]
    names: Mapping[str, tuple[int, ...]]
    titles: Mapping[str, tuple[int, ...]]


class CaseSources:
    """The texts of files at head, by what they say of each test."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._read: dict[str, _Source] = {}

    def remarks(self, case: CaseResult, path: str) -> str:
        """Docstring, tags and comments of the test in the file `path`; empty where it is not found for certain."""
        if path not in self._texts:
            return ""
        if path not in self._read:
            self._read[path] = _read(self._texts[path])
        source = self._read[path]
        start = _start(source, case)
        return "" if start is None else "\n".join([*_above(source.lines, start), *_inside(source.lines, start)])


def _read(text: str) -> _Source:
    names: dict[str, list[int]] = defaultdict(list)
    titles: dict[str, list[int]] = defaultdict(list)
    lines = tuple(line[:_LONGEST_LINE] for line in text.split("\n"))
    for number, line in enumerate(lines):
        if _COMMENT.match(line):
            continue
        for name in _CALLED.findall(line):
            names[name].append(number)
        for title in _TITLED.finditer(line):
            titles[title["title"]].append(number)
    return _Source(lines, _frozen(names), _frozen(titles))


def _frozen(found: Mapping[str, list[int]]) -> dict[str, tuple[int, ...]]:
    return {name: tuple(numbers) for name, numbers in found.items()}


def _start(source: _Source, case: CaseResult) -> int | None:
    """The line on which the test begins: its name stands there once, or once below the name of its class."""
    bare = re.split(r"[\[(/]", case.name, maxsplit=1)[0].strip()
    found = source.names.get(bare, ()) if bare.isidentifier() else ()
    if not found:
        found = next((lines for title, lines in source.titles.items() if case.name.endswith(title)), ())
    if len(found) <= 1:
        return found[0] if found else None
    group = re.split(r"\W+", case.classname)[-1]
    heads = [number for number, line in enumerate(source.lines) if _CLASS.search(line) and group in line.split("(")[0]]
    below = [number for number in found if heads and number > heads[0]]
    return below[0] if len(heads) == 1 and below else None


def _above(lines: tuple[str, ...], start: int) -> Iterator[str]:
    """The tags and comments that stand right above a test, or before its name."""
    if _TAG.match(lines[start]):
        yield lines[start]
    for number in range(start - 1, max(start - _MOST_ABOVE, 0) - 1, -1):
        if not (_COMMENT.match(lines[number]) or _TAG.match(lines[number])):
            return
        yield lines[number]


def _inside(lines: tuple[str, ...], start: int) -> Iterator[str]:
    """The docstring and the comments that fill whole lines, as far as the lines are further in than the first."""
    indent, quote, first = _indent(lines[start]), "", True
    for line in lines[start + 1 : start + _MOST_LINES]:
        opening = _DOCSTRING.match(line) if first else None
        if quote:
            yield line
            quote = "" if quote in line else quote
        elif opening:
            yield line
            quote = opening[1] if line.count(opening[1]) == 1 else ""
        elif line.strip() and _indent(line) <= indent and not line.strip().startswith(_CONTINUED):
            return
        elif _COMMENT.match(line):
            yield line
        first = first and (not line.strip() or _indent(line) <= indent or line.rstrip().endswith((",", "(")))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
