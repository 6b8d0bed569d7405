"""Status codes as code writes them."""

import re
from http import HTTPStatus

from ast_grep_py import SgNode

_NUMBER = re.compile(r"\b[1-5]\d\d\b")
_CONSTANT = re.compile(r"[\w.]+")
_GO_SUCCESSES = {"OK": "OK", "NonAuthoritativeInfo": "NON_AUTHORITATIVE_INFORMATION", "IMUsed": "IM_USED"}
_NO_SUCCESS = 500  # what Go has another name for: none of these is a success
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


def certain_status(node: SgNode) -> int:
    """The status that an expression always is; 0 where that cannot be told."""
    text = node.text()
    if not _CONSTANT.fullmatch(text):
        return 0
    last = text.rpartition(".")[2]
    if text.startswith("http.Status"):  # of Go, which has short names for some
        return HTTPStatus[name].value if (name := _go_name(last)) in HTTPStatus.__members__ else _NO_SUCCESS
    named = last.removeprefix("HTTP_").removeprefix("SC_")
    return next(iter(status_of(node)), 0) if named.isdigit() or named.isupper() or named[:3].isdigit() else 0


def _go_name(name: str) -> str:
    plain = name.removeprefix("Status")
    if plain in _GO_SUCCESSES:
        return _GO_SUCCESSES[plain]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", plain).upper()
