"""Files at head → excerpts that can become evidence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.change import ChangedFile, Hunk
from app.stages.definitions import depth_of, end_of
from specs_schema.span import Span

_AROUND = 8  # lines of context on either side of a change
_UPWARDS = 40  # how far above a change the line that opens its definition is looked for
_SHORT = 60  # lines of a file that is shown whole
_WHOLE = 60  # lines of a change that stay together
_LONGEST = 30  # lines of one excerpt of a longer change: about a definition, of which a question may bring a dozen
_SHORTEST = 8  # lines that go before a cut
_DEFINITION = 90  # lines of a definition that are looked through for its end


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Whole lines of one file with what they are, in our words."""

    span: Span
    text: str
    note: str


def changed_excerpts(file: ChangedFile, text: str) -> Iterator[Excerpt]:
    """The parts of `text` (the file at head) that the change touches, with the definition around them.

    What was removed is shown too, as lines of the merge base.
    """
    lines = text.split("\n")
    windows = [(1, len(lines))] if file.status == "added" else [_window(hunk, lines) for hunk in file.hunks]
    note = "new file" if file.status == "added" else "changed lines and what surrounds them"
    for window in _merged(windows):
        yield from _cut(file.path, lines, window, note)
    yield from _removed(file)


def excerpt_around(path: str, text: str, numbers: Sequence[int], note: str) -> Iterator[Excerpt]:
    """Excerpts of an unchanged file around the lines `numbers`; a short file is shown whole."""
    lines = text.split("\n")
    whole = [(1, len(lines))] if len(lines) <= _SHORT else []
    windows = whole or [(max(1, number - _AROUND), min(len(lines), number + _AROUND)) for number in numbers]
    for window in _merged(windows):
        yield from _cut(path, lines, window, note)


def excerpt_of(path: str, text: str, first: int, note: str) -> Excerpt:
    """The definition whose head is line `first`, as much of it as an excerpt holds."""
    lines = text.split("\n")
    last = end_of(lines, first, _DEFINITION)
    return Excerpt(Span(path=path, first=first, last=last), "\n".join(lines[first - 1 : last]), note)


def _cut(path: str, lines: Sequence[str], window: tuple[int, int], note: str) -> Iterator[Excerpt]:
    """The lines of `window` as excerpts of a bearable length, split where definitions end, as far as looks tell."""
    first, last = window
    longest = _WHOLE if last - first < _WHOLE else _LONGEST
    while first <= last:
        end = last if last - first < longest else _end_before_next(lines, first)
        text = "\n".join(lines[first - 1 : end])
        if text.strip():
            yield Excerpt(Span(path=path, first=first, last=end), text, note)
        first = end + 1


def _end_before_next(lines: Sequence[str], first: int) -> int:
    """The blank line before what stands furthest left, which is most likely a definition of its own."""
    ends = [number for number in range(first + _LONGEST, first + _SHORTEST, -1) if _is_blank_before(lines, number)]
    return min(ends, key=lambda number: depth_of(lines[number]), default=first + _LONGEST)


def _is_blank_before(lines: Sequence[str], number: int) -> bool:
    """Whether line `number` is blank and the next one is not."""
    return number < len(lines) and not lines[number - 1].strip() and bool(lines[number].strip())


def _window(hunk: Hunk, lines: Sequence[str]) -> tuple[int, int]:
    numbers = [line.new_number for line in hunk.lines if line.kind == "added" and line.new_number]
    start = min(len(lines), min(numbers, default=max(1, hunk.new_start)))
    end = max(numbers, default=max(1, hunk.new_start + hunk.new_count - 1))
    top = _definition_above(lines, start)
    bottom = end_of(lines, top, _DEFINITION) if top < start else end
    return max(1, min(top, start - _AROUND)), min(len(lines), max(bottom, end + _AROUND))


def _definition_above(lines: Sequence[str], start: int) -> int:
    """The nearest line above that is indented less: in most languages the head of the definition."""
    depth = depth_of(lines[start - 1])
    for number in range(start - 1, max(0, start - _UPWARDS), -1):
        line = lines[number - 1]
        if line.strip() and (depth_of(line) < depth or depth == 0):
            return number
    return start


def _merged(windows: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(windows):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _removed(file: ChangedFile) -> Iterator[Excerpt]:
    path = file.old_path or file.path
    for hunk in file.hunks:
        gone = [line for line in hunk.lines if line.kind == "removed" and line.old_number and line.text.strip()]
        for run in _runs([line.old_number or 1 for line in gone]):
            texts = [line.text for line in gone if run[0] <= (line.old_number or 0) <= run[1]]
            span = Span(path=path, first=run[0], last=run[1])
            yield Excerpt(span, "\n".join(texts), "lines of the merge base that this change removes")


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    return _merged([(number, number) for number in numbers])
