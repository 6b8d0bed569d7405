"""The types of expressions of JavaScript and TypeScript, as far as annotations, assertions and zod say them."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ast_grep_py import SgNode

from app.symbols.bodies import unwrapped
from app.symbols.found import TypeName
from app.symbols.handlers.place import Place, between, named
from app.symbols.project import Project
from app.symbols.source import Function, Source

_MOST_STEPS: Final = 6
_ASYNC: Final = ("Promise",)
_PARSERS: Final = frozenset({"parse", "parseAsync"})
_ASSERTED: Final = frozenset({"as_expression", "satisfies_expression"})
_REQUEST_BODY: Final = 2  # `Request<Params, ResBody, ReqBody>`
_RESPONSE: Final = re.compile(r"(?:\w+\.)?Response")
_REQUEST: Final = re.compile(r"(?:\w+\.)?Request")


class ScriptTypes:
    """Reads expressions with the declarations of a project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def of(self, place: Place, steps: int = _MOST_STEPS) -> TypeName | None:
        """The type, or the zod object, of an expression; None where it cannot be told."""
        node = place.node
        if steps == 0:
            return None
        if node.kind() in _ASSERTED:
            return _type(place.source, named(node)[-1])
        if node.kind() in {"await_expression", "parenthesized_expression"}:
            return self.of(place.at(named(node)[0]), steps - 1)
        if node.kind() == "identifier":
            return self._identifier(place, steps)
        return self._called(place) if node.kind() == "call_expression" else None

    def functions(self, place: Place) -> Sequence[tuple[Source, Function]]:
        """The functions that the callee `place` may be: one, where that can be told."""
        text = place.node.text()
        return self._project.functions(place.source, text) if re.fullmatch(r"[\w$.]+", text) else ()

    def _identifier(self, place: Place, steps: int) -> TypeName | None:
        for around in (*between(place.node, place.function.node), place.function.node):
            if around.kind() in place.source.grammar.functions:
                known = [
                    written for name, written in place.source.function(around).parameters if name == place.node.text()
                ]
                if known:
                    return _written(place.source, known[0])
        found = list(_declarations(place))
        if len(found) != 1:
            return None
        written, value = found[0].field("type"), found[0].field("value")
        if written is not None:
            return _type(place.source, written)
        return self.of(place.at(value), steps - 1) if value is not None else None

    def _called(self, place: Place) -> TypeName | None:
        called = place.node.field("function")
        if called is None:
            return None
        owner, name = called.field("object"), called.field("property")
        if owner is not None and name is not None and name.text() in _PARSERS and re.fullmatch(r"\w+", owner.text()):
            return TypeName(place.source.path, owner.text()) if owner.text() != "JSON" else None
        found = self.functions(place.at(called))
        returned = found[0][1].node.field("return_type") if len(found) == 1 else None
        return _type(found[0][0], returned) if returned is not None else None


def declared_bodies(place: Place, request: int) -> Iterator[TypeName | None]:
    """What the annotations of a handler say of the body of its request."""
    names = [name for name, _ in place.function.parameters]
    written = place.function.parameters[request][1] if request < len(names) else ""
    generic = _arguments(written, _REQUEST)
    if len(generic) > _REQUEST_BODY:
        yield _written(place.source, generic[_REQUEST_BODY])
    body = f"{names[request]}.body" if request < len(names) else ""
    for node in place.function.node.find_all(kind="member_expression") if body else ():
        around = node.parent()
        if node.text() != body or around is None:
            continue
        if around.kind() in _ASSERTED:
            yield _type(place.source, named(around)[-1])
        elif around.kind() == "variable_declarator" and (own := around.field("type")) is not None:
            yield _type(place.source, own)


def declared_answer(place: Place, response: int) -> TypeName | None:
    """What `Response<Item>` says of the body of the response."""
    known = place.function.parameters
    generic = _arguments(known[response][1], _RESPONSE) if response < len(known) else []
    return _written(place.source, generic[0]) if generic else None


def _arguments(text: str, owner: re.Pattern[str]) -> list[str]:
    """`["A", "B"]` of `Owner<A, B>`."""
    outer, _, inner = text.partition("<")
    if not owner.fullmatch(outer.strip()) or not inner.rstrip().endswith(">"):
        return []
    parts, depth = [""], 0
    for sign in inner.rstrip()[:-1]:
        depth += (sign in "<{[(") - (sign in ">}])")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def _declarations(place: Place) -> Iterator[SgNode]:
    for node in place.function.node.find_all(kind="variable_declarator"):
        name = node.field("name")
        if name is not None and name.text() == place.node.text():
            yield node


def _type(source: Source, node: SgNode) -> TypeName | None:
    return _written(source, node.text())


def _written(source: Source, text: str) -> TypeName | None:
    name, many = unwrapped(text, _ASYNC)
    inferred = re.fullmatch(r"(?:z\.)?infer<typeof (\w+)>", name or text.strip())
    if inferred:
        return TypeName(source.path, inferred[1])
    return TypeName(source.path, name, many) if name else None
