"""OpenAPI 2.0, 3.0 and 3.1, whole documents and bare lists of paths: operations and types."""

import re
from collections.abc import Iterator
from typing import Literal

from specs_schema.contract import ContractField, ContractType, Operation, Response
from specs_schema.contracts.fields import Schemas, reference_name
from specs_schema.contracts.tree import Mapping, Node, Scalar, escaped
from specs_schema.markdown import fold

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_VERSIONS = re.compile(r"2\.0|3\.[01](?:\.\d+)?(?:-\w+)?|3\.2(?:\.\d+)?")
Where = Literal["path", "query", "header", "cookie", "body", "field"]
_WHERE: dict[str, Where] = {
    "path": "path",
    "query": "query",
    "header": "header",
    "cookie": "cookie",
    "body": "body",
    "formData": "body",
}


def is_openapi(root: Mapping) -> bool:
    """Whether the document is one, or a fragment of one: `paths` alone, or paths as its keys."""
    if root.get("openapi") or root.get("swagger"):
        return True
    paths = root.get("paths") if isinstance(root.get("paths"), Mapping) else root
    return isinstance(paths, Mapping) and any(_is_path_item(name, item) for name, item in paths.values.items())


def _is_path_item(name: str, item: Node) -> bool:
    return name.startswith("/") and isinstance(item, Mapping) and not item.values.keys().isdisjoint({*METHODS, "$ref"})


def faults(root: Mapping) -> Iterator[tuple[str, str, int]]:
    """Message, JSON pointer and line of what keeps the document from being OpenAPI."""
    word = "openapi" if root.get("openapi") else "swagger"
    version = root.text(word)
    if root.get(word) and not _VERSIONS.fullmatch(version):
        yield f"Unknown OpenAPI version `{version}`", f"/{word}", root.keys[word].first
        return  # what another version must have, nobody knows
    paths = root.get("paths")
    if root.get(word) and paths is None and not root.get("webhooks") and not root.get("components"):
        yield "The OpenAPI document has no `paths`", "/paths", root.first
    elif paths is not None and not isinstance(paths, Mapping) and not (isinstance(paths, Scalar) and not paths.value):
        yield "`paths` is no mapping of paths", "/paths", root.keys["paths"].first
    for name, item, line, _ in root.mapping("paths").entries():
        if not isinstance(item, Mapping) and not (isinstance(item, Scalar) and item.value in {"", "null"}):
            yield f"`{name}` has no operations: it is no mapping", f"/paths/{escaped(name)}", line


def operations(schemas: Schemas, root: Mapping) -> Iterator[Operation]:
    """Every operation, webhooks included."""
    places = [("/paths", root.mapping("paths")), ("/webhooks", root.mapping("webhooks"))]
    if not root.get("paths") and not root.get("openapi") and not root.get("swagger"):
        places = [("", root)]
    for pointer, paths in places:
        for path, node, _, _ in paths.entries():
            item, where = schemas.follow(node, f"{pointer}/{escaped(path)}")
            for method in METHODS if item and (pointer != "" or path.startswith("/")) else ():
                operation = item.get(method) if item else None
                if item and isinstance(operation, Mapping):
                    yield _operation(schemas, item, path, method, where)


def _operation(schemas: Schemas, item: Mapping, path: str, method: str, pointer: str) -> Operation:
    node, first = item.mapping(method), item.keys[method].first
    where = f"{pointer}/{method}"
    parameters = _parameters(schemas, item, node, pointer, where)
    request, name = _request(schemas, node, where)
    summary = " - ".join(text for text in (node.text("summary"), node.text("description")) if text)
    return Operation(
        id=f"{method.upper()} {path}",
        text=fold(summary or node.text("operationId") or f"{method.upper()} {path}"),
        span=schemas.span(first, node.last),
        contract=schemas.path,
        method=method.upper(),
        path=path,
        operation_id=node.text("operationId"),
        parameters=tuple(one for one in parameters if one.where != "body"),
        request=request or tuple(one for one in parameters if one.where == "body"),
        request_schema=name,
        responses=tuple(_responses(schemas, node, where)),
    )


