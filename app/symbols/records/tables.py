"""Tables as migrations and schema files make them: SQL, Alembic, Rails, Prisma and Drizzle."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from app.symbols.records.declared import Declaration, doubted, words_of
from specs_schema.span import Span

_NAME: Final = r"(?:[\w\"`\[\]]+\.)?[\"`\[]?(?P<name>\w+)[\"`\]]?"
_CREATE: Final = re.compile(
    rf"\bcreate\s+(?:(?:temp|temporary|unlogged|virtual)\s+)?table\s+(?:if\s+not\s+exists\s+)?{_NAME}\s*\(",
    re.IGNORECASE,
)
_ALTER: Final = re.compile(
    rf"\balter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?{_NAME}\s+(?P<what>[^;]{{1,4000}})", re.IGNORECASE
)
_ADDED: Final = re.compile(
    r"\b(?:add|rename|change|modify)\s+(?:column\s+)?(?:if\s+not\s+exists\s+)?[\"`\[]?(\w+)", re.IGNORECASE
)
_NO_COLUMN: Final = frozenset(
    {"constraint", "primary", "foreign", "unique", "check", "index", "key", "like", "exclude", "fulltext", "period"}
)
# A call or block of another kind: where it begins, and what in it is a column.
_ALEMBIC: Final = re.compile(r"\bop\.create_table\(\s*[\"'](?P<name>\w+)[\"']")
_ALEMBIC_ADDED: Final = re.compile(r"\bop\.add_column\(\s*[\"'](?P<name>\w+)[\"']")
_ALEMBIC_COLUMN: Final = re.compile(r"\bColumn\(\s*[\"'](\w+)[\"']")
_RAILS: Final = re.compile(
    r"\bcreate_table\s*\(?\s*[:\"'](?P<name>\w+)[\"']?(?P<body>.*?)^\s*end\b", re.DOTALL | re.MULTILINE
)
_RAILS_COLUMN: Final = re.compile(r"\bt\.(?P<type>\w+)\s*\(?\s*[:\"'](?P<name>\w+)")
_RAILS_ADDED: Final = re.compile(r"\badd_(?:column|reference|timestamps)\s*\(?\s*[:\"'](?P<name>\w+)[\"']?[^\n]*")
_PRISMA: Final = re.compile(r"^model\s+(?P<name>\w+)\s*\{(?P<body>[^}]*)\}", re.MULTILINE)
_DRIZZLE: Final = re.compile(
    r"\b(?:pg|mysql|sqlite)Table\(\s*[\"'`](?P<name>\w+)[\"'`]\s*,\s*(?:\([^()]*\)\s*=>\s*\(?)?\{"
)
_KEY: Final = re.compile(r"^\s*[\"']?(\w+)[\"']?\s*:", re.MULTILINE)
_OPENING: Final = {"(": ")", "{": "}"}
_LONGEST: Final = 20_000  # characters of one table


def tables(path: str, text: str) -> Iterator[Declaration]:
    """Every table that the file makes, or adds columns to; the same table as often as that is done."""
    suffix = path.rpartition(".")[2].lower()
    lower = text.lower()
    if "table" in lower:
        plain = re.sub(r"--[^\n]*", "", text) if suffix == "sql" else text
        yield from _sql(path, plain)
    if suffix == "py" and "op." in text:
        yield from _alembic(path, text)
    elif suffix == "rb" and ("create_table" in text or "add_" in text):
        yield from _rails(path, text)
    elif suffix == "prisma":
        yield from _prisma(path, text)
    elif suffix in {"ts", "js", "mts"} and "Table(" in text:
        yield from _drizzle(path, text)


def _sql(path: str, text: str) -> Iterator[Declaration]:
    for found in _CREATE.finditer(text):
        body = _inside(text, found.end() - 1)
        if body is None:
            continue
        heads = [re.match(r"\s*[\"`\[]?(\w+)", one) for one in _parts(body)]
        columns = tuple(one[1] for one in heads if one and one[1].lower() not in _NO_COLUMN)
        copied = any(one and one[1].lower() == "like" for one in heads)
        yield doubted(_made(path, text, found, columns, body), "it copies another table" if copied else "")
    for found in _ALTER.finditer(text):
        yield _made(path, text, found, _ADDED.findall(found["what"]), found["what"])


def _alembic(path: str, text: str) -> Iterator[Declaration]:
    for pattern in (_ALEMBIC, _ALEMBIC_ADDED):
        for found in pattern.finditer(text):
            body = _inside(text, text.index("(", found.start()))
            if body is not None:
                yield _made(path, text, found, _ALEMBIC_COLUMN.findall(body), body)


def _rails(path: str, text: str) -> Iterator[Declaration]:
    for found in _RAILS.finditer(text):
        columns = [
            f"{one['name']}_id" if one["type"] in {"references", "belongs_to"} else one["name"]
            for one in _RAILS_COLUMN.finditer(found["body"])
        ]
        if "t.timestamps" in found["body"]:
            columns += ["created_at", "updated_at"]
        yield _made(path, text, found, ("id", *columns), found["body"])
    for found in _RAILS_ADDED.finditer(text):
        yield _made(path, text, found, tuple(re.findall(r"[:\"'](\w+)", found[0])[1:2]), found[0])


def _prisma(path: str, text: str) -> Iterator[Declaration]:
    for found in _PRISMA.finditer(text):
        columns = re.findall(r"^\s*([A-Za-z]\w*)\s+\S", found["body"], re.MULTILINE)
        yield _made(path, text, found, columns, found["body"])


def _drizzle(path: str, text: str) -> Iterator[Declaration]:
    for found in _DRIZZLE.finditer(text):
        body = _inside(text, found.end() - 1)
        if body is not None:
            doubt = "something is spread into it" if "..." in body else ""
            yield doubted(_made(path, text, found, _KEY.findall(body), body), doubt)


def _made(path: str, text: str, found: re.Match[str], columns: Iterable[str], body: str) -> Declaration:
    names = tuple(dict.fromkeys(columns))
    first = text.count("\n", 0, found.start()) + 1
    start = text.rfind("\n", 0, found.start()) + 1
    end = text.find("\n", found.start())
    return Declaration(
        name=found["name"],
        fields=names,
        words=words_of(body) | words_of(" ".join(names)),
        span=Span(path=path, first=first, last=first),
        table=True,
        quote=text[start : end if end >= 0 else len(text)].strip(),
    )


def _inside(text: str, start: int) -> str | None:
    """What stands between the bracket at `start` and the one that closes it; None where that cannot be found."""
    opening, depth = text[start], 0
    for at in range(start, min(len(text), start + _LONGEST)):
        depth += (text[at] == opening) - (text[at] == _OPENING[opening])
        if depth == 0:
            return text[start + 1 : at]
    return None


def _parts(body: str) -> Iterator[str]:
    """The parts between the commas of a list, those within brackets apart."""
    depth, start = 0, 0
    for at, sign in enumerate(body):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            yield body[start:at]
            start = at + 1
    yield body[start:]
