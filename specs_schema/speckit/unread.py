"""Lines that look like tasks and became none: found again in the source, whatever the parser made of it."""

import re
from collections.abc import Sequence

from specs_schema.markdown import Document
from specs_schema.problem import SpecProblem
from specs_schema.speckit.ids import unreadable
from specs_schema.task import Task

_ID = r"(?:T-?\d{2,}|TASK-?\d+)"
_MARKER = r"\s*(?:>\s*)*(?:[-*+]|\d{1,9}[.)])?\s*"
_BOXED = re.compile(rf"{_MARKER}\[\s*[^\]\[\w()]?[xX]?\s*\]\s*[*_~`\[(]*{_ID}")
_HALF_A_BOX = re.compile(rf"{_MARKER}(?:\[\s?[xX]?|[xX]?\s?\])\s+[*_~`\[(]*{_ID}")
_ANY_BOX = re.compile(rf"{_MARKER}\[[ xX]\]\s")
_LOOKED_AT = 200  # characters of a line
_HINT = "Write it as `- [ ] T001 text`, with a space after the dash and a box of three characters"


def unread_lines(document: Document, tasks: Sequence[Task]) -> tuple[SpecProblem, ...]:
    """A problem for each line that looks like a task, stands in no fence or comment, and is part of none."""
    read = {line for task in tasks for line in range(task.span.first, task.span.last + 1)}
    begun = {task.span.first for task in tasks}
    hidden = _hidden(document)
    return tuple(
        unreadable(document.span_of(number, number), _message(line), _HINT, line)
        for number, line in enumerate(document.lines, start=1)
        if number not in hidden and number > document.front and number not in begun
        if _looks_like_task(line.lstrip()[:_LOOKED_AT], inside=number in read)
    )


def _looks_like_task(line: str, *, inside: bool) -> bool:
    """Whether the line has a box and an id, whole or in part; a box alone counts outside (`inside`) of tasks."""
    named = _BOXED.match(line) or _HALF_A_BOX.match(line)
    return named is not None or (not inside and _ANY_BOX.match(line) is not None)


def _message(line: str) -> str:
    return f"This line looks like a task and cannot be read as one: `{line.strip()[:80].replace('`', '')}`"


def _hidden(document: Document) -> set[int]:
    return {
        line
        for block in document.blocks
        if block.kind in {"fence", "comment"}
        for line in range(block.first, block.last + 1)
    }
