"""Functions on the lines of a change whose whole body says that the work is still to be done.

Certain or silent: only where head, body and end of the function are on the lines that the change shows, and where the
body is no way of saying something else (an abstract method, a double for tests, a deliberate no-op).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.change import ChangedFile, Hunk
from app.rules.task_paths import ending

_SOON: Final = r"(?:not\s+(?:yet\s+)?implemented|unimplemented|to\s*-?do\b|implement\s+me|fixme)"
_BRACED: Final = re.compile(
    rf"(?:throw\s+new\s+\\?[\w.]*(?:Error|Exception)\(\s*['\"`][^'\"`]{{0,60}}?{_SOON}[^'\"`]{{0,200}}['\"`]\s*\)"
    r"|throw\s+(?:new\s+)?(?:NotImplementedE(?:rror|xception)|UnimplementedError)\([^()]{0,200}\)"
    r"|(?:todo|unimplemented)!\([^()]{0,200}\)"
    r"|TODO\([^()]{0,200}\)"
    rf"|(?:panic|fatalError)\(\s*\"[^\"]{{0,60}}?{_SOON}[^\"]{{0,200}}\"\s*\))\s*;?",
    re.IGNORECASE,
)
_RAISED: Final = re.compile(r"raise\s+(?:NotImplementedError|NotImplemented)\b(?:\((.*)\))?\s*")
_DELIBERATE: Final = re.compile(
    r"subclass|overrid|abstract|support|instead|use\s|no-?op|nothing|not needed|intentional|deliberate|hook|default|"
    r"optional|placeholder for",
    re.IGNORECASE,
)
_MARKED: Final = re.compile(r"\b(?:TODO|FIXME)\b|not (?:yet )?implemented", re.IGNORECASE)
_ENDLESS: Final = frozenset({".py", ".rb"})
_BRACES: Final = frozenset(
    {".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".java", ".kt", ".kts", ".go", ".rs", ".cs", ".swift"}
    | {".php", ".scala", ".dart", ".c", ".cc", ".cpp", ".vue", ".svelte"}
)
_HEAD_OF: Final = {
    ".py": re.compile(r"\s*(?:async\s+)?def\s+(\w+)"),
    ".rb": re.compile(r"\s*def\s+(?:self\.)?(\w+[?!]?)"),
}
_CONTROL: Final = re.compile(
    r"^\}?\s*(?:if|else|elif|for|while|switch|case|default|catch|try|do|match|finally|when|loop|unsafe|static)\b"
)
_NAMED: Final = re.compile(r"([A-Za-z_$][\w$]*)\s*(?:<[^<>]*>)?\s*\(")
_ASSIGNED: Final = re.compile(r"(?:const|let|var|val)\s+([A-Za-z_$][\w$]*)|([A-Za-z_$][\w$]*)\s*[:=]\s*(?:async\s*)?\(")
_CLASS: Final = re.compile(r"^\s*(?:[\w@]+\s+)*(?:class|interface|trait|protocol|impl|module|object)\s+(.*)")
_NO_WORK: Final = re.compile(
    r"Protocol|ABC\b|[Aa]bstract|[Ii]nterface|\btrait\b|\bprotocol\b|Base|Mixin|Null|No-?[Oo]p|Dummy|Fake|Stub|Mock|InMemory"
)
_IDLE: Final = re.compile(
    r"_*(?:no_?op|close|flush|shutdown|downgrade|upgrade|setup|teardown|log_message|on_\w+)_*|__\w+__", re.IGNORECASE
)
_EXTENDED: Final = re.compile(r"\bclass\s+\w+\s*\(([^()]*)\)|\bextends\s+([\w.]+)|\bclass\s+\w+\s*<\s*([\w:]+)")
_COMMENT: Final = re.compile(r"\s*(?:#(?!\[)|//|/\*|\*|\"\"\"|''')")
_SINGLE: Final = re.compile(r"(.*[)>\w]\s*)(?:\{|=>|=)\s*(.+?)\s*\}?[;,]?")
_LONGEST: Final = 400  # characters of a line; longer ones are made by tools


@dataclass(frozen=True, slots=True)
class Stub:
    """A function that does nothing yet: its name, and the line that says so."""

    name: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    text: str
    added: bool

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())

    @property
    def said(self) -> str:
        """The line without what surrounds it; empty for a comment."""
        return "" if _COMMENT.match(self.text) else self.text.strip()


def stubs(file: ChangedFile, extended: frozenset[str]) -> Iterator[Stub]:
    """Every stub on a line that the change adds. `extended` are the classes that others are made from."""
    suffix = ending(file.path)
    for hunk in file.hunks:
        rows = _rows(hunk)
        if suffix in _ENDLESS:
            yield from _by_indent(rows, suffix, extended, whole=file.status == "added")
        elif suffix in _BRACES:
            yield from _by_braces(rows, extended)


def extended_classes(files: Sequence[ChangedFile]) -> frozenset[str]:
    """Classes that the lines of a change derive others from."""
    found: set[str] = set()
    for file in files:
        for _, line in file.added_lines():
            if "class" in line or "extends" in line:
                for match in _EXTENDED.finditer(line):
                    found.update(re.findall(r"\w+", " ".join(part for part in match.groups() if part)))
    return frozenset(found)


def _rows(hunk: Hunk) -> list[_Row]:
    return [
        _Row(line.new_number, line.text, line.kind == "added") for line in hunk.lines if line.new_number is not None
    ]


# --- languages whose bodies are told by their indent -----------------------------------------------------------------


def _by_indent(rows: Sequence[_Row], suffix: str, extended: frozenset[str], *, whole: bool) -> Iterator[Stub]:
    for start, row in enumerate(rows):
        head = _HEAD_OF[suffix].match(row.text)
        if not head or _IDLE.fullmatch(head[1]) or not _is_worked_in(rows, start, extended, whole=whole):
            continue
        opened = _opened(rows, start) if suffix == ".py" else start + 1
        end = next((i for i in range(opened, len(rows)) if rows[i].said and rows[i].indent <= row.indent), len(rows))
        if end == len(rows) and not whole:
            continue
        body = _Body(rows[opened:end])
        decorated = start > 0 and rows[start - 1].text.strip().startswith("@")
        if (stub := body.stub(decorated=decorated)) and stub.added:
            yield Stub(head[1], stub.number, stub.text.strip())


def _opened(rows: Sequence[_Row], start: int) -> int:
    """The first row behind the head of a function, which may take several lines."""
    depth = 0
    for index in range(start, len(rows)):
        text = rows[index].text.split("#", 1)[0].rstrip()
        depth += sum(map(text.count, "([{")) - sum(map(text.count, ")]}"))
        if depth <= 0 and text.endswith(":"):
            return index + 1
        if depth <= 0 and index > start and not text.endswith((":", ",", "\\")):
            break
    return len(rows)


class _Body:
    """The lines of a function's body, its docstring apart."""

    def __init__(self, rows: Sequence[_Row]) -> None:
        self._rows = [row for row in rows if row.text.strip()]
        self._documented = ""
        if self._rows and (quote := re.match(r"\s*[rRuU]?(\"\"\"|''')", self._rows[0].text)):
            closing = 0 if self._rows[0].text.count(quote[1]) > 1 else self._closing(quote[1])
            self._documented = " ".join(row.text for row in self._rows[: closing + 1])
            self._rows = self._rows[closing + 1 :]

    def _closing(self, quote: str) -> int:
        later = (index for index, row in enumerate(self._rows) if index and quote in row.text)
        return next(later, len(self._rows) - 1)

    def stub(self, *, decorated: bool) -> _Row | None:
        """The row that says that nothing is done here, when there is nothing else."""
        done = [row for row in self._rows if row.said and row.said != "end"]
        remarks = " ".join(row.text for row in self._rows if not row.said)
        if not done:
            marked = [row for row in self._rows if _MARKED.search(row.text)]
            return marked[0] if marked and not _DELIBERATE.search(remarks) else None
        if len(done) > 1:
            return None
        if (raised := _RAISED.fullmatch(done[0].said)) is not None:
            deliberate = _DELIBERATE.search(f"{raised[1] or ''} {self._documented} {remarks}")
            return None if deliberate else done[0]
        idle = done[0].said in {"pass", "..."}
        explained = bool(remarks) and not _MARKED.search(remarks)
        return done[0] if idle and not decorated and not explained and not self._says_so(remarks) else None

    def _says_so(self, remarks: str) -> bool:
        return bool(_DELIBERATE.search(f"{self._documented} {remarks}"))


