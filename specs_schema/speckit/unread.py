"""Lines that look like tasks and became none: found again in the source, whatever the parser made of it."""

import re
from collections.abc import Iterator, Sequence

from specs_schema.markdown import Document
from specs_schema.problem import SpecProblem
from specs_schema.speckit.ids import unreadable
from specs_schema.task import Task

_ID = r"(?:T-?\d{2,}|TASK-?\d+)"
_MARKER = r"\s*(?:>\s*)*(?:[-*+]|\d{1,9}[.)])?\s*"
_BOXED = re.compile(rf"{_MARKER}\[\s*[^\]\[\w()]?[xX]?\s*\]\s*[*_~`\[(]*{_ID}")
_HALF_A_BOX = re.compile(rf"{_MARKER}(?:\[\s?[xX]?|[xX]?\s?\])\s+[*_~`\[(]*{_ID}")
_ANY_BOX = re.compile(rf"{_MARKER}\[[ xX]\]\s")
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
        if _BOXED.match(line) or (_HALF_A_BOX.match(line)) or (number not in read and _ANY_BOX.match(line))
    ) + tuple(_open_fences(document))


def _message(line: str) -> str:
    return f"This line looks like a task and cannot be read as one: `{line.strip()[:80].replace('`', '')}`"


def _hidden(document: Document) -> set[int]:
    return {
        line
        for block in document.blocks
        if block.kind in {"fence", "comment"}
        for line in range(block.first, block.last + 1)
    }


def _open_fences(document: Document) -> Iterator[SpecProblem]:
    """A fence that nobody closed hides every task below it."""
    for block in document.blocks:
        hidden = [line for line in block.text.split("\n") if _BOXED.match(line) or _ANY_BOX.match(line)]
        if block.kind == "fence" and not block.closed and hidden:
            yield unreadable(
                document.span_of(block.first, block.first),
                f"A code fence opens here and is never closed; it hides {len(hidden)} task lines",
                "Close the fence with a line of back-ticks",
                document.lines[block.first - 1],
            )
