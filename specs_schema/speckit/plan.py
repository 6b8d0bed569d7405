"""plan.md: technical context, constitution check, complexity table, and the files its source tree names."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from specs_schema.markdown import Block, Document, fold, plain
from specs_schema.plan import Plan, PlanEntry
from specs_schema.speckit.ids import unique
from specs_schema.speckit.words import (
    COMPLEXITY,
    CONSTITUTION_CHECK,
    DOCUMENTATION,
    STRUCTURE,
    SUMMARY,
    TECHNICAL_CONTEXT,
)

_KEY = re.compile(
    r"\s*(?:[-*+]\s+)?(?:\[[ xX]\]\s*)?(?:\*\*|__)(?P<key>[^*_\n]{1,80}?)(?:\*\*|__)\s*[:：]?\s*(?P<text>.*)", re.DOTALL
)
_BRANCH = re.compile(r"^[\s│|┃]*(?:[├└┣┗+`]|\\)[─━\-]{1,3}\s?")
_COMMENT = re.compile(r"\s+(?:#|//|←|<-|--|—|–|\().*$|\s{2,}\S.*$")
_TREE_NAME = re.compile(r"[\w@.\-+\[\](){}*$]+(?:/[\w@.\-+\[\](){}*$]+)*/?")
_DRAWING = re.compile(r"[├└┣┗]")

EntryKind = Literal["technical_context", "constitution_check", "complexity"]
_SECTIONS: tuple[tuple[re.Pattern[str], EntryKind], ...] = (
    (TECHNICAL_CONTEXT, "technical_context"),
    (COMPLEXITY, "complexity"),
    (CONSTITUTION_CHECK, "constitution_check"),
)


def read_plan(document: Document) -> Plan:
    """What the plan says, as far as it has a form. Tables, bullets and bold keys all count as entries."""
    entries = [entry for index, block in enumerate(document.blocks) for entry in _entries(document, index, block)]
    return Plan(summary=_summary(document), entries=tuple(entries), structure=_structure(document), span=document.span)


def _section(document: Document, block: Block) -> EntryKind | None:
    for heading in reversed(document.headings(block)):
        for words, kind in _SECTIONS:
            if heading.level > 1 and words.search(plain(heading.text)):
                return kind
    return None


def _entries(document: Document, index: int, block: Block) -> Iterator[PlanEntry]:
    kind = _section(document, block)
    if kind is None:
        return
    if block.kind == "row" and block.header and any(cell.strip() for cell in block.cells):
        key, rest = plain(block.cells[0]), fold(" | ".join(block.cells[1:]))
        yield PlanEntry(kind=kind, key=key, text=rest, span=document.span_of(block.first, block.last))
    elif block.kind == "item" and block.level == 1:
        inner = " ".join(document.blocks[at].text for at in range(index + 1, block.end))
        yield _entry(document, kind, f"{block.text} {inner}", block.first, block.last)
    elif block.kind == "paragraph" and block.parent is None:
        yield from _keyed(document, kind, block)


def _keyed(document: Document, kind: EntryKind, block: Block) -> Iterator[PlanEntry]:
    """The entries of a paragraph: one for each line that begins with a bold key, else one for all of it."""
    lines = block.text.split("\n")
    starts = [0, *(offset for offset, line in enumerate(lines) if offset and _KEY.match(line))]
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        text = "\n".join(lines[start:stop])
        yield _entry(document, kind, text, block.first + start, block.first + stop - 1)


def _entry(document: Document, kind: EntryKind, text: str, first: int, last: int) -> PlanEntry:
    keyed = _KEY.match(text)
    key, rest = (keyed["key"].strip(" :："), keyed["text"]) if keyed else ("", text)
    return PlanEntry(kind=kind, key=key, text=fold(rest), span=document.span_of(first, last))


def _summary(document: Document) -> str:
    for index, block in enumerate(document.blocks):
        if block.kind == "heading" and SUMMARY.search(plain(block.text)):
            inner = [document.blocks[at] for at in document.under(index)]
            return fold(" ".join(one.text for one in inner if one.kind in {"paragraph", "item"}))
    return ""


def _structure(document: Document) -> tuple[str, ...]:
    """Paths from the fenced trees; the tree of the feature's own documents is left out."""
    found: list[str] = []
    for block in document.blocks:
        headings = [plain(heading.text) for heading in document.headings(block)]
        about_code = any(STRUCTURE.search(heading) for heading in headings)
        about_documents = bool(headings) and DOCUMENTATION.search(headings[-1])
        if block.kind == "fence" and not about_documents and (about_code or _DRAWING.search(block.text)):
            found.extend(_tree(block.text.split("\n")))
    return unique(found)


def _tree(lines: Sequence[str]) -> Iterator[str]:
    """The paths of a drawn or indented tree, folders with a slash at the end."""
    above: list[tuple[int, str]] = []
    for line in lines:
        branch = _BRANCH.match(line)
        indent = len(branch[0].rstrip()) if branch else len(line) - len(line.lstrip())
        name = _COMMENT.sub("", line[branch.end() if branch else 0 :].strip()).strip()
        if not _TREE_NAME.fullmatch(name) or name in {".", "./"} or not re.search(r"\w", name):
            continue
        while above and above[-1][0] >= indent:
            above.pop()
        path = "".join(parent for _, parent in above) + name
        yield path
        above.append((indent, f"{name.rstrip('/')}/"))
