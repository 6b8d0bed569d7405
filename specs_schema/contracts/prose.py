"""A contract in Markdown: its headings, and the operations that headings and tables name by method and path."""

import re
from collections.abc import Iterator, Sequence

from specs_schema.contract import Contract, Operation
from specs_schema.contracts.prose_fields import prose_fields
from specs_schema.markdown import Document, fold, plain, read_markdown
from specs_schema.span import Span

_OPERATION = re.compile(
    r"(?<![\w/])(?P<method>GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s*[:：]?\s+(?P<path>/[^\s,;|`]*|https?://[^\s,;|`]+)"
)
_TRAILING = ".,;:)*_"
_MOST_SEGMENTS = 20  # of a path that are compared
# Columns of a table that lists operations.
_METHOD_COLUMN = re.compile(r"(?:http\s+)?(?:method|verb)|方法|método|verbo", re.IGNORECASE)
_PATH_COLUMN = re.compile(r"(?:endpoint|path|route|url|uri)|路径|端点|rota|caminho|endereço", re.IGNORECASE)
_BOTH_COLUMN = re.compile(
    r"(?:http\s+)?method\s*(?:and|[&+/·,]|)\s*(?:path|endpoint|route|url)|方法\s*[·/&+、]?\s*路径", re.IGNORECASE
)
_ROW = re.compile(r"(?P<method>GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+(?P<path>/[^\s,;|`]*)")
_STANDING_COLUMN = re.compile(r"status|state|状态|situação", re.IGNORECASE)
_GONE = re.compile(r"\b(?:deprecated|redundant|removed|deferred|obsolete|out of scope)\b", re.IGNORECASE)


def read_prose(path: str, text: str) -> Contract:
    """The contract; every heading counts, those with a method and a path are operations, and so are rows of tables."""
    document = read_markdown(path, text)
    headings = [plain(block.text) for block in document.blocks if block.kind == "heading" and not block.quoted]
    return Contract(
        path=path,
        kind="markdown",
        title=headings[0] if headings else path.rsplit("/", 1)[-1],
        operations=tuple(_operations(document)),
        headings=tuple(headings),
        span=document.span,
    )


def _operations(document: Document) -> Iterator[Operation]:
    """Those of headings, each with its fields, and those of tables that no heading describes, by their lines."""
    headed = tuple(_headed(document))
    own = frozenset((one.method, one.path) for one in headed)
    ends = frozenset((one.method, end) for one in headed for end in _ends(one.path))
    # What has a heading of its own counts once, also where one of the two leaves the base path out.
    tabled = (
        one
        for one in _tabled(document)
        if (one.method, one.path) not in ends and not any((one.method, end) in own for end in _ends(one.path))
    )
    counted: dict[str, int] = {}
    for one in sorted((*headed, *tabled), key=lambda one: one.span.first):
        counted[one.id] = counted.get(one.id, 0) + 1
        yield one.model_copy(update={"ordinal": counted[one.id]})


def _ends(path: str) -> Iterator[str]:
    """A path, and what is left of it without its first segments."""
    parts = path.split("/")[-_MOST_SEGMENTS:]
    yield path
    yield from (f"/{'/'.join(parts[at:])}" for at in range(1, len(parts)))


def _headed(document: Document) -> Iterator[Operation]:
    for index, block in enumerate(document.blocks):
        found = tuple(_OPERATION.finditer(plain(block.text))) if block.kind == "heading" and not block.quoted else ()
        if not found:
            continue
        inside = tuple(document.under(index))
        own = [document.blocks[at] for at in inside]
        prose = [one.text for one in own if one.kind in {"paragraph", "item", "row", "heading"}]
        text = fold(" ".join([plain(block.text), *prose]))
        span = document.span_of(block.first, max([block.last, *(one.last for one in own)]))
        fields = prose_fields(document, inside)
        for one in found:
            yield _operation(document, one["method"], one["path"], text, span).model_copy(
                update={"parameters": fields.parameters, "request": fields.request, "responses": fields.responses}
            )


def _tabled(document: Document) -> Iterator[Operation]:
    """One for each row of a table with a column for methods and one for paths, or one for both."""
    known: set[str] = set()
    for block in document.blocks:
        if block.kind != "row" or not block.header or block.quoted:
            continue
        header, cells = ([plain(cell).strip() for cell in row] for row in (block.header, block.cells))
        found = _ROW.fullmatch(_written(header, cells))
        rest = " ".join(cells)
        # A table that says how each of them stands is a stocktaking, and no promise.
        if found is None or _GONE.search(rest) or any(_STANDING_COLUMN.fullmatch(name) for name in header):
            continue
        span = document.span_of(block.first, block.last)
        made = _operation(document, found["method"], found["path"], fold(rest), span)
        if made.id not in known:
            known.add(made.id)
            yield made


def _written(header: Sequence[str], cells: Sequence[str]) -> str:
    """Method and path of a row; empty where the columns do not say so plainly."""
    by_name = dict(zip(header, cells, strict=False))
    both = next((cell for name, cell in by_name.items() if _BOTH_COLUMN.fullmatch(name)), "")
    method = next((cell for name, cell in by_name.items() if _METHOD_COLUMN.fullmatch(name)), "")
    path = next((cell for name, cell in by_name.items() if _PATH_COLUMN.fullmatch(name)), "")
    first = path if header and _PATH_COLUMN.fullmatch(header[0]) else ""
    return both or (f"{method} {path}" if method and path else first)


def _operation(document: Document, method: str, path: str, text: str, span: Span) -> Operation:
    target = path.rstrip(_TRAILING) or "/"
    return Operation(
        id=f"{method} {target}",
        text=text,
        span=span,
        contract=document.path,
        method=method,
        path=target.partition("?")[0],
    )
