"""Ids of subjects as people write them: `FR-001`, `**FR-017b**`, `SC-2`, `US1/AC2`, `T001-T004`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from specs_schema.markdown import fold
from specs_schema.problem import SpecProblem
from specs_schema.span import Span
from specs_schema.speckit.words import MAY, MUST, SHOULD
from specs_schema.subject import Strength, Subject

# Prefixes that are requirements wherever they stand in spec.md. Others count below a requirements heading.
_FAMILIES = r"(?:[A-Z]{2,8}-)*(?:N?FR|REQ|NFR|CR|TR|BR|IR|DR|SR|UR|QR|PR|UX|UXR|SEC|PERF|INV)"
_NUMBER = r"\d+(?:\.\d+)*[a-z]?(?![\w])"
REQUIREMENT_ID = re.compile(rf"(?:{_FAMILIES}-(?:[A-Z]{{1,8}}-)?{_NUMBER}|N?FR{_NUMBER})")
SHORT_ID = re.compile(r"[A-Z]{1,4}\d{2,4}[a-z]?(?!\w)")  # `R001`: counts below a requirements heading
CRITERION_ID = re.compile(rf"SC-?{_NUMBER}")
CRITERION_OF_ACCEPTANCE = re.compile(rf"AC-?{_NUMBER}")
ANY_ID = re.compile(rf"[A-Z][A-Z0-9]{{0,9}}(?:-[A-Z]{{1,10}})*-{_NUMBER}")
_SCENARIO = re.compile(r"\bUS-?(\d+(?:\.\d+)*)\s?[/ .,:-]\s?AC-?(\d+)\b")
_OPERATION = re.compile(r"\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+`?(/[^\s`,;)]*)")
_RANGE = re.compile(r"\s*(?:-|–|—|\.{2,3}|…|\bto\b|\bthrough\b|\bbis\b|\ba\b|至|到)\s*")
_MOST_OF_A_RANGE = 60
_NUMBERED = re.compile(r"(.*?)(\d{1,9})")  # int() refuses numbers of thousands of digits

_Named = TypeVar("_Named", bound=Subject)
_Value = TypeVar("_Value")


def strength(text: str) -> Strength | None:
    """The strongest of MUST, SHOULD, MAY in `text`; lower-case words only where none is in capitals."""
    for candidate in (text, re.sub(r"\b(?:must|shall|should)\b", lambda word: word[0].upper(), text)):
        if MUST.search(candidate):
            return "must"
        if SHOULD.search(candidate):
            return "should"
        if MAY.search(candidate):
            return "may"
    return None


def cites(text: str) -> tuple[str, ...]:
    """Ids of requirements, criteria, scenarios and operations that `text` names, ranges spelled out."""
    found = [*_requirement_cites(text)]
    found += [f"US{story}/AC{number}" for story, number in _SCENARIO.findall(text)]
    found += [f"{method} {path.rstrip('.:*_')}" for method, path in _OPERATION.findall(text)]
    return unique(found)


def _requirement_cites(text: str) -> Iterator[str]:
    ids = re.compile(rf"(?<![\w-])(?:{REQUIREMENT_ID.pattern}|SC-{_NUMBER})")
    text = re.sub(r"(?<=\d)-(?=[A-Z]{2,8}-\d)", "–", text)
    matches = list(ids.finditer(text))
    for match, following in zip(matches, [*matches[1:], None], strict=False):
        yield match[0]
        tail = text[match.end() : match.end() + 24]
        if joint := _RANGE.match(tail):
            last = following[0] if following and following.start() == match.end() + joint.end() else ""
            bare = re.match(r"\d{3,}(?!\w)", tail[joint.end() :])
            yield from numbers_between(match[0], last or (bare[0] if bare else ""))


def numbers_between(first: str, last: str) -> Iterator[str]:
    """`FR-002`, `FR-003` for `FR-001` and `FR-004`: what a range names beyond its two ends.

    `last` may be the number alone (`FR-001-004`); then it is part of the answer.
    """
    start, stop = _NUMBERED.fullmatch(first), _NUMBERED.fullmatch(last)
    if not start or not stop or stop[1] not in {"", start[1]}:
        return
    end = int(stop[2]) + (1 if not stop[1] else 0)
    if end - int(start[2]) > _MOST_OF_A_RANGE:
        return
    for number in range(int(start[2]) + 1, end):
        yield f"{start[1]}{number:0{len(start[2])}}"


def unique(values: Iterable[_Value]) -> tuple[_Value, ...]:
    """The hashable values without repetition, in their order."""
    return tuple(dict.fromkeys(values))


@dataclass(slots=True)
class Ids:
    """The ids that a feature has given out, so that a second holder is numbered and reported."""

    taken: dict[str, list[Span]] = field(default_factory=dict[str, list[Span]])
    problems: list[SpecProblem] = field(default_factory=list[SpecProblem])

    def take(self, subject: _Named, *, given: bool = True) -> _Named:
        """`subject` with its ordinal. `given`: the document wrote the id, so a repetition is a fault."""
        holders = self.taken.setdefault(subject.id, [])
        holders.append(subject.span)
        if len(holders) == 1:
            return subject
        if given:
            self.problems.append(duplicate(subject.id, holders[0], subject.span))
        return subject.model_copy(update={"ordinal": len(holders)})


def duplicate(name: str, first: Span, second: Span) -> SpecProblem:
    """A second use of an id."""
    where = f"line {first.first}" if first.path == second.path else f"`{first.path}`, line {first.first}"
    return SpecProblem(
        kind="duplicate-id",
        message=f"`{name}` is used twice: it already stands in {where}",
        hint=f"Give the second `{name}` an id of its own",
        span=second,
        key=name,
    )


def unreadable(span: Span, what: str, hint: str, line: str) -> SpecProblem:
    """A line that looks like a subject and could not be read as one."""
    return SpecProblem(kind="unreadable-line", message=what, hint=hint, span=span, key=fold(line)[:200])
