"""research.md: decisions, each with its rationale and what was not chosen."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from specs_schema.markdown import Block, Document, fold, plain
from specs_schema.speckit.words import ALTERNATIVES, DECISION, RATIONALE
from specs_schema.subject import Decision

_LABEL = re.compile(
    r"\s*(?:\*\*|__)(?P<label>[^*_\n]{1,120}?)[:：]?(?:\*\*|__)\s*[:：]?\s*|\s*(?P<bare>[A-Z][\w ]{2,30})[:：]\s+"
)
_OWN_ID = re.compile(r"(?:§\s*)?(?P<id>(?:R|D|DEC|ADR|Q|RQ|RD)-?\d+(?:\.\d+)*[a-z]?)\b[\s:：.—–-]*", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?P<word>decis(?:ion|ão|ión)|decisão|entscheidung|topic|决策)\s*(?P<number>\d+(?:\.\d+)*)?\s*[:：.—–-]+\s*",
    re.IGNORECASE,
)
_PLAIN_NUMBER = re.compile(r"^\d+(?:\.\d+)*[.):]?\s+")


@dataclass(slots=True)
class _Parts:
    """The pieces of one decision while they are gathered."""

    decision: list[str]
    rationale: list[str]
    alternatives: list[str]
    last: int


def read_decisions(document: Document) -> tuple[Decision, ...]:
    """Every heading below which something is decided, and every row of a table that decides."""
    found: list[Decision] = []
    for index, block in enumerate(document.blocks):
        if block.kind == "heading" and block.level > 1:
            found.extend(_below(document, index))
        elif block.kind == "row" and block.header:
            found.extend(_row(document, block))
    return tuple(found)


def _below(document: Document, index: int) -> Iterator[Decision]:
    heading = document.blocks[index]
    title = plain(heading.text)
    if _role(title):
        return
    parts = _gather(document, index)
    named = _NUMBERED.match(_PLAIN_NUMBER.sub("", title, count=1))
    if not parts.decision and not (named and (parts.rationale or parts.alternatives)):
        return
    name, topic = _name(title)
    yield Decision(
        id=name,
        topic=topic,
        text=fold(" ".join(parts.decision)) or topic,
        rationale=fold(" ".join(parts.rationale)),
        alternatives=fold(" ".join(parts.alternatives)),
        span=document.span_of(heading.first, max(heading.last, parts.last)),
    )


def _gather(document: Document, index: int) -> _Parts:
    """The labelled pieces below a heading: bold labels in prose and bullets, or headings of one level more."""
    parts = _Parts([], [], [], 0)
    current: list[str] | None = None
    for at in document.under(index):
        block = document.blocks[at]
        if block.kind == "heading":
            role = _role(plain(block.text))
            if role is None:
                current = None
                continue
            current = _list(parts, role)
        elif block.kind in {"paragraph", "item"} and _owner(document, block, index):
            for label, text in _labelled(block.text.split("\n")):
                # An item without a label below a labelled one goes on with it; a paragraph does as well.
                current = _list(parts, _role(label)) if label and _role(label) else current
                if current is not None:
                    current.append(text if label and _role(label) else f"{label}: {text}" if label else text)
                    parts.last = block.last
    return parts


def _owner(document: Document, block: Block, index: int) -> bool:
    """Whether the block belongs to this heading: no heading between them but those that name a part."""
    inner = block.section[block.section.index(index) + 1 :] if index in block.section else ()
    return all(_role(plain(document.blocks[at].text)) for at in inner)


def _labelled(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Label and text, from each line that begins with a label to the next."""
    label, text = "", list[str]()
    for line in lines:
        found = _LABEL.match(line)
        name = (found["label"] or found["bare"] or "").strip(" :：") if found else ""
        if found and (found["label"] or _role(name)):
            if label or text:
                yield label, " ".join(text)
            label, text = name, [line[found.end() :]]
        else:
            text.append(line)
    yield label, " ".join(text)


def _role(label: str) -> str | None:
    label = label.strip(" :：*")
    if DECISION.match(label):
        return "decision"
    if RATIONALE.search(label):
        return "rationale"
    return "alternatives" if ALTERNATIVES.search(label) else None


def _list(parts: _Parts, role: str | None) -> list[str]:
    match role:
        case "decision":
            return parts.decision
        case "rationale":
            return parts.rationale
        case _:
            return parts.alternatives


def _name(title: str) -> tuple[str, str]:
    """Id and topic: `R3` of `R3 - Storage`, `Decision 2` of `Decision 2: Queues`, else the topic itself."""
    if own := _OWN_ID.match(title):
        return own["id"], title[own.end() :].strip() or title
    bare = _PLAIN_NUMBER.sub("", title, count=1)
    if numbered := _NUMBERED.match(bare):
        topic = bare[numbered.end() :].strip() or bare
        return (f"{numbered['word']} {numbered['number']}" if numbered["number"] else topic), topic
    return bare, bare


def _row(document: Document, block: Block) -> Iterator[Decision]:
    """A row of a table with a column of decisions."""
    columns = {_role(plain(cell)): position for position, cell in enumerate(block.header) if _role(plain(cell))}
    chosen = columns.get("decision")
    if chosen is None or chosen >= len(block.cells):
        return
    cells = [fold(cell) for cell in block.cells]
    topic = plain(cells[0]) if chosen else plain(cells[chosen])
    if topic and cells[chosen]:
        name, rest = _name(topic)
        yield Decision(
            id=name,
            topic=rest,
            text=cells[chosen],
            rationale=_cell(cells, columns.get("rationale")),
            alternatives=_cell(cells, columns.get("alternatives")),
            span=document.span_of(block.first, block.last),
        )


def _cell(cells: Sequence[str], position: int | None) -> str:
    return cells[position] if position is not None and position < len(cells) else ""
