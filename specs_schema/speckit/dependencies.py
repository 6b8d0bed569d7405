"""Which task waits for which: inline notes and the lines of the Dependencies section."""

import re
from collections.abc import Iterator
from itertools import pairwise

from specs_schema.markdown import Document, plain
from specs_schema.speckit.task_line import in_order, task_ids
from specs_schema.speckit.words import DEPENDENCIES

_ID = r"(?:T-?\d+(?:\.\d+)*[A-Za-z]?|TASK[-_ ]?\d+(?:\.\d+)*[a-z]?)"
_LIST = rf"{_ID}(?:\s*(?:,|&|\+|/|–|—|-|and|und|e|y|et|,\s*and|to|through)\s*{_ID})*"
_INLINE = re.compile(
    rf"(?:depends?\s+(?:up)?on|depende\s+de|h[äa]ngt\s+(?:ab\s+)?von|d[ée]pend\s+de|依赖(?:于)?|依赖：|blocked\s+by)"
    rf"[:：]?\s*[*_`]*({_LIST})",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?:tasks?\s+)?({_LIST})\s*(?:[:：]\s*)?(?:(?:must|should|can(?:\s+only)?)\s+)?"
    r"(?:depends?\s+on|requires?|needs?|(?:is|are)\s+blocked\s+by|blocked\s+by|"
    r"(?:(?:be\s+)?(?:starts?|runs?|done|completed?|finish|follows?)\s+)?after|depende[m]?\s+de|依赖(?:于)?)"
    rf"\s+(?:tasks?\s+)?({_LIST})",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?:tasks?\s+)?({_LIST})\s*(?:(?:must|should)\s+(?:be\s+)?(?:complete[d]?|finish(?:ed)?|run|done|land)\s+)?"
    rf"(?:before|blocks?|precedes?|bloqueia)\s+(?:tasks?\s+)?({_LIST})",
    re.IGNORECASE,
)
_ARROW = re.compile(r"\s*(?:→|->|=>|⟶|➜|-->)\s*")


def inline(text: str) -> tuple[str, ...]:
    """Ids in notes such as `(depends on T012, T013)`."""
    return tuple(name for match in _INLINE.finditer(plain(text)) for name in task_ids(match[1]))


def depends_on(document: Document, known: set[str]) -> dict[str, tuple[str, ...]]:
    """For each task the tasks that the Dependencies section says it waits for.

    Only lines that say nothing else about tasks than one relation, or one chain of single tasks.
    """
    found: dict[str, list[str]] = {}
    for block in document.blocks:
        above = document.headings(block)
        if block.kind in {"item", "paragraph"} and any(DEPENDENCIES.search(heading.text) for heading in above):
            for _, line in block.lines():
                for later, earlier in _relations(plain(line)):
                    found.setdefault(later, []).extend(name for name in earlier if name != later)
    return {later: in_order(earlier, known) for later, earlier in found.items() if later in known}


def _relations(line: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    if _ARROW.search(line):
        yield from _chain(line)
    elif after := _AFTER.match(line):
        yield from ((later, task_ids(after[2])) for later in task_ids(after[1]))
    elif before := _BEFORE.match(line):
        yield from ((later, task_ids(before[1])) for later in task_ids(before[2]))


def _chain(line: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """`T001 → T002 → T003`; a link that names several tasks, or none, makes the chain ambiguous."""
    links = [re.sub(r"\s*\([^()]*\)", "", link).strip(" .;:") for link in _ARROW.split(line)]
    links[0] = links[0].rsplit(":", 1)[-1].strip()
    if all(re.fullmatch(_ID, link) for link in links):
        for earlier, later in pairwise(links):
            yield later, (earlier,)
