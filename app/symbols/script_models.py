"""TypeScript interfaces, types and classes, and zod objects."""

import re
from collections.abc import Iterator
from typing import Final

from ast_grep_py import SgNode

from app.domain.code import ModelField
from app.symbols.controllers import decorators, name_of
from app.symbols.found import Shape
from app.symbols.nodes import arguments, binding_of
from app.symbols.search import has, matches
from app.symbols.source import Source

_KINDS: Final = {"string": "string", "number": "number", "boolean": "boolean", "Date": "string", "object": "object"}
_ZOD: Final = {
    "string": "string",
    "email": "string",
    "uuid": "string",
    "number": "number",
    "int": "integer",
    "boolean": "boolean",
    "array": "array",
    "object": "object",
    "record": "object",
    "enum": "string",
}
_RENAMES: Final = frozenset({"Expose", "Exclude", "Transform"})
_INFERRED: Final = re.compile(r"z\.(?:infer|output)<typeof (\w+)>")
_MADE: Final = re.compile(r"createZodDto\((\w+)\)")
_CHAIN: Final = re.compile(r"\.\s*(\w+)\s*\(")


def script_shapes(source: Source) -> Iterator[Shape]:
    """Every interface, object type, class with typed fields and zod object of the file."""
    if source.language == "typescript":
        yield from _declared(source)
    yield from _zod(source)


def _declared(source: Source) -> Iterator[Shape]:
    for kind in ("interface_declaration", "class_declaration", "type_alias_declaration"):
        for node in source.root.find_all(kind=kind):
            name = node.field("name")
            body = node.field("body") or node.field("value")
            if name is None or body is None or node.field("type_parameters") is not None:
                continue
            inferred = _INFERRED.fullmatch(body.text())
            if inferred:
                yield Shape(name.text(), source.span(node), (), (inferred[1],))
            if kind == "type_alias_declaration" and body.kind() != "object_type":
                continue
            fields, doubt = _fields(source, body)
            yield Shape(name.text(), source.span(node), fields, _bases(node), doubt)


def _bases(node: SgNode) -> tuple[str, ...]:
    """What a class or interface extends, as written: a call (`PartialType(A)`) leads nowhere, and so to a doubt."""
    found: list[str] = []
    for child in node.children():
        clauses = child.children() if child.kind() == "class_heritage" else [child]
        for clause in clauses:
            if clause.kind() in {"extends_clause", "extends_type_clause"}:
                found.extend(one.text() for one in clause.children() if one.is_named() and one.kind() != "arguments")
    return tuple(made[1] if (made := _MADE.fullmatch(one)) else one for one in found)


def _fields(source: Source, body: SgNode) -> tuple[tuple[ModelField, ...], str]:
    fields: list[ModelField] = []
    doubt = ""
    for one in body.children():
        if one.kind() in {"property_signature", "public_field_definition"}:
            marks = [name_of(mark) for mark in decorators(one)]
            doubt = doubt or ("decorators rename or leave out fields" if _RENAMES & set(marks) else "")
            field = _field(source, one, optional="IsOptional" in marks)
            fields.extend([field] if field else [])
        elif one.kind() == "index_signature":
            doubt = "it allows fields that it does not declare"
    return tuple(fields), doubt


def _field(source: Source, node: SgNode, *, optional: bool) -> ModelField | None:
    name, written = node.field("name"), node.field("type")
    words = [child.text() for child in node.children()]
    if name is None or {"static", "private", "#"} & set(" ".join(words[:2]).split()):
        return None
    declared = written.text().lstrip(":").strip() if written is not None else ""
    parts = [part.strip() for part in declared.split("|")]
    nullable = "null" in parts
    kinds = [_kind(part) for part in parts if part not in ("null", "undefined")]
    return ModelField(
        name.text().strip("'\""),
        declared,
        optional=optional or "?" in words or "undefined" in parts,
        span=source.span(node),
        kinds=() if "" in kinds else tuple(dict.fromkeys(kinds)),
        nullable=nullable,
    )


def _kind(text: str) -> str:
    if text.endswith("[]") or text.startswith(("Array<", "ReadonlyArray<")):
        return "array"
    if text[:1] in "\"'":
        return "string"
    return _KINDS.get(text, "")


def _zod(source: Source) -> Iterator[Shape]:
    for call in matches(source, ("z.object($$$ARGS)", "z.strictObject($$$ARGS)", "$BASE.extend($$$ARGS)")):
        name, given = binding_of(call, source.grammar), arguments(call)
        if name is None or len(given) != 1 or given[0].kind() != "object":
            continue
        pairs = [child for child in given[0].children() if child.is_named() and "comment" not in child.kind()]
        fields = [field for one in pairs if (field := _zod_field(source, one))]
        doubt = "" if len(fields) == len(pairs) else "not all of its fields can be read"
        base = has(call, "BASE")
        yield Shape(name.text(), source.span(call), tuple(fields), (base.text(),) if base is not None else (), doubt)


def _zod_field(source: Source, node: SgNode) -> ModelField | None:
    key, value = node.field("key"), node.field("value")
    if node.kind() != "pair" or key is None or value is None:
        return None
    text = value.text()
    chain = _CHAIN.findall(text)
    known = text.startswith("z.") and bool(chain)
    changed = {"transform", "pipe", "preprocess", "or", "and", "union"} & set(chain)
    kind = _ZOD.get(chain[0], "") if known and not changed else ""
    kind = "integer" if kind == "number" and "int" in chain else kind
    return ModelField(
        key.text().strip("'\""),
        text.splitlines()[0],
        optional=bool({"optional", "nullish", "default"} & set(chain)),
        span=source.span(node),
        kinds=(kind,) if kind else (),
        nullable=bool({"nullable", "nullish"} & set(chain)),
    )
