"""spec.md: user stories and their acceptance scenarios, `US1/AC2`."""

import re
from dataclasses import dataclass, field

from specs_schema.markdown import Block, Document, fold, plain
from specs_schema.requirement import Scenario, Story
from specs_schema.span import Span
from specs_schema.speckit.ids import CRITERION_ID, REQUIREMENT_ID
from specs_schema.speckit.words import ACCEPTANCE, GIVEN, REQUIREMENTS, STEP, USER_STORY, WHEN

_PRIORITY = re.compile(r"\bP(\d)\b")
_SHORT = re.compile(r"^\W*US-?0*(\d+(?:\.\d+)*)\b\s*")
_NUMBER = re.compile(r"\W{0,3}0*(\d+(?:\.\d+)*)\b")
_DECORATION = re.compile(r"^[\s:：–—.·-]+|[\s:：–—·-]+$")
_PRIORITY_NOTE = re.compile(r"[(（\[][^()（）\[\]]*\bP\d\b[^()（）\[\]]*[)）\]]|[-–—]\s*P\d\b")
_MARKS = "*_`~ "
# `**SCN-2**: `, `AC-3 - `, `Scenario 1 (name): ` before the Given.
_SCENARIO_NAME = re.compile(
    r"^[*_`~\s]*(?:[A-Z]{1,6}-?\d+[a-z]?|[^.,;:：*]{1,80}[:：])[*_`~]*[:：\s–—-]*", re.IGNORECASE
)
_MARKED_GIVEN = re.compile(rf"[*_]{{1,3}}\s*{GIVEN.pattern}\s*[:：,]?[*_]", re.IGNORECASE)
_WHEN_OR_THEN = re.compile(
    r"\b(?:when|then|quando|ent[ãa]o|cuando|entonces|wenn|dann|quand|alors)\b|当|那么|则", re.IGNORECASE
)
_BOLD_STEPS = re.compile(r"\*\*[^*\n]{1,24}\*\*")
_FEWEST_BOLD_STEPS = 3


@dataclass(slots=True)
class _Draft:
    """A story that is being read. `heading` is None for scenarios that stand outside every story."""

    id: str
    title: str
    priority: str | None
    span: Span
    text: str
    scenarios: list[Scenario] = field(default_factory=list[Scenario])
    used: set[int] = field(default_factory=set[int])

    def number(self, wanted: int | None) -> int:
        """`wanted` where it is free, else the next number."""
        free = wanted if wanted and wanted not in self.used else max(self.used, default=0) + 1
        self.used.add(free)
        return free


def read_stories(document: Document) -> tuple[tuple[Story, ...], frozenset[int]]:
    """The stories with their scenarios, and the indexes of the blocks that became scenarios."""
    headings = {index: _draft(document, index) for index in _story_headings(document)}
    drafts = _numbered(headings)
    outside = _outside(document, drafts)
    taken: set[int] = set()
    current: _Open | None = None
    for index, block in enumerate(document.blocks):
        if block.kind not in {"item", "paragraph"} or index in taken:
            continue
        story = next((drafts[heading] for heading in reversed(block.section) if heading in drafts), outside)
        current = _continue(document, current, index, block)
        if current and index in current.blocks:
            taken.add(index)
        elif _is_scenario(document, block):
            current = _open(document, index, block, story)
            taken.update(current.blocks)
    stories = [*drafts.values(), *([outside] if outside.scenarios and outside not in drafts.values() else [])]
    return tuple(_story(draft) for draft in stories), frozenset(taken)


@dataclass(slots=True)
class _Open:
    """The scenario read last: lines that begin with When or Then go on with it."""

    story: _Draft
    blocks: set[int]
    parent: int | None
    section: tuple[int, ...]
    last: int


def _story_headings(document: Document) -> list[int]:
    found = [index for index, block in enumerate(document.blocks) if _heads_story(block)]
    # A heading above others that are stories (`## User Stories`) is their container.
    above = {heading for index in found for heading in document.blocks[index].section}
    return [index for index in found if index not in above]


def _heads_story(block: Block) -> bool:
    text = plain(block.text)
    if block.kind != "heading" or block.quoted or block.level == 1:
        return False
    if _SHORT.match(text) or (_PRIORITY_NOTE.search(text) and not REQUIREMENTS.search(text)):
        return True
    words = USER_STORY.search(text)
    plural = re.search(r"stories|scenarios?\b", text, re.IGNORECASE)
    return words is not None and not (plural and not _NUMBER.match(text, words.end()))


def _draft(document: Document, index: int) -> _Draft:
    block = document.blocks[index]
    text = plain(block.text)
    priority = _PRIORITY.search(text)
    title = _PRIORITY_NOTE.sub("", text)
    number = None
    if short := _SHORT.match(title):
        number, title = short[1], title[short.end() :]
    elif words := USER_STORY.search(title):
        digits = _NUMBER.match(title, words.end())
        number, title = (digits[1], title[digits.end() :]) if digits else (None, title[words.end() :])
    body = [document.blocks[inner] for inner in document.under(index)]
    lead = [inner.text for inner in body if inner.kind == "paragraph" and inner.section[-1] == index]
    last = max([block.last, *(inner.last for inner in body)])
    return _Draft(
        id=f"US{number}" if number else "",
        title=_DECORATION.sub("", title).strip() or text,
        priority=f"P{priority[1]}" if priority else _priority_below(lead),
        span=document.span_of(block.first, last),
        text=fold(lead[0]) if lead else "",
    )


