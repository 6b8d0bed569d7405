"""What an operation takes and gives: parameters, request bodies, responses and headers, of 2.0 and of 3.x."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from specs_schema.contracts.schema_graph import SchemaGraph, says
from specs_schema.contracts.schema_model import (
    BodyModel,
    MediaModel,
    ParameterModel,
    ParameterPlace,
    ResponseModel,
)
from specs_schema.contracts.tree import Items, Mapping, Node, Scalar, escaped
from specs_schema.span import Span

_PLACES: Final[dict[str, ParameterPlace]] = {
    "path": "path",
    "query": "query",
    "querystring": "querystring",
    "header": "header",
    "cookie": "cookie",
}
# What a parameter of OpenAPI 2.0 says beside its schema words.
_FORM_ONLY = frozenset({"name", "in", "required", "description"})


@dataclass(frozen=True, slots=True)
class Written:
    """One parameter as written, with its own lines where a reference names it."""

    node: Mapping
    pointer: str
    span: Span


def written_parameters(graph: SchemaGraph, *owners: tuple[Mapping, str]) -> tuple[Written, ...]:
    """Parameters of the path and of the operation, the latter's where both name one."""
    found: dict[tuple[str, str], Written] = {}
    for owner, place in owners:
        for at, one in enumerate(owner.items("parameters")):
            target, where = graph.follow(one, f"{place}/parameters/{at}")
            if isinstance(target, Mapping) and target.text("name"):
                name = (target.text("in"), target.text("name"))
                found[name] = Written(target, where, graph.span(one.first, one.last))
    return tuple(found.values())


def parameters(graph: SchemaGraph, written: tuple[Written, ...]) -> Iterator[ParameterModel]:
    """Those that are no part of a body."""
    for one in written:
        if where := _PLACES.get(one.node.text("in")):
            yield _parameter(graph, one, where)


def _parameter(graph: SchemaGraph, one: Written, where: ParameterPlace) -> ParameterModel:
    return ParameterModel(
        where=where,
        name=one.node.text("name"),
        required=where == "path" or says(one.node, "required"),
        deprecated=says(one.node, "deprecated"),
        sunset=one.node.text("x-sunset"),
        schema_key=_parameter_schema(graph, one.node, one.pointer),
        pointer=one.pointer,
        span=one.span,
    )


def _parameter_schema(graph: SchemaGraph, node: Mapping, pointer: str) -> str:
    """Of `schema`, of the first of `content`, or (2.0) of the parameter itself."""
    if node.get("schema") is not None:
        return graph.key(node.get("schema"), f"{pointer}/schema")
    for media, value, _, _ in node.mapping("content").entries():
        if isinstance(value, Mapping):
            return graph.key(value.get("schema"), f"{pointer}/content/{escaped(media)}/schema")
    return graph.key(_without(node, _FORM_ONLY), pointer) if node.get("type") else ""


def request_body(
    graph: SchemaGraph, root: Mapping, node: Mapping, pointer: str, written: tuple[Written, ...]
) -> BodyModel | None:
    """`requestBody` of 3.x, the body parameter or the fields of a form of 2.0; None where there is none."""
    body, where = graph.follow(node.get("requestBody"), f"{pointer}/requestBody")
    if isinstance(body, Mapping):
        first = node.keys["requestBody"].first
        media = tuple(_media(graph, body, where))
        span = graph.span(first, max(first, body.last))
        return BodyModel(required=says(body, "required"), media=media, pointer=where, span=span)
    form = [one for one in written if one.node.text("in") == "formData"]
    whole = next((one for one in written if one.node.text("in") == "body"), None)
    if whole is None and not form:
        return None
    one = whole or form[0]
    key = (
        graph.key(whole.node.get("schema"), f"{whole.pointer}/schema")
        if whole
        else graph.key(_form(form), f"{pointer}/formData")
    )
    names = _names(node, "consumes") or _names(root, "consumes") or ("application/json" if whole else "form",)
    media = tuple(MediaModel(media=name, schema_key=key, span=one.span) for name in names)
    required = any(says(part.node, "required") for part in ([whole] if whole else form))
    return BodyModel(required=required, media=media, pointer=one.pointer, span=one.span)


def _form(form: list[Written]) -> Mapping:
    """Fields of a form (2.0) as the object that they are together."""
    names = {one.node.text("name"): one for one in form}
    first, last = min(one.span.first for one in form), max(one.span.last for one in form)
    properties = Mapping(
        {name: _without(one.node, _FORM_ONLY) for name, one in names.items()},
        {name: Scalar(name, one.span.first, one.span.first) for name, one in names.items()},
        first,
        last,
    )
    needed = [Scalar(name, one.span.first, one.span.first) for name, one in names.items() if says(one.node, "required")]
    values: dict[str, Node] = {
        "type": Scalar("object", first, first),
        "properties": properties,
        "required": Items(tuple(needed), first, last),
    }
    return Mapping(values, {name: Scalar(name, first, first) for name in values}, first, last)


def _media(graph: SchemaGraph, owner: Mapping, pointer: str) -> Iterator[MediaModel]:
    for name, node, first, last in owner.mapping("content").entries():
        value, where = graph.follow(node, f"{pointer}/content/{escaped(name)}")
        schema = value.get("schema") if isinstance(value, Mapping) else None
        key = graph.key(schema, f"{where}/schema")
        yield MediaModel(media=_media_name(name), schema_key=key, span=graph.span(first, last))


def responses(graph: SchemaGraph, root: Mapping, node: Mapping, pointer: str) -> Iterator[ResponseModel]:
    """Every response; a schema of 2.0 stands for each media type that the operation produces."""
    produces = _names(node, "produces") or _names(root, "produces") or ("application/json",)
    for status, written, first, last in node.mapping("responses").entries():
        response, where = graph.follow(written, f"{pointer}/responses/{escaped(status)}")
        if not isinstance(response, Mapping) or status.startswith("x-"):
            continue
        span = graph.span(first, last)
        media = tuple(_media(graph, response, where))
        if not media and response.get("schema") is not None:
            key = graph.key(response.get("schema"), f"{where}/schema")
            media = tuple(MediaModel(media=name, schema_key=key, span=span) for name in produces)
        headers = tuple(_headers(graph, response, where))
        yield ResponseModel(status=status.upper(), media=media, headers=headers, pointer=where, span=span)


def _headers(graph: SchemaGraph, response: Mapping, pointer: str) -> Iterator[ParameterModel]:
    for name, node, first, last in response.mapping("headers").entries():
        header, where = graph.follow(node, f"{pointer}/headers/{escaped(name)}")
        if isinstance(header, Mapping):
            key = _parameter_schema(graph, header, where)
            yield ParameterModel(
                where="header",
                name=name,
                required=says(header, "required"),
                schema_key=key,
                pointer=where,
                span=graph.span(first, last),
            )


def _names(node: Mapping, word: str) -> tuple[str, ...]:
    return tuple(_media_name(one.value) for one in node.items(word) if isinstance(one, Scalar))


def _media_name(text: str) -> str:
    return text.partition(";")[0].strip().lower()


def _without(node: Mapping, words: frozenset[str]) -> Mapping:
    values = {name: value for name, value in node.values.items() if name not in words}
    return Mapping(values, {name: node.keys[name] for name in values}, node.first, node.last)
