"""spec.md: requirements and success criteria, by id wherever they stand, by heading where a spec has no ids."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from specs_schema.markdown import Block, Document, fold, plain
from specs_schema.problem import SpecProblem
from specs_schema.requirement import Requirement, SuccessCriterion
from specs_schema.speckit.ids import (
    ANY_ID,
    CRITERION_ID,
    CRITERION_OF_ACCEPTANCE,
    REQUIREMENT_ID,
    SHORT_ID,
    cites,
    strength,
    unique,
    unreadable,
)
from specs_schema.speckit.words import ENTITIES, REQUIREMENTS, SUCCESS_CRITERIA

# Bounded, so that a line of nothing but brackets costs nothing.
_OPENING = r"[*_~`\[(\s]{0,30}(?:\[[ xX]\]\s{0,9})?[*_~`\[(]{0,9}"
_HEAD = re.compile(
    rf"{_OPENING}(?P<id>{CRITERION_ID.pattern}|{REQUIREMENT_ID.pattern}|{CRITERION_OF_ACCEPTANCE.pattern}"
    rf"|{ANY_ID.pattern}|{SHORT_ID.pattern})(?P<mark>[*_~`\])]*)(?P<rest>.*)",
    re.DOTALL,
)
_HEAD_ONLY = re.compile(
    rf"{_OPENING}(?:{CRITERION_ID.pattern}|{REQUIREMENT_ID.pattern}|{ANY_ID.pattern}|{SHORT_ID.pattern})"
)
_COLON = re.compile(r"[*_~`\])\s]{0,9}(?:\([^()]{0,400}\))?[*_~`\s]{0,9}[:：]")
_SEPARATOR = re.compile(r"^[*_~`\])]*[\s:：.)·|–—-]*")
# `FR-001, FR-002` and ranges of numbers refer to what is written elsewhere.
_NOT_ONE = re.compile(
    r"\s*(?:[,/&+]|[–—]|-(?=[A-Z])|\.{2,3}|and\b|or\b|to\b|through\b)\s*[*_`]*[A-Z]{1,8}-?\d|[–—/]\d{2,}\b(?!%)"
)
_HEADER = re.compile(r"id|req|#|no\.?$|编号|需求", re.IGNORECASE)

Kind = Literal["requirement", "criterion"]


@dataclass(frozen=True, slots=True)
class _Found:
    """A requirement or criterion with the lines it stands on."""

    kind: Kind
    id: str
    text: str
    first: int
    last: int
    block: int
    given: bool = True


@dataclass(frozen=True, slots=True)
class Requirements:
    """What was found; `unnamed` are the ids that the document did not give itself."""

    requirements: tuple[Requirement, ...]
    criteria: tuple[SuccessCriterion, ...]
    unnamed: frozenset[str]
    problems: tuple[SpecProblem, ...]


def read_requirements(document: Document, scenarios: frozenset[int]) -> Requirements:
    """Requirements and success criteria. `scenarios` are blocks that are acceptance scenarios already."""
    named = [*_with_ids(document, scenarios)]
    rows = [found for found in _in_rows(document) if found.id not in {one.id for one in named}]
    named += rows  # a row about an id that is written out elsewhere is a reference
    kinds = {found.kind for found in named}
    unnamed = [found for found in _without_ids(document, scenarios) if found.kind not in kinds]
    found = sorted([*named, *unnamed], key=lambda one: (one.first, one.block))
    return Requirements(
        requirements=tuple(_requirement(document, one) for one in found if one.kind == "requirement"),
        criteria=tuple(_criterion(document, one) for one in found if one.kind == "criterion"),
        unnamed=frozenset(one.id for one in unnamed),
        problems=tuple(_empty(document, one) for one in found if not one.text),
    )


def _with_ids(document: Document, scenarios: frozenset[int]) -> Iterator[_Found]:
    for index, block in enumerate(document.blocks):
        if index in scenarios or block.quoted:
            continue
        if block.kind in {"item", "paragraph"}:
            yield from _in_text(document, index, block)
        elif block.kind == "heading" and block.level > 1:
            yield from _in_heading(document, index, block)


def _in_text(document: Document, index: int, block: Block) -> Iterator[_Found]:
    """Ids at the beginning of an item, or of any line of it: a list whose bullets somebody forgot."""
    lines = block.text.split("\n")
    heads = [(offset, head) for offset, text in enumerate(lines) if (head := _head(document, block, text))]
    lead = next((offset for offset, text in enumerate(lines) if text.strip()), 0)
    for position, (offset, (kind, name, rest, marked)) in enumerate(heads):
        if offset != lead and not _COLON.match(_HEAD_ONLY.sub("", lines[offset], count=1)):
            continue  # a line that goes on with a sentence and happens to begin with an id
        if not marked and not re.search(r"\w", rest):
            continue  # an id alone refers to what is written elsewhere
        stop = heads[position + 1][0] if position + 1 < len(heads) else len(lines)
        text, last = "\n".join([rest, *lines[offset + 1 : stop]]), block.first + stop - 1
        if stop == len(lines) and block.kind == "item":
            inner, last = _inside(document, index, last)
            text = f"{text} {inner}"
        text = fold(text).strip()
        if text or marked:
            yield _Found(kind, name, text, block.first + offset, last, index)


def _head(document: Document, block: Block, text: str) -> tuple[Kind, str, str, bool] | None:
    """Kind, id and what follows it, and whether the id is marked as one: bold, or with a colon after it."""
    head = _HEAD.match(text)
    if not head or _NOT_ONE.match(head["rest"]):
        return None
    kind, rest = _kind(document, block, head["id"]), head["rest"]
    bold = text.lstrip("[ xX]").startswith(("*", "_", "`"))
    marked = bold or _COLON.match(head["mark"] + rest) is not None
    if kind is None or (block.kind == "paragraph" and not marked):
        return None
    if text.lstrip().startswith("**") and "**" not in head["mark"]:
        # `**FR-001 (Title)**: text`: the emphasis closes after the id, its marks are not text.
        rest = re.sub(r"^([^*\n]{1,160}?)\*\*", r"\1", rest)
    return kind, head["id"], _SEPARATOR.sub("", rest), marked


def _kind(document: Document, block: Block, name: str) -> Kind | None:
    if CRITERION_ID.fullmatch(name):
        return "criterion"
    if REQUIREMENT_ID.fullmatch(name) or CRITERION_OF_ACCEPTANCE.fullmatch(name):
        return "requirement"
    return "requirement" if _kind_of_section(document.headings(block)) == "requirement" else None


def _inside(document: Document, index: int, last: int) -> tuple[str, int]:
    """Text and last line of what an item holds beside its first paragraph, up to a subject of its own."""
    parts: list[str] = []
    at = index + 1
    while at < document.blocks[index].end:
        inner = document.blocks[at]
        if inner.kind == "item" and _head(document, inner, inner.text):
            break
        if inner.kind != "fence":
            parts.append(inner.text)
        last = max(last, inner.first + inner.text.count("\n") if inner.kind == "item" else inner.last)
        at += 1
    return " ".join(parts), last


def _in_rows(document: Document) -> Iterator[_Found]:
    """Rows whose first cell is an id and nothing else, in a table that is headed as a list of ids."""
    for index, block in enumerate(document.blocks):
        if not block.header or len(block.cells) < 2 or not _HEADER.match(plain(block.header[0])):  # noqa: PLR2004
            continue
        head = _HEAD.fullmatch(block.cells[0].strip())
        kind = _kind(document, block, head["id"]) if head and not head["rest"].strip() else None
        if head and kind:
            yield _Found(kind, head["id"], fold(" | ".join(block.cells[1:])), block.first, block.last, index)


def _in_heading(document: Document, index: int, block: Block) -> Iterator[_Found]:
    head = _HEAD.match(block.text)
    if not head or _NOT_ONE.match(head["rest"]) or not (kind := _kind(document, block, head["id"])):
        return
    inner = [document.blocks[at] for at in document.under(index)]
    own = [one for one in inner if one.section[-1] == index and one.kind in {"item", "paragraph"}]
    text = " ".join([_SEPARATOR.sub("", head["rest"]), *(one.text for one in own)])
    last = max([block.last, *(one.last for one in own)])
    yield _Found(kind, head["id"], fold(text), block.first, last, index)


def _without_ids(document: Document, scenarios: frozenset[int]) -> Iterator[_Found]:
    """Bullets below a requirements or success heading; where it has none, the headings below it."""
    counted: Counter[str] = Counter()
    for index, block in enumerate(document.blocks):
        headings = document.headings(block)
        kind = _kind_of_section(headings)
        if kind is None or index in scenarios or block.quoted:
            continue
        if block.kind == "item" and block.level == 1:
            heading = plain(headings[-1].text)
            counted[heading] += 1
            text, last = _inside(document, index, block.first + block.text.count("\n"))
            name = f"{_without_remark(heading)} #{counted[heading]}"
            yield _Found(kind, name, fold(f"{block.text} {text}"), block.first, last, index, given=False)
        elif block.kind == "heading" and not _holds(document, index, "item") and _holds(document, index, "paragraph"):
            own = [document.blocks[at] for at in document.under(index) if document.blocks[at].kind == "paragraph"]
            text = fold(" ".join(one.text for one in own))
            yield _Found(kind, plain(block.text), text, block.first, own[-1].last, index, given=False)


def _kind_of_section(headings: tuple[Block, ...]) -> Kind | None:
    """What the items below these headings are; the innermost heading that says something decides."""
    for heading in reversed(headings):
        text = plain(heading.text)
        if heading.level == 1 or ENTITIES.search(text):
            return None
        if SUCCESS_CRITERIA.search(text):
            return "criterion"
        if REQUIREMENTS.search(text):
            return "requirement"
    return None


def _without_remark(heading: str) -> str:
    """`Requirements` for `Requirements (mandatory)`."""
    return re.sub(r"\s*[(（].*?[)）]$|\s+mandatory$", "", heading, flags=re.IGNORECASE)


def _holds(document: Document, heading: int, kind: str) -> bool:
    return any(document.blocks[at].kind == kind for at in document.under(heading))


def _requirement(document: Document, found: _Found) -> Requirement:
    headings = document.headings(document.blocks[found.block])
    return Requirement(
        id=found.id,
        text=found.text,
        span=document.span_of(found.first, found.last),
        strength=strength(found.text),
        heading=fold(plain(headings[-1].text)) if headings else "",
        cites=unique([name for name in (*cites(found.text), *_stories(found.text)) if name != found.id]),
    )


def _stories(text: str) -> Iterator[str]:
    for match in re.finditer(r"\b(?:US-?|User Stor(?:y|ies) )0*(\d+)\b(?!\s?/\s?AC)", text):
        yield f"US{match[1]}"


def _criterion(document: Document, found: _Found) -> SuccessCriterion:
    return SuccessCriterion(id=found.id, text=found.text, span=document.span_of(found.first, found.last))


def _empty(document: Document, found: _Found) -> SpecProblem:
    return unreadable(
        document.span_of(found.first, found.last),
        f"`{found.id}` says nothing",
        f"Say what `{found.id}` asks for, or remove it",
        found.id,
    )
