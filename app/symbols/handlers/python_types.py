"""The types of expressions of Python, as far as constructors and annotations say them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ast_grep_py import SgNode

from app.symbols.bodies import unwrapped
from app.symbols.found import TypeName
from app.symbols.handlers.place import Place, named
from app.symbols.nodes import arguments
from app.symbols.project import Project
from app.symbols.source import Function, Source
from app.symbols.values import keywords

_MOST_STEPS: Final = 6
_WRITERS: Final = frozenset({"model_dump", "dict"})
_READERS: Final = frozenset({"model_validate", "parse_obj", "model_validate_json", "from_orm"})
_HARMLESS: Final = frozenset({"mode", "by_alias"})
_DOTTED: Final = re.compile(r"[\w.]+")


class PythonTypes:
    """Reads expressions with the declarations of a project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def of(self, place: Place, steps: int = _MOST_STEPS) -> TypeName | None:
        """The class that an expression is made of, written as it stands; None where it cannot be told."""
        node = place.node
        if steps == 0:
            return None
        if node.kind() == "identifier":
            return self._identifier(place, steps)
        if node.kind() == "list_comprehension":
            return self._comprehension(place, steps)
        return self._called(place, steps) if node.kind() == "call" else None

    def functions(self, place: Place) -> Sequence[tuple[Source, Function]]:
        """The functions that the callee `place` may be: one, where that can be told."""
        text = place.node.text()
        return self._project.functions(place.source, text) if _DOTTED.fullmatch(text) else ()

    def _called(self, place: Place, steps: int) -> TypeName | None:
        called, given = place.node.field("function"), arguments(place.node)
        if called is None:
            return None
        owner, name = called.field("object"), called.field("attribute")
        if name is not None and owner is not None and name.text() in _WRITERS:
            return self._dumped(place, owner, steps)
        if name is not None and owner is not None and name.text() in _READERS:
            return TypeName(place.source.path, owner.text()) if _DOTTED.fullmatch(owner.text()) else None
        if called.text() in {"asdict", "dataclasses.asdict"} and len(given) == 1:
            return self.of(place.at(given[0]), steps - 1)
        if not _DOTTED.fullmatch(called.text()):
            return None
        found = self.functions(place.at(called))
        if len(found) == 1:
            return _written(found[0][0], found[0][1].node.field("return_type"))
        return TypeName(place.source.path, called.text()) if called.text()[:1].isupper() and not found else None

    def _dumped(self, place: Place, owner: SgNode, steps: int) -> TypeName | None:
        """`item.model_dump()`: the names of its fields, unless it writes by alias."""
        held, said = self.of(place.at(owner), steps - 1), keywords(place.node)
        if held is None or held.many or not said <= _HARMLESS:
            return None
        return replace(held, by_name="by_alias" not in said)

    def _identifier(self, place: Place, steps: int) -> TypeName | None:
        found = list(_assigned(place))
        if not found:
            known = [written for name, written in place.function.parameters if name == place.node.text()]
            return _of_text(place.source, known[0]) if known else None
        if len(found) != 1:
            return None
        written, value = found[0].field("type"), found[0].field("right")
        if written is not None:
            return _written(place.source, written)
        return self.of(place.at(value), steps - 1) if value is not None else None

    def _comprehension(self, place: Place, steps: int) -> TypeName | None:
        """`[item.model_dump() for item in items]`."""
        parts = named(place.node)
        loop = parts[1] if len(parts) == 2 and parts[1].kind() == "for_in_clause" else None  # noqa: PLR2004 - no `if`
        name, source = (loop.field("left"), loop.field("right")) if loop is not None else (None, None)
        held = self.of(place.at(source), steps - 1) if source is not None else None
        called = parts[0].field("function") if parts[0].kind() == "call" else None
        owner = called.field("object") if called is not None else None
        if name is None or held is None or not held.many or owner is None or owner.text() != name.text():
            return None
        said = keywords(parts[0])
        method = parts[0].field("function")
        writes = method is not None and method.text().rpartition(".")[2] in _WRITERS and said <= _HARMLESS
        return replace(held, by_name="by_alias" not in said) if writes else None


def _assigned(place: Place) -> Iterator[SgNode]:
    """What gives the name a value, or changes what it stands for, in the function."""
    name = place.node.text()
    for kind in ("assignment", "augmented_assignment"):
        for node in place.function.node.find_all(kind=kind):
            left = node.field("left")
            if left is not None and re.match(rf"{re.escape(name)}\b", left.text()):
                yield node
    for node in place.function.node.find_all(kind="pattern_list"):
        if name in [one.text() for one in named(node)]:
            yield node


def _written(source: Source, node: SgNode | None) -> TypeName | None:
    return _of_text(source, node.text()) if node is not None else None


def _of_text(source: Source, text: str) -> TypeName | None:
    name, many = unwrapped(text, ())
    return TypeName(source.path, name, many) if name else None