# --- languages whose bodies are in braces ----------------------------------------------------------------------------


def _by_braces(rows: Sequence[_Row], extended: frozenset[str]) -> Iterator[Stub]:
    for index, row in enumerate(rows):
        if not row.added:
            continue
        head = _head_of_stub(rows, index)
        if head is not None and _is_worked_in(rows, head, extended, whole=True):
            yield Stub(_name(rows[head].text), row.number, row.text.strip())


def _head_of_stub(rows: Sequence[_Row], index: int) -> int | None:
    """The row of the function whose whole body is the row `index`, if it is a stub."""
    text = rows[index].text.strip()
    if not (_BRACED.search(text) or _MARKED.search(text)) or len(text) > _LONGEST:
        return None
    single = _SINGLE.fullmatch(text)
    if single and "(" in single[1] and _BRACED.fullmatch(single[2]) and not _CONTROL.match(text):
        return index
    if not _BRACED.fullmatch(text) and not (_COMMENT.match(text) and _MARKED.search(text)):
        return None
    above = next((i for i in range(index - 1, -1, -1) if rows[i].said), None)
    below = next((i for i in range(index + 1, len(rows)) if rows[i].said), None)
    if above is None or below is None or not rows[below].said.startswith("}"):
        return None
    head = rows[above].said
    return above if head.endswith("{") and not _CONTROL.match(head) and _heads(head) else None


def _heads(text: str) -> bool:
    """Whether a line that ends in `{` opens a function: it has parameters, or ends those of the lines above."""
    return "(" in text or ")" in text or "=>" in text


def _name(head: str) -> str:
    assigned = _ASSIGNED.search(head)
    if assigned:
        return assigned[1] or assigned[2]
    named = _NAMED.search(head)
    return named[1] if named else "a function"


def _is_worked_in(rows: Sequence[_Row], head: int, extended: frozenset[str], *, whole: bool) -> bool:
    """Whether a function is in no place where empty ones are meant: abstract classes, doubles, other functions."""
    row = rows[head]
    if re.search(r"\babstract\b|\boverload\b", " ".join(one.text for one in rows[max(0, head - 2) : head + 1])):
        return False
    if row.indent == 0:
        return True
    outer = next((one for one in reversed(rows[:head]) if one.said and one.indent < row.indent), None)
    if outer is None or not (owner := _CLASS.match(outer.text)):
        return whole and outer is not None and not _HEAD_OF[".py"].match(outer.text)
    declared = outer.text.strip()
    name = re.match(r"\w+", owner[1])
    return not _NO_WORK.search(declared) and not (name and name[0] in extended)
