"""The types that a handler takes and gives back: the names of its models."""

import re
from typing import Final

from ast_grep_py import SgNode

from app.symbols.found import TypeName
from app.symbols.project import Project
from app.symbols.source import Source

# Defaults with which a parameter of FastAPI is taken from elsewhere than the body.
_NO_BODY: Final = re.compile(r"\b(Depends|Security|Query|Path|Header|Cookie|Form|File)\(|\bBody\([^)]*embed")
_LISTS: Final = frozenset(
    {"list", "List", "Sequence", "tuple", "set", "Iterable", "Collection", "Set", "Array", "ReadonlyArray", "Flux"}
)
_WRAPPED: Final = re.compile(r"^(?P<outer>[\w.]+)\s*[\[<](?P<inner>.*)[\]>]$", re.DOTALL)
_NAME: Final = re.compile(r"[A-Za-z_][\w.]*")


class Bodies:
    """Reads signatures of one file."""

    def __init__(self, project: Project, source: Source) -> None:
        self._project = project
        self._source = source

    def requests(self, decorator: SgNode) -> tuple[TypeName, ...]:
        """Types of the parameters of a decorated function that may come from the body."""
        function = _decorated(decorator)
        parameters = function.field("parameters") if function else None
        found = [_taken(one) for one in (parameters.children() if parameters else ())]
        return tuple(TypeName(self._source.path, *one) for one in found if one[0])

    def responses(self, decorator: SgNode, said: SgNode | None) -> tuple[TypeName, ...]:
        """The type of the body that a decorated function gives back: as the decorator says, else as it is annotated."""
        function = _decorated(decorator)
        written = said if said is not None else (function.field("return_type") if function else None)
        name, many = unwrapped(written.text(), ()) if written is not None else ("", False)
        return (TypeName(self._source.path, name, many),) if name else ()


def unwrapped(text: str, wrappers: tuple[str, ...]) -> tuple[str, bool]:
    """The one name in a type such as `list[Answer]` or `Promise<Answer[]>`, and whether it is a list of them.

    The name is empty where there are several. `wrappers` are types around a body that are not part of it.
    """
    text = text.strip().lstrip(":").strip().strip("'\"")
    lists = 0
    while (found := _WRAPPED.match(text)) and (outer := found["outer"].rpartition(".")[2]) in (*wrappers, *_LISTS):
        lists += outer in _LISTS
        text = found["inner"].strip().removesuffix(", ...").strip()
    if text.endswith("[]"):
        lists, text = lists + 1, text.removesuffix("[]").strip()
    return (text if _NAME.fullmatch(text) and lists <= 1 else ""), lists == 1


def _decorated(decorator: SgNode) -> SgNode | None:
    owner = next((one for one in decorator.ancestors() if one.kind() == "decorated_definition"), None)
    return owner.field("definition") if owner else None


def _taken(parameter: SgNode) -> tuple[str, bool]:
    """The type of one parameter of Python, where it may be the body."""
    written = parameter.field("type")
    value = parameter.field("value")
    if written is None or (value is not None and _NO_BODY.search(value.text())):
        return "", False
    text = written.text()
    annotated = re.match(r"^(?:typing\.)?Annotated\[\s*([\w.]+)\s*,(.*)\]$", text, re.DOTALL)
    if annotated:
        return ("" if _NO_BODY.search(annotated[2]) else annotated[1]), False
    return unwrapped(text, ())
