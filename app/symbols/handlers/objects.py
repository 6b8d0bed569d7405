"""Objects that a handler writes as they stand: `{"id": item.id, "count": 3}`."""

from collections.abc import Iterator
from typing import Final

from ast_grep_py import SgNode

from app.domain.code import ModelField
from app.symbols.found import Shape
from app.symbols.handlers.place import Place, named
from app.symbols.nodes import bound
from app.symbols.values import Values

_OBJECTS: Final = frozenset({"object", "dictionary"})
_PAIRS: Final = frozenset({"pair", "keyed_element"})
_MAPS: Final = frozenset({"gin.H", "map[string]any", "map[string]interface{}", "map[string]string"})
_KINDS: Final = {
    "string": "string",
    "template_string": "string",
    "interpreted_string_literal": "string",
    "raw_string_literal": "string",
    "integer": "integer",
    "int_literal": "integer",
    "float": "number",
    "float_literal": "number",
    "number": "number",
    "true": "boolean",
    "false": "boolean",
    "list": "array",
    "array": "array",
    "dictionary": "object",
    "object": "object",
}


def object_shape(place: Place, values: Values) -> Shape | None:
    """The fields of an object literal, where all of its keys are there to read."""
    pairs = _pairs(place.node)
    if not pairs:
        return None
    fields = [field for one in pairs if (field := _field(place, one, values)) is not None]
    if len(fields) < len(pairs):
        return None
    span = place.source.span(place.node)
    return Shape(f"the object in line {span.first}", span, tuple(fields))


def _pairs(node: SgNode) -> list[SgNode]:
    if node.kind() == "composite_literal":
        written, body = node.field("type"), node.field("body")
        return named(body) if written is not None and written.text() in _MAPS and body is not None else []
    return named(node) if node.kind() in _OBJECTS else []


def _field(place: Place, node: SgNode, values: Values) -> ModelField | None:
    span = place.source.span(node)
    if node.kind() == "shorthand_property_identifier":
        return ModelField(node.text(), node.text(), optional=False, span=span)
    if node.kind() == "method_definition" or node.kind() not in _PAIRS:
        return None
    key, value = bound(node)
    name = _name(key, values) if key is not None else None
    if name is None or value is None or value.text() in {"undefined", "null", "None", "nil"}:
        return None
    kinds = tuple(_of(value))
    return ModelField(name, " ".join(value.text().split())[:40], optional=False, span=span, kinds=kinds)


def _name(key: SgNode, values: Values) -> str | None:
    return key.text() if key.kind() == "property_identifier" else values.text(key)


def _of(value: SgNode) -> Iterator[str]:
    if kind := _KINDS.get(value.kind(), ""):
        yield kind
