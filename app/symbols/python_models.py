"""Pydantic models and dataclasses."""

import re
from collections.abc import Iterator
from typing import Final

from ast_grep_py import SgNode

from app.domain.code import ModelField
from app.symbols.found import Shape
from app.symbols.source import Source
from app.symbols.values import argument

_ROOTS: Final = frozenset({"BaseModel", "pydantic.BaseModel", "object", "ABC", "abc.ABC"})
_KINDS: Final = {
    "str": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "list": "array",
    "List": "array",
    "tuple": "array",
    "Tuple": "array",
    "set": "array",
    "frozenset": "array",
    "Sequence": "array",
    "dict": "object",
    "Dict": "object",
    "Mapping": "object",
    "datetime": "string",
    "date": "string",
    "UUID": "string",
    "EmailStr": "string",
    "AwareDatetime": "string",
}
# What makes names or presence of fields differ from the declaration.
_DOUBTS: Final = {
    "alias_generator": "an alias generator renames its fields",
    "model_serializer": "a serializer of its own writes it",
    "extra='allow'": "it allows fields that it does not declare",
    'extra="allow"': "it allows fields that it does not declare",
    "def model_dump": "it writes itself",
    "def dict(": "it writes itself",
    "RootModel": "it is no object",
}
_ALIAS: Final = re.compile(r"\b(?:alias|serialization_alias|validation_alias|exclude)\s*=")
_LITERALS: Final = re.compile(r"(?:typing\.)?Literal\[(?P<values>.*)\]", re.DOTALL)
_OUTER: Final = re.compile(r"(?P<name>[\w.]+)(?:\[.*\])?", re.DOTALL)


def python_shapes(source: Source) -> Iterator[Shape]:
    """Every class of the file that is, or may inherit from, a model or a dataclass."""
    for node in source.root.find_all(kind="class_definition"):
        name, body = node.field("name"), node.field("body")
        if name is None or body is None:
            continue
        bases = _bases(node)
        dataclass = _is_dataclass(node)
        if not bases and not dataclass:
            continue
        fields = tuple(_fields(source, body))
        unnamed = "" if all(one.name for one in fields) else "a field has another name, which is no constant"
        yield Shape(
            name=name.text(),
            span=source.span(node),
            fields=tuple(one for one in fields if one.name),
            bases=tuple(base for base in bases if base not in _ROOTS),
            doubt=_doubt(node, bases, dataclass=dataclass) or unnamed,
        )


def _bases(node: SgNode) -> list[str]:
    owner = node.field("superclasses")
    return [child.text() for child in owner.children() if child.is_named()] if owner is not None else []


def _is_dataclass(node: SgNode) -> bool:
    around = node.parent()
    marks = [child.text() for child in around.children() if child.kind() == "decorator"] if around else []
    return any(re.match(r"@(?:\w+\.)*dataclass\b", mark) for mark in marks)


def _doubt(node: SgNode, bases: list[str], *, dataclass: bool) -> str:
    text = node.text()
    if any("=" in base or "[" in base for base in bases):
        return "it is generic"
    if not dataclass and set(bases) <= {"object", "ABC", "abc.ABC"}:
        return "it is no model"
    return next((why for word, why in _DOUBTS.items() if word in text), "")


def _fields(source: Source, body: SgNode) -> Iterator[ModelField]:
    for statement in body.children():
        assigned = next((child for child in statement.children() if child.kind() == "assignment"), None)
        if statement.kind() == "decorated_definition" and "computed_field" in statement.text().split("def ")[0]:
            definition = statement.field("definition")
            name = definition.field("name") if definition else None
            if name is not None:
                yield ModelField(name.text(), "", optional=False, span=source.span(statement))
        if statement.kind() != "expression_statement" or assigned is None:
            continue
        field = _field(source, assigned)
        if field is not None:
            yield field


def _field(source: Source, node: SgNode) -> ModelField | None:
    name, written, value = node.field("left"), node.field("type"), node.field("right")
    if name is None or written is None or name.text().startswith("_") or "ClassVar" in written.text():
        return None
    declared = _unannotated(written.text())
    kinds, nullable = python_kinds(declared)
    span = source.span(node)
    renamed = bool(_ALIAS.search(node.text()))
    alias = _own_alias(node) if renamed else name.text()
    return ModelField(
        alias,
        declared,
        optional=_has_default(value),
        span=span,
        kinds=kinds,
        nullable=nullable,
        also=name.text() if renamed else "",
    )


def _own_alias(node: SgNode) -> str:
    """The one alias that a field is read and written by (FastAPI answers by alias)."""
    text = node.text()
    found = re.findall(r"\b(alias|serialization_alias|validation_alias|exclude)\s*=\s*[\"']([^\"']*)[\"']", text)
    return found[0][1] if len(found) == len(_ALIAS.findall(text)) == 1 and found[0][0] == "alias" else ""


def _has_default(value: SgNode | None) -> bool:
    if value is None or value.text() == "...":
        return False
    called = value.field("function")
    if called is None or called.text().rpartition(".")[2] not in {"Field", "field"}:
        return True
    default = argument(value, ("default=", "default_factory=", 0))
    return default is not None and default.text() != "..."


def _unannotated(text: str) -> str:
    found = re.match(r"(?:typing\.)?Annotated\[\s*(?P<inner>(?:[^,\[\]]|\[[^\[\]]*\])+),", text)
    return found["inner"].strip() if found else text


def python_kinds(text: str) -> tuple[tuple[str, ...], bool]:
    """The JSON kinds of a type, empty where one cannot be told, and whether it may be null."""
    optional = re.fullmatch(r"(?:typing\.)?Optional\[(.*)\]", text, re.DOTALL)
    parts = [optional[1], "None"] if optional else _alternatives(text)
    kinds = [_kind(part.strip()) for part in parts if part.strip() != "None"]
    nullable = any(part.strip() == "None" for part in parts)
    return (() if "" in kinds else tuple(dict.fromkeys(kinds))), nullable


def _alternatives(text: str) -> list[str]:
    """`A | B`, split where no bracket is open."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign in "[(") - (sign in "])")
        if sign == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _kind(text: str) -> str:
    literal = _LITERALS.fullmatch(text)
    if literal:
        values = [value.strip() for value in literal["values"].split(",") if value.strip()]
        return "string" if all(value[0] in "\"'" for value in values) else ""
    outer = _OUTER.fullmatch(text)
    return _KINDS.get(outer["name"].rpartition(".")[2], "") if outer else ""
