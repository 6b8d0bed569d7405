"""JSON text to a tree with lines, without recursion."""

import json
import re
from dataclasses import dataclass, field

from specs_schema.contracts.tree import (
    MAX_DEPTH,
    MAX_NODES,
    SPLIT,
    Duplicate,
    Items,
    Malformed,
    MappingDraft,
    Node,
    Scalar,
    Tree,
    escaped,
)

_TOKEN = re.compile(
    r'[ \t\r\n]*(?:(?P<string>"(?:[^"\\\x00-\x1f]|\\.)*")|(?P<mark>[\[\]{}:,])|(?P<word>-?[\w.+-]+)|(?P<end>\Z))'
)
_COMMENT = re.compile(r'"(?:[^"\\\n]|\\.)*"|(?P<comment>//[^\n]*|/\*.*?\*/)', re.DOTALL)
_WORD = re.compile(r"true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")


@dataclass(slots=True)
class _Open:
    """An array or object that is not closed yet. `key` waits for its value."""

    mark: str
    pointer: str
    first: int
    draft: MappingDraft
    values: list[Node] = field(default_factory=list[Node])
    key: Scalar | None = None


@dataclass(slots=True)
class _Reading:
    text: str
    position: int = 0
    line: int = 1
    nodes: int = 0
    duplicates: list[Duplicate] = field(default_factory=list[Duplicate])
    stack: list[_Open] = field(default_factory=list[_Open])

    def token(self) -> tuple[str, str]:
        """Kind and text of the next token; moves on."""
        found = _TOKEN.match(self.text, self.position)
        if not found or not found.lastgroup:
            raise self.unexpected()
        start = found.start(found.lastgroup)
        self.line += self.text.count("\n", self.position, start)
        self.position = found.end()
        return found.lastgroup, found[found.lastgroup]

    def unexpected(self) -> Malformed:
        """What is wrong with the next character, where no token begins."""
        start = len(self.text) - len(self.text[self.position :].lstrip())
        line = self.line + self.text.count("\n", self.position, start)
        if self.text.startswith(("//", "/*", "#"), start):
            return Malformed("Not JSON: a comment", line, "Remove the comment, or write the document as YAML")
        if self.text.startswith("'", start):
            return Malformed("Not JSON: a text in single quotes", line, "Use double quotes")
        return Malformed("Not JSON: an unexpected character", line)

    def expect(self, mark: str) -> None:
        """Step over `mark`."""
        kind, text = self.token()
        if (kind, text) != ("mark", mark):
            raise Malformed(f"Not JSON: `{mark}` expected", self.line)


def without_comments(text: str) -> str:
    """`text` with blanks for the comments of JSON with comments; what stands on which line stays."""
    return _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]) if found["comment"] else found[0], text)


def read_json(text: str) -> Tree:
    """The value that `text` is. Raises Malformed with the line."""
    reading = _Reading(text.removeprefix("\ufeff"))
    while True:
        value = _begin(reading)
        while value is not None:
            if not reading.stack:
                if reading.token()[0] != "end":
                    raise Malformed("Not JSON: more after the end of the document", reading.line)
                return Tree(value, tuple(reading.duplicates))
            value = _put(reading, value)


def _begin(reading: _Reading) -> Node | None:
    """The next value when it is a scalar or empty; None when an array or object was opened."""
    kind, text = reading.token()
    reading.nodes += 1
    if reading.nodes > MAX_NODES or len(reading.stack) > MAX_DEPTH:
        raise Malformed("The document is nested too deeply or too large", reading.line, SPLIT)
    if kind == "string":
        return _string(reading, text)
    if kind == "word" and _WORD.fullmatch(text):
        return Scalar(text, reading.line, reading.line)
    if text == "]" and reading.stack and reading.stack[-1].values:
        raise Malformed("Not JSON: a comma before `]`", reading.line, "Remove the comma")
    if text not in {"[", "{"}:
        raise Malformed("Not JSON: a value expected", reading.line)
    pointer = _pointer(reading)
    opened = _Open(text, pointer, reading.line, MappingDraft(pointer, reading.line, reading.duplicates))
    before = reading.position, reading.line
    if reading.token()[1] == {"[": "]", "{": "}"}[text]:
        return _close(opened, reading.line)
    reading.position, reading.line = before
    reading.stack.append(opened)
    if text == "{":
        _key(reading, opened)
    return None


def _put(reading: _Reading, value: Node) -> Node | None:
    """Take `value` into the innermost open one; that one itself when it closes now."""
    opened = reading.stack[-1]
    if opened.key is not None:
        opened.draft.add(opened.key, value)
    else:
        opened.values.append(value)
    _, text = reading.token()
    if text == {"[": "]", "{": "}"}[opened.mark]:
        reading.stack.pop()
        return _close(opened, reading.line)
    if text != ",":
        raise Malformed("Not JSON: `,` expected", reading.line)
    if opened.mark == "{":
        _key(reading, opened)
    return None


def _key(reading: _Reading, opened: _Open) -> None:
    kind, text = reading.token()
    if text == "}" and opened.key is not None:
        raise Malformed("Not JSON: a comma before `}`", reading.line, "Remove the comma")
    if kind != "string":
        raise Malformed("Not JSON: a key in double quotes expected", reading.line)
    opened.key = _string(reading, text)
    reading.expect(":")


def _string(reading: _Reading, text: str) -> Scalar:
    try:
        value = str(json.loads(text))
    except ValueError as error:
        raise Malformed("Not JSON: a bad escape in a string", reading.line) from error
    return Scalar(value, reading.line, reading.line, quoted=True)


def _pointer(reading: _Reading) -> str:
    if not reading.stack:
        return ""
    above = reading.stack[-1]
    return f"{above.pointer}/{escaped(above.key.value) if above.key else len(above.values)}"


def _close(opened: _Open, line: int) -> Node:
    if opened.mark == "[":
        return Items(tuple(opened.values), opened.first, line)
    return opened.draft.close(line)
