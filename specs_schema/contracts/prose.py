"""A contract in Markdown: its headings, and the operations that headings name by method and path."""

import re
from collections.abc import Iterator

from specs_schema.contract import Contract, Operation
from specs_schema.markdown import Document, fold, plain, read_markdown

_OPERATION = re.compile(
    r"(?<![\w/])(?P<method>GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s*[:：]?\s+(?P<path>/[^\s,;|`]*|https?://[^\s,;|`]+)"
)
_TRAILING = ".,;:)*_"


def read_prose(path: str, text: str) -> Contract:
    """The contract; every heading counts, those with a method and a path are operations."""
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
    counted: dict[str, int] = {}
    for index, block in enumerate(document.blocks):
        if block.kind != "heading" or block.quoted:
            continue
        for found in _OPERATION.finditer(plain(block.text)):
            target = found["path"].rstrip(_TRAILING) or "/"
            name = f"{found['method']} {target}"
            counted[name] = counted.get(name, 0) + 1
            own = [document.blocks[at] for at in document.under(index)]
            prose = [one.text for one in own if one.kind in {"paragraph", "item", "row", "heading"}]
            yield Operation(
                id=name,
                text=fold(" ".join([plain(block.text), *prose])),
                span=document.span_of(block.first, max([block.last, *(one.last for one in own)])),
                ordinal=counted[name],
                contract=document.path,
                method=found["method"],
                path=target,
            )
