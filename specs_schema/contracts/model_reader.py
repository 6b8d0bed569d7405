"""A parsed OpenAPI document or JSON Schema → its ContractModel."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from specs_schema.contracts.model_parts import parameters, request_body, responses, written_parameters
from specs_schema.contracts.openapi import METHODS
from specs_schema.contracts.schema_graph import SchemaGraph, says
from specs_schema.contracts.schema_model import ContractModel, Member, OperationModel
from specs_schema.contracts.tree import Mapping, Node, Scalar, escaped

_MAX_OPERATIONS = 2_000
_METHODS: Final = (*METHODS, "query")
_PARAMETER = re.compile(r"\{[^{}]*\}")
_HOST = re.compile(r"^(?:[\w+.-]+:)?//[^/]*")


def openapi_model(path: str, root: Mapping) -> ContractModel:
    """The operations of an OpenAPI document of any version, or of a bare list of paths."""
    graph = SchemaGraph(path, root, siblings=not _old(root))
    found: list[OperationModel] = []
    for item in _path_items(graph, root):
        for operation in _operations(graph, root, item):
            if len(found) >= _MAX_OPERATIONS:
                graph.complete = False
                break
            found.append(operation)
    graph.finish()
    return ContractModel(
        operations=tuple(found), schemas=graph.schemas, unfollowed=graph.unfollowed, complete=graph.complete
    )


def json_schema_model(path: str, root: Mapping) -> ContractModel:
    """The document's own schema; where it only holds definitions, each of them."""
    graph = SchemaGraph(path, root, siblings=True)
    describes = not root.values.keys() <= {"$schema", "$id", "title", "description", "$defs", "definitions", "$comment"}
    roots = [Member(name="", schema_key=graph.key(root, ""), span=graph.span(root.first, root.first))]
    if not describes:
        roots = [
            Member(name=name, schema_key=graph.key(node, f"/{word}/{escaped(name)}"), span=graph.span(first, last))
            for word in ("$defs", "definitions")
            for name, node, first, last in root.mapping(word).entries()
        ]
    graph.finish()
    known = tuple(one for one in roots if one.schema_key)
    return ContractModel(roots=known, schemas=graph.schemas, unfollowed=graph.unfollowed, complete=graph.complete)


def template(path: str) -> str:
    """A path with the names of its parameters taken out, without a slash at its end."""
    return _PARAMETER.sub("{}", path).rstrip("/") or "/"


def _old(root: Mapping) -> bool:
    return bool(root.get("swagger")) or root.text("openapi").startswith("3.0")


@dataclass(frozen=True, slots=True)
class _PathItem:
    """A path item where it stands: at `/paths/~1answers`."""

    path: str
    node: Mapping
    pointer: str
    webhook: bool


def _path_items(graph: SchemaGraph, root: Mapping) -> Iterator[_PathItem]:
    places = [("/paths", root.mapping("paths")), ("/webhooks", root.mapping("webhooks"))]
    if not root.get("paths") and not root.get("openapi") and not root.get("swagger"):
        places = [("", root)]
    for pointer, paths in places:
        for name, node, _, _ in paths.entries():
            item, where = graph.follow(node, f"{pointer}/{escaped(name)}")
            if isinstance(item, Mapping) and (pointer or name.startswith("/")):
                yield _PathItem(name, item, where, webhook=pointer == "/webhooks")


def _operations(graph: SchemaGraph, root: Mapping, item: _PathItem) -> Iterator[OperationModel]:
    for method in _METHODS:
        node = item.node.get(method)
        if isinstance(node, Mapping):
            yield _operation(graph, root, item, (method.upper(), node, f"{item.pointer}/{method}", item.node))
    others = item.node.mapping("additionalOperations")
    for method, node, _, _ in others.entries():
        if isinstance(node, Mapping):
            where = f"{item.pointer}/additionalOperations/{escaped(method)}"
            yield _operation(graph, root, item, (method.upper(), node, where, others))


def _operation(
    graph: SchemaGraph, root: Mapping, item: _PathItem, place: tuple[str, Mapping, str, Mapping]
) -> OperationModel:
    method, node, pointer, owner = place
    key = next(name for name, value in owner.values.items() if value is node)
    written = written_parameters(graph, (item.node, item.pointer), (node, pointer))
    secured = node if node.get("security") is not None else root
    return OperationModel(
        method=method,
        path=item.path,
        template=template(item.path),
        server=_server(root),
        operation_id=node.text("operationId"),
        webhook=item.webhook,
        deprecated=says(node, "deprecated"),
        sunset=node.text("x-sunset"),
        parameters=tuple(parameters(graph, written)),
        body=request_body(graph, root, node, pointer, written),
        responses=tuple(responses(graph, root, node, pointer)),
        security=tuple(_security(root, secured)),
        security_line=secured.keys["security"].first if secured.get("security") else node.first,
        pointer=pointer,
        span=graph.span(owner.keys[key].first, node.last),
    )


def _security(root: Mapping, owner: Mapping) -> Iterator[tuple[str, ...]]:
    """The alternatives. A scheme is told by what it is, where that is said: a new name for it changes nothing."""
    schemes = root.mapping("components", "securitySchemes").values or root.mapping("securityDefinitions").values
    for alternative in owner.items("security"):
        if isinstance(alternative, Mapping):
            needed: set[str] = set()
            for name, _, _, _ in alternative.entries():
                scheme = _scheme(name, schemes.get(name))
                scopes = (one.value for one in alternative.items(name) if isinstance(one, Scalar))
                needed |= {scheme, *(f"{scheme} {scope}" for scope in scopes)}
            yield tuple(sorted(needed))


def _scheme(name: str, node: Node | None) -> str:
    if not isinstance(node, Mapping) or not node.text("type"):
        return name
    words = [node.text(word).lower() for word in ("type", "scheme", "in", "name")]
    return "-".join(word for word in words if word)


def _server(root: Mapping) -> str:
    """The path before all paths: `basePath` of 2.0, that of the first server of 3.x."""
    servers = root.items("servers")
    first = servers[0].text("url") if servers and isinstance(servers[0], Mapping) else root.text("basePath")
    return template(_HOST.sub("", first)).rstrip("/")
