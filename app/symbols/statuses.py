"""Status codes as code writes them."""

import re
from http import HTTPStatus

from ast_grep_py import SgNode

_NUMBER = re.compile(r"\b[1-5]\d\d\b")
_NAMED = re.compile(r"\b[A-Z]{2,}(?:_[A-Z]+)*\b")


def status_of(node: SgNode | None) -> tuple[int, ...]:
    """`201`, `status.HTTP_201_CREATED` and `HttpStatus.CREATED`; nothing for what is computed."""
    if node is None:
        return ()
    last = node.text().rpartition(".")[2]
    number = _NUMBER.search(last.replace("_", " "))
    if number:
        return (int(number[0]),)
    name = _NAMED.fullmatch(last)
    return (HTTPStatus[name[0]].value,) if name and name[0] in HTTPStatus.__members__ else ()
