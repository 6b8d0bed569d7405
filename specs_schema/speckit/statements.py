"""spec.md and plan.md: edge cases, assumptions, clarifications, and the questions that are still open."""

import re
from collections.abc import Iterator
from typing import Literal

from specs_schema.markdown import Block, Document, fold, plain
from specs_schema.problem import SpecProblem
from specs_schema.requirement import Statement
from specs_schema.speckit.words import ASSUMPTIONS, CLARIFICATIONS, EDGE_CASES

_MARKER = re.compile(r"\[\s*NEEDS[ _-]CLARIFICATIONS?\s*(?P<colon>[:：—–-]?)", re.IGNORECASE)
_CODE = re.compile(r"(?<!`)(`+)(?!`).{1,2000}?(?<!`)\1(?!`)", re.DOTALL)
# `[NEEDS CLARIFICATION: question]` in back-ticks is talk about the marker; a real question has some words.
_FEWEST_WORDS = 4
_LONGEST_QUESTION = 2_000  # characters

StatementKind = Literal["edge_case", "assumption", "clarification"]


def read_statements(document: Document, scenarios: frozenset[int]) -> tuple[Statement, ...]:
    """Items below the headings for edge cases, assumptions and clarifications, in document order."""
    found: list[Statement] = []
    for index, block in enumerate(document.blocks):
        kind = _kind(document, block)
        outermost = block.kind == "item" and block.level == 1
        if kind and index not in scenarios and (outermost or _is_prose(block)):
            inner = [document.blocks[at].text for at in range(index + 1, block.end) if block.kind == "item"]
            last = block.last
            text = fold(" ".join([block.text, *inner]))
            found.append(Statement(kind=kind, text=text, span=document.span_of(block.first, last)))
    return tuple(found)


def open_questions(document: Document) -> tuple[tuple[Statement, ...], tuple[SpecProblem, ...]]:
    """Every `[NEEDS CLARIFICATION: ...]` of the document, as a statement and as a problem."""
    statements: list[Statement] = []
    for block in document.blocks:
        if block.kind in {"item", "paragraph", "row", "heading"}:
            statements.extend(_open_in(document, block))
    return tuple(statements), tuple(_problem(statement) for statement in statements)


def _kind(document: Document, block: Block) -> StatementKind | None:
    for heading in reversed(document.headings(block)):
        text = plain(heading.text)
        if EDGE_CASES.search(text):
            return "edge_case"
        if CLARIFICATIONS.search(text):
            return "clarification"
        if ASSUMPTIONS.search(text):
            return "assumption"
        if heading.level <= 2:  # noqa: PLR2004 - a section of the template
            return None
    return None


def _is_prose(block: Block) -> bool:
    """A paragraph of its own that is more than a label or a remark in italics."""
    lone = block.kind == "paragraph" and block.parent is None
    return lone and not block.text.startswith(("*", "_")) and not block.text.rstrip().endswith((":", "："))


def _open_in(document: Document, block: Block) -> Iterator[Statement]:
    text = block.text
    in_code = {
        marker.start() for code in _CODE.finditer(text) for marker in _MARKER.finditer(text, code.start(), code.end())
    }
    line, counted, end = block.first, 0, -1
    for marker in _MARKER.finditer(text):
        if marker.start() < end:
            continue  # inside the question before
        end = _closing(text, marker.start())
        question = fold(text[marker.end() : end].strip("[] ")) or _beside(text, marker.start(), end)
        line, counted = line + text.count("\n", counted, marker.start()), marker.start()
        if _is_question(question, coded=marker.start() in in_code, colon=bool(marker["colon"])):
            last = line + text.count("\n", marker.start(), end)
            yield Statement(kind="open_clarification", text=question, span=document.span_of(line, last))


def _is_question(question: str, *, coded: bool, colon: bool) -> bool:
    """Whether the marker asks something; `coded`: it stands in back-ticks."""
    if not coded:
        return bool(question)
    return colon and (len(question.split()) >= _FEWEST_WORDS or _is_cjk(question))


def _is_cjk(text: str) -> bool:
    return re.search(r"[\u3040-\u9fff\uac00-\ud7af]{4}", text) is not None


def _closing(text: str, start: int) -> int:
    """Where the bracket that opens at `start` closes; where a question must end when it never does."""
    depth = 0
    stop = min(len(text), start + _LONGEST_QUESTION)
    for position in range(start, stop):
        depth += {"[": 1, "]": -1}.get(text[position], 0)
        if depth == 0:
            return position
    return stop


def _beside(text: str, start: int, end: int) -> str:
    """The question of a bare `[NEEDS CLARIFICATION]`: what follows it at the start of a line, or precedes it."""
    before = text[:start].rsplit("\n", 1)[-1].strip(" *-[]x")
    after = text[end + 1 :].strip()
    if not before or before.endswith((":", "：")):
        return fold(after) or before
    return (
        fold(before)
        if not after.strip(" .*") and not re.search(r"\b(?:no|zero|any)\s*$", before, re.IGNORECASE)
        else ""
    )


def _problem(statement: Statement) -> SpecProblem:
    return SpecProblem(
        kind="open-clarification",
        message=f"An open question: {statement.text[:200]}",
        hint="Answer it in the spec, or run `/speckit.clarify`, and remove the `[NEEDS CLARIFICATION]` marker",
        span=statement.span,
        key=re.sub(r"\W+", " ", statement.text.lower()).strip()[:200],
    )
