"""Records and classes of Java, and structs of Go."""

import re
from collections.abc import Iterator
from typing import Final

from ast_grep_py import SgNode

from app.domain.code import ModelField
from app.symbols.controllers import decorators, name_of
from app.symbols.found import Shape
from app.symbols.nodes import arguments
from app.symbols.source import Source

_JAVA: Final = {
    "String": "string",
    "CharSequence": "string",
    "UUID": "string",
    "int": "integer",
    "long": "integer",
    "short": "integer",
    "Integer": "integer",
    "Long": "integer",
    "Short": "integer",
    "double": "number",
    "float": "number",
    "Double": "number",
    "Float": "number",
    "BigDecimal": "number",
    "boolean": "boolean",
    "Boolean": "boolean",
    "List": "array",
    "Set": "array",
    "Collection": "array",
    "Map": "object",
}
_GO: Final = {
    **dict.fromkeys(
        ("int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64"), "integer"
    ),
    **dict.fromkeys(("float32", "float64"), "number"),
    "string": "string",
    "bool": "boolean",
    "time.Time": "string",
    "uuid.UUID": "string",
}
_RENAMES: Final = frozenset({"JsonNaming", "JsonSerialize", "JsonAutoDetect", "JsonValue", "JsonTypeInfo"})
_DIFFERS: Final = frozenset({"JsonUnwrapped", "JsonAnyGetter", "JsonAnySetter", "JsonInclude", "JsonFormat"})
_TAG: Final = re.compile(r'json:"(?P<name>[^",]*)(?P<options>[^"]*)"')


def java_shapes(source: Source) -> Iterator[Shape]:
    """Every record, and every class with fields that are private and not static."""
    for kind, holder in (("record_declaration", "parameters"), ("class_declaration", "body")):
        for node in source.root.find_all(kind=kind):
            name, owner = node.field("name"), node.field(holder)
            if name is None or owner is None:
                continue
            marks = {name_of(mark) for mark in decorators(node)}
            doubt = "annotations change how it is written" if marks & (_RENAMES | _DIFFERS) else ""
            doubt = doubt or ("it is generic" if node.field("type_parameters") is not None else "")
            doubt = doubt or (
                "annotations change its fields" if any(f"@{one}" in node.text() for one in _DIFFERS) else ""
            )
            above = node.field("superclass")
            bases = tuple(child.text() for child in above.children() if child.is_named()) if above is not None else ()
            yield Shape(name.text(), source.span(node), tuple(_java_fields(source, owner)), bases, doubt)


def _java_fields(source: Source, owner: SgNode) -> Iterator[ModelField]:
    for one in owner.children():
        words = {word for child in one.children() if child.kind() == "modifiers" for word in child.text().split()}
        if one.kind() not in {"formal_parameter", "field_declaration"} or "static" in words:
            continue
        marks = {name_of(mark): mark for mark in decorators(one)}
        declarator = one.field("declarator")
        name = one.field("name") or (declarator.field("name") if declarator is not None else None)
        written = one.field("type")
        if name is None or written is None or "JsonIgnore" in marks:
            continue
        kind = _JAVA.get(re.sub(r"<.*>", "", written.text(), flags=re.DOTALL), "")
        yield ModelField(
            _renamed(marks.get("JsonProperty")) or name.text(),
            written.text(),
            optional=not {"NotNull", "NotBlank", "NotEmpty", "NonNull"} & marks.keys(),
            span=source.span(one),
            kinds=(kind,) if kind else (),
        )


def _renamed(mark: SgNode | None) -> str:
    for one in arguments(mark) if mark is not None else ():
        value = one.field("value") if one.kind() == "element_value_pair" else one
        if value is not None and value.kind() == "string_literal":
            return value.text().strip('"')
    return ""


def go_shapes(source: Source) -> Iterator[Shape]:
    """Every struct with a JSON tag."""
    for node in source.root.find_all(kind="type_spec"):
        name, struct = node.field("name"), node.field("type")
        if name is None or struct is None or struct.kind() != "struct_type" or 'json:"' not in struct.text():
            continue
        listed = next((child for child in struct.children() if child.kind() == "field_declaration_list"), None)
        fields: list[ModelField] = []
        bases: list[str] = []
        for one in listed.children() if listed is not None else ():
            if one.kind() == "field_declaration":
                found = list(_go_fields(source, one))
                fields.extend(found)
                bases.extend(_embedded(one))
        generic = node.field("type_parameters") is not None
        yield Shape(name.text(), source.span(node), tuple(fields), tuple(bases), "it is generic" if generic else "")


def _embedded(node: SgNode) -> list[str]:
    if node.field("name") is not None or "json:" in node.text():
        return []
    written = node.field("type")
    return [written.text().lstrip("*")] if written is not None else []


def _go_fields(source: Source, node: SgNode) -> Iterator[ModelField]:
    written, tag = node.field("type"), node.field("tag")
    found = _TAG.search(tag.text()) if tag is not None else None
    names = [name.text() for name in node.field_children("name")]
    for name in names:
        if not name[:1].isupper() or written is None or (found and found["name"] == "-" and not found["options"]):
            continue
        pointer = written.text().startswith("*")
        left_out = bool(found and "omitempty" in found["options"])
        kinds = _go_kinds(written.text().lstrip("*"), as_text=bool(found and "string" in found["options"]))
        yield ModelField(
            (found["name"] if found else "") or name,
            written.text(),
            optional=pointer or left_out,
            span=source.span(node),
            kinds=kinds,
            # A pointer to a struct is how Go hands structs on; one to a value is there to be nil.
            nullable=pointer and bool(kinds) and not left_out,
        )


def _go_kinds(text: str, *, as_text: bool) -> tuple[str, ...]:
    if as_text:
        return ("string",)
    if text.startswith("[]") and text != "[]byte":
        return ("array",)
    if text.startswith("map["):
        return ("object",)
    kind = _GO.get(text, "")
    return (kind,) if kind else ()
