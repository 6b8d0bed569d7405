"""constitution.md: the principles of a project, its version, and what nobody filled in."""

import re
from collections.abc import Iterator

from specs_schema.constitution import Constitution
from specs_schema.markdown import Document, fold, plain, read_markdown
from specs_schema.problem import SpecProblem
from specs_schema.speckit.ids import Ids, strength, unique
from specs_schema.speckit.words import CORE_PRINCIPLES, GOVERNANCE
from specs_schema.subject import Principle

_NUMBERED = re.compile(
    r"(?:(?:principle|princípio|principio|article|原则|第)\s*)?(?P<id>[IVXLC]+|\d+(?:\.\d+)*|P\d+)(?:\s*[.):：、—–-]+\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"\s*\((?:NON-NEGOTIABLE|MANDATORY|REQUIRED|NON NEGOTIABLE|INEGOCIÁVEL|不可协商)\)\s*", re.IGNORECASE
)
_VERSION = re.compile(
    r"(?:version|versão|versión|版本|バージョン)\W{0,6}[:：]\W*(?P<version>[\[\w.\-+\]]+)", re.IGNORECASE
)
_PLACEHOLDER = re.compile(r"\[[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\]")
_SECTION = 2  # the level of a section; principles stand one below


def read_constitution(path: str, text: str) -> tuple[Constitution, tuple[SpecProblem, ...]]:
    """The constitution that `text` is. A template that nobody filled in has placeholders and no principles."""
    document = read_markdown(path, text)
    ids = Ids()
    headings = [block for block in document.blocks if block.kind == "heading" and block.level == 1]
    return Constitution(
        path=path,
        title=fold(plain(headings[0].text)) if headings else "",
        version=_version(document),
        principles=tuple(ids.take(principle) for principle in _principles(document)),
        placeholders=_placeholders(document),
        span=document.span,
    ), tuple(ids.problems)


def _principles(document: Document) -> Iterator[Principle]:
    for index, block in enumerate(document.blocks):
        if block.kind == "heading" and not block.quoted and _states_principle(document, index):
            principle = _principle(document, index)
            section = block.level <= _SECTION and not _NUMBERED.match(plain(block.text))
            if principle.text and not (section and principle.strength is None):
                yield principle


def _states_principle(document: Document, index: int) -> bool:
    """A heading right below the principles section, one with a number, or a section beside it with rules.

    Governance is about the constitution, not about code.
    """
    block = document.blocks[index]
    titles = [plain(heading.text) for heading in document.headings(block)] + [plain(block.text)]
    if block.level == 1 or _PLACEHOLDER.search(block.text) or any(GOVERNANCE.search(title) for title in titles[1:]):
        return False
    sections = document.headings(block)
    if block.level == _SECTION:
        return not (CORE_PRINCIPLES.search(titles[-1]) and _has_headings(document, index))
    in_principles = CORE_PRINCIPLES.search(titles[-2]) is not None if sections else False
    numbered = _NUMBERED.match(titles[-1]) is not None
    return block.level == _SECTION + 1 and (in_principles or numbered)


def _has_headings(document: Document, index: int) -> bool:
    return any(document.blocks[at].kind == "heading" for at in document.under(index))


def _principle(document: Document, index: int) -> Principle:
    block = document.blocks[index]
    title = _REMARK.sub("", fold(plain(block.text)))
    numbered = _NUMBERED.match(title)
    name = title[numbered.end() :] if numbered else title
    own = [document.blocks[at] for at in document.under(index) if not _nested(document, index, at)]
    text = fold(" ".join(_PLACEHOLDER.sub("", one.text) for one in own if one.kind in {"paragraph", "item", "row"}))
    last = max([block.last, *(one.last for one in own)])
    return Principle(
        id=numbered["id"] if numbered else name,
        name=name,
        text=text,
        strength=strength(text),
        span=document.span_of(block.first, last),
    )


def _nested(document: Document, index: int, at: int) -> bool:
    """Whether the block at `at` belongs to a principle below the heading at `index`."""
    block = document.blocks[at]
    inner = block.section[block.section.index(index) + 1 :]
    return any(_states_principle(document, heading) for heading in (*inner, *([at] if block.kind == "heading" else [])))


def _version(document: Document) -> str:
    """The version from the last line that gives one: the report on top names old and new."""
    for block in reversed(document.blocks):
        if block.kind in {"paragraph", "item", "row"} and (found := _VERSION.search(plain(block.text))):
            version = found["version"].strip(".[]")
            return "" if _PLACEHOLDER.search(found["version"]) or version.isupper() else version
    return ""


def _placeholders(document: Document) -> tuple[str, ...]:
    shown = (block.text for block in document.blocks if block.kind not in {"fence", "comment"})
    return unique(name for text in shown for name in _PLACEHOLDER.findall(text))