def _parameters(
    schemas: Schemas, item: Mapping, operation: Mapping, pointer: str, where: str
) -> tuple[ContractField, ...]:
    """The parameters of the path and of the operation, the latter's where both name one."""
    found: dict[tuple[str, str], ContractField] = {}
    for owner, place in ((item, pointer), (operation, where)):
        for at, node in enumerate(owner.items("parameters")):
            parameter, target = schemas.follow(node, f"{place}/parameters/{at}")
            if parameter and parameter.text("name") and not parameter.get("schema", "properties"):
                one = _parameter(schemas, parameter, target, node)
                found[(one.where, one.name)] = one
    return tuple(found.values())


def _parameter(schemas: Schemas, parameter: Mapping, pointer: str, written: Node) -> ContractField:
    content = [value for _, value, _, _ in parameter.mapping("content").entries()]
    inside = content[0].get("schema") if content and isinstance(content[0], Mapping) else None
    schema = parameter.get("schema") or inside or parameter
    required = parameter.get("required")
    return ContractField(
        name=parameter.text("name"),
        type=schemas.type_of(schema),
        required=isinstance(required, Scalar) and required.truth,
        where=_WHERE.get(parameter.text("in"), "field"),
        pointer=pointer,
        span=schemas.span(written.first, written.last),
    )


def _request(schemas: Schemas, operation: Mapping, where: str) -> tuple[tuple[ContractField, ...], str]:
    """Fields and name of the request's schema: `requestBody` of 3.x, the body parameter of 2.0."""
    body, pointer = schemas.follow(operation.get("requestBody"), f"{where}/requestBody")
    if body is not None:
        schema, pointer = _schema(body, pointer)
        return schemas.fields(schema, pointer), _schema_name(schema)
    for at, node in enumerate(operation.items("parameters")):
        parameter, pointer = schemas.follow(node, f"{where}/parameters/{at}")
        if parameter and parameter.text("in") == "body":
            schema = parameter.get("schema")
            return schemas.fields(schema, f"{pointer}/schema"), _schema_name(schema)
    return (), ""


def _responses(schemas: Schemas, operation: Mapping, where: str) -> Iterator[Response]:
    for status, node, first, last in operation.mapping("responses").entries():
        response, pointer = schemas.follow(node, f"{where}/responses/{escaped(status)}")
        schema, pointer = _schema(response, pointer) if response else (None, pointer)
        yield Response(
            status=status,
            text=fold(response.text("description")) if response else "",
            schema_name=_schema_name(schema),
            fields=schemas.fields(schema, pointer),
            span=schemas.span(first, last),
        )


def _schema(owner: Mapping, pointer: str) -> tuple[Node | None, str]:
    """The schema of a body or response: of its JSON content, else of its first, else its own (2.0)."""
    content = owner.mapping("content").values
    kinds = sorted(content, key=lambda kind: "json" not in kind)
    for kind in kinds:
        media = content[kind]
        if isinstance(media, Mapping):
            return media.get("schema"), f"{pointer}/content/{escaped(kind)}/schema"
    return owner.get("schema"), f"{pointer}/schema"


def _schema_name(schema: Node | None) -> str:
    if not isinstance(schema, Mapping):
        return ""
    return reference_name(schema) or reference_name(schema.get("items"))


def types(schemas: Schemas, root: Mapping) -> Iterator[ContractType]:
    """The named schemas."""
    for names in (("components", "schemas"), ("definitions",), ("$defs",)):
        for name, node, first, last in root.mapping(*names).entries():
            pointer = "/" + "/".join((*names, escaped(name)))
            text = node.text("description") or node.text("title") if isinstance(node, Mapping) else ""
            yield ContractType(
                name=name,
                fields=schemas.fields(node, pointer),
                text=fold(text) or schemas.type_of(node),
                pointer=pointer,
                span=schemas.span(first, last),
            )
