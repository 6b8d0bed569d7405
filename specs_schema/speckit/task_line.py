"""One task line: box, id, labels, and the text that is left."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from specs_schema.speckit.ids import numbers_between, unique

# `[ ]`, `[x]`, `[~]` and the like; a letter other than x is a label (`[P] tasks = different files`).
_BOX = re.compile(r"\[\s*([^\s\w\[\]()`*]|[xX])?\s*\](?!\()\s*")
_EMOJI_BOX = re.compile(r"([✅☑✔⬜☐])\ufe0f?\s*")
_DONE = frozenset("xX✅☑✔✓")
_OPEN_EMOJI = frozenset("⬜☐")
_MARKER = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+(?=\[)")
_WRAP = r"[*_~`]*"
_T = r"(?:T-?\d+(?:\.\d+)*[A-Za-z]?'?|(?:TASK|Task)[-_ ]?\d+(?:\.\d+)*[a-z]?|CHK-?\d+[a-z]?)"
_RANGE = rf"(?:{_T}\s?(?:[–—]|-(?=T))\s?{_T}(?!\w))"
_TASK_ID = re.compile(rf"(?<![\w/.-])(?:{_T})(?![\w/])(?!-\w)(?!\.\w)")
_END_OF_ID = r"(?=$|[\s:：.,;·|\[(—–-])"
_HEAD_ID = re.compile(rf"{_WRAP}[\[(]?{_WRAP}({_RANGE}|{_T}){_WRAP}[\])]?{_WRAP}{_END_OF_ID}")
_OTHER_ID = r"[A-Z]{1,8}-?\d{1,5}[a-z]?|\d+(?:\.\d+)+|\d+(?=\.\s)"
_OTHER_HEAD_ID = re.compile(rf"{_WRAP}[\[(]?{_WRAP}({_OTHER_ID}){_WRAP}[\])]?{_WRAP}{_END_OF_ID}")
_LABEL = re.compile(rf"{_WRAP}\[([^\[\]`/\\\n]{{1,60}})\]{_WRAP}(?=$|[\s\[:：.,*(—–-])(?!\()\s*")
_SEPARATOR = re.compile(r"\s*(?:[:：·|—–-]|\.(?=\s|$))*\s*")
_SEPARATOR_AFTER_LABELS = re.compile(r"[:：·|—–-]+\s+")
_LABEL_AT_END = re.compile(r"\s\[([A-Z][\w. -]{0,30})\]\s*$")
_STORY = re.compile(r"US-?\s?0*(\d+(?:\.\d+)*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TaskLine:
    """What stands on the first line of a task. `id` is empty where the line gives none.

    `state` is the character in the box, `none` without a box. `rest` is the text from there on.
    """

    id: str
    state: str
    labels: tuple[str, ...]
    rest: str

    @property
    def boxed(self) -> bool:
        """Whether the line has a box."""
        return self.state != "none"

    @property
    def done(self) -> bool:
        """Whether the box is ticked."""
        return self.state in _DONE

    @property
    def story(self) -> str | None:
        """The story that its labels name first."""
        named = [story for label in self.labels if (story := _STORY.match(label))]
        return f"US{named[0][1]}" if named else None


def read_line(text: str, *, any_id: bool = False) -> TaskLine:
    """Box, id and labels at the beginning of `text`. `any_id`: other forms than `T001` are ids too."""
    text = text.lstrip()
    state, rest = _box(text)
    name, labels = "", list[str]()
    while True:
        if not name and (head := _head_id(rest, any_id=any_id)):
            name = re.sub(r"\s+", " ", head[1])
            rest = _without(_SEPARATOR, rest[head.end() :])
            if state == "none":
                state, rest = _box(rest)
        elif label := _LABEL.match(rest):
            labels.append(label[1].strip())
            rest = rest[label.end() :]
        else:
            break
    if labels:
        rest = _without(_SEPARATOR_AFTER_LABELS, rest)
    if trailing := _LABEL_AT_END.search(rest.split("\n", 1)[0]):
        labels.append(trailing[1])
    return TaskLine(name, state, unique(labels), rest)


def without_marker(text: str) -> str:
    """`text` without a list marker before a box: a paragraph's line that CommonMark takes for no list."""
    return _without(_MARKER, text)


def _without(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.match(text)
    return text[found.end() :] if found else text


def _box(text: str) -> tuple[str, str]:
    if box := _BOX.match(text):
        return box[1] or " ", text[box.end() :]
    emoji = _EMOJI_BOX.match(text)
    if emoji and _HEAD_ID.match(text, emoji.end()):
        return (" " if emoji[1] in _OPEN_EMOJI else emoji[1]), text[emoji.end() :]
    return "none", text


def _head_id(text: str, *, any_id: bool) -> re.Match[str] | None:
    return _HEAD_ID.match(text) or (_OTHER_HEAD_ID.match(text) if any_id else None)


def task_ids(text: str) -> tuple[str, ...]:
    """Ids of tasks in `text`, ranges such as `T003-T006` spelled out."""
    found: list[str] = []
    end = 0
    text = re.sub(r"(?<=\d)-(?=T\d)", "–", text)
    for match in _TASK_ID.finditer(text):
        if found and re.fullmatch(r"[*_`\s]*(?:[–—]|\bto\b|\bthrough\b)[*_`\s]*", text[end : match.start()]):
            found.extend(numbers_between(found[-1], match[0]))
        found.append(match[0])
        end = match.end()
    return unique(found)


def in_order(ids: Iterable[str], known: set[str]) -> tuple[str, ...]:
    """The ids that some task of the document has, without repetition."""
    return unique(name for name in ids if name in known)