def _priority_below(paragraphs: list[str]) -> str | None:
    """The priority from a line such as `**Priority**: P2`."""
    for text in paragraphs:
        if found := re.search(r"^\W*(?:priorit\w*|prioridade|prioridad|优先级)\W+(P\d)\b", plain(text), re.IGNORECASE):
            return found[1]
    return None


def _numbered(drafts: dict[int, _Draft]) -> dict[int, _Draft]:
    """The drafts; those whose heading gives no number get the next free one."""
    used = {draft.id for draft in drafts.values()}
    number = 1
    for draft in drafts.values():
        if not draft.id:
            while f"US{number}" in used:
                number += 1
            draft.id = f"US{number}"
            used.add(draft.id)
    first: dict[str, _Draft] = {}
    for draft in drafts.values():
        # Two stories with one number share the numbering of their scenarios, so that each keeps an id of its own.
        draft.used = first.setdefault(draft.id, draft).used
    return drafts


def _outside(document: Document, drafts: dict[int, _Draft]) -> _Draft:
    """Where scenarios below no story heading go: the only story, or a story that nobody wrote a heading for."""
    if len(drafts) == 1:
        return next(iter(drafts.values()))
    name = "US0" if drafts else "US1"
    return _Draft(id=name, title="", priority=None, span=document.span, text="")


def _is_scenario(document: Document, block: Block) -> bool:
    text = block.text.lstrip(_MARKS + "\n")
    if REQUIREMENT_ID.match(text) or CRITERION_ID.match(text):
        return False
    if GIVEN.match(text):
        return block.number is not None or _reads_as_step(block.text)
    if block.kind != "item":
        return False
    named = _SCENARIO_NAME.match(block.text)
    if named and GIVEN.match(block.text[named.end() :].lstrip(_MARKS)):
        return block.number is not None or _reads_as_step(block.text[named.end() :])
    if block.level > 1:
        return False
    if WHEN.match(text):
        return block.text.lstrip().startswith("**")
    if block.number is None:
        return False
    steps = block.text.lstrip().startswith("**") and len(_BOLD_STEPS.findall(block.text)) >= _FEWEST_BOLD_STEPS
    return steps or _below_acceptance(document, block)


def _reads_as_step(text: str) -> bool:
    """Whether a Given is a step and no sentence that happens to begin so: marked, or with a When or Then."""
    return _MARKED_GIVEN.match(text.lstrip()) is not None or _WHEN_OR_THEN.search(text) is not None


def _below_acceptance(document: Document, block: Block) -> bool:
    """Whether the heading right above a numbered item speaks of acceptance."""
    headings = document.headings(block)
    if not headings or re.search(r"user scenarios", headings[-1].text, re.IGNORECASE):
        return False
    return ACCEPTANCE.search(plain(headings[-1].text)) is not None and not _heads_story(headings[-1])


def _open(document: Document, index: int, block: Block, story: _Draft) -> _Open:
    blocks = {index, *range(index + 1, block.end)}
    number = story.number(block.number or _number_in(block.text))
    text = " ".join(document.blocks[inner].text for inner in sorted(blocks) if document.blocks[inner].kind != "fence")
    last = max(document.blocks[inner].last for inner in blocks)
    story.scenarios.append(
        Scenario(
            id=f"{story.id}/AC{number}",
            text=fold(text),
            span=document.span_of(block.first, last),
            story=story.id,
        )
    )
    return _Open(story, blocks, block.parent, block.section, block.last)


def _number_in(text: str) -> int | None:
    given = re.match(r"[*_`~\s]*(?:AC|SCN|AS)-?0*(\d{1,9})\b", text)
    return int(given[1]) if given else None


def _continue(document: Document, current: _Open | None, index: int, block: Block) -> _Open | None:
    """The open scenario with this block added, when it is a When or Then right after it."""
    if current is None:
        return None
    neighbour = block.parent == current.parent and block.section == current.section and block.first <= current.last + 2
    if not neighbour or block.number is not None or not STEP.match(block.text.lstrip(_MARKS)):
        return current if index in current.blocks else None
    scenario = current.story.scenarios[-1]
    current.blocks.update({index, *range(index + 1, block.end)})
    current.last = block.last
    current.story.scenarios[-1] = scenario.model_copy(
        update={
            "text": fold(f"{scenario.text} {block.text}"),
            "span": document.span_of(scenario.span.first, block.last),
        }
    )
    return current


def _story(draft: _Draft) -> Story:
    return Story(
        id=draft.id,
        title=draft.title,
        priority=draft.priority,
        text=draft.text,
        span=draft.span,
        scenarios=tuple(draft.scenarios),
    )
