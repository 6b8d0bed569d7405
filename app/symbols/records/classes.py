"""Classes, structs and records of each language → declarations."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from ast_grep_py import SgNode, SgRoot

from app.symbols.compiled_models import java_shapes
from app.symbols.found import Shape
from app.symbols.framework import language_of
from app.symbols.records.declared import Declaration, doubted, of_node, words_of
from app.symbols.script_models import script_shapes
from app.symbols.source import Source

# Bases that bring no field of their own.
_PYTHON_ROOTS: Final = frozenset(
    {
        "object", "ABC", "Protocol", "TypedDict", "NamedTuple", "BaseModel", "BaseSettings", "SQLModel",
        "DeclarativeBase", "Generic", "Exception", "ValueError", "RuntimeError",
    }
)  # fmt: skip
# Fields that a base or a framework may bring without a word.
IMPLIED: Final = frozenset({"id", "pk", "createdat", "updatedat", "deletedat", "createdon", "updatedon", "version"})
_IMPLYING: Final = frozenset({"Base", "Model", "SQLModel"})
_OPEN_PYTHON: Final = re.compile(r"extra\s*=\s*[\"']allow[\"']|\"extra\":\s*\"allow\"|Extra\.allow")
_PARSERS: Final[Mapping[str, str]] = {"py": "python", "go": "go", "kt": "kotlin", "rs": "rust", "rb": "ruby"}


def declarations(path: str, text: str, source: Source | None) -> Iterator[Declaration]:
    """Everything in a file that may keep data. `source` is the file parsed, where its language is one with routes."""
    suffix = path.rpartition(".")[2].lower()
    if suffix in _READERS:
        root = source.root if source is not None else SgRoot(text, _PARSERS[suffix]).root()
        yield from _READERS[suffix](path, root)
    elif source is not None and language_of(path) is not None:
        shapes = java_shapes(source) if source.language == "java" else script_shapes(source)
        yield from (_of_shape(source, one) for one in shapes)


def _of_shape(source: Source, shape: Shape) -> Declaration:
    lines = source.text.split("\n")[shape.span.first - 1 : shape.span.last]
    names = [name for one in shape.fields for name in (one.name, one.also) if name]
    spread = "something is spread into it" if "..." in "\n".join(lines) else ""
    return Declaration(
        name=shape.name,
        fields=tuple(dict.fromkeys(names)),
        words=words_of("\n".join(lines)),
        span=shape.span,
        bases=shape.bases,
        doubt=spread or shape.doubt,
        quote=lines[0].strip() if lines else "",
    )


def _python(path: str, root: SgNode) -> Iterator[Declaration]:
    for node in root.find_all(kind="class_definition"):
        name, body, above = node.field("name"), node.field("body"), node.field("superclasses")
        if name is None or body is None:
            continue
        written = [one.text() for one in above.children() if one.is_named()] if above is not None else []
        bases = [re.sub(r"\[.*", "", one, flags=re.DOTALL).rpartition(".")[2] for one in written if "=" not in one]
        implied = IMPLIED if _IMPLYING & set(bases) else frozenset[str]()
        kept = [one for one in bases if one not in _PYTHON_ROOTS]
        made = of_node(path, node, name.text(), _python_fields(body), kept)
        doubt = "it allows fields that it does not declare" if _OPEN_PYTHON.search(node.text()) else ""
        yield _with(doubted(made, doubt), implied)


def _python_fields(body: SgNode) -> Iterator[str]:
    """Names that are annotated or assigned in the body of a class, and properties."""
    for statement in body.children():
        if statement.kind() == "decorated_definition" and re.match(r"@(\w+\.)*\w*property", statement.text()):
            definition = statement.field("definition")
            name = definition.field("name") if definition is not None else None
            if name is not None:
                yield name.text()
        for one in statement.children() if statement.kind() == "expression_statement" else ():
            left = one.field("left") if one.kind() == "assignment" else None
            if left is not None and left.kind() == "identifier":
                yield left.text()


def _go(path: str, root: SgNode) -> Iterator[Declaration]:
    for node in root.find_all(kind="type_spec"):
        name, struct = node.field("name"), node.field("type")
        if name is None or struct is None or struct.kind() != "struct_type":
            continue
        listed = next((one for one in struct.children() if one.kind() == "field_declaration_list"), None)
        fields: list[str] = []
        bases: list[str] = []
        for one in listed.children() if listed is not None else ():
            names = [child.text() for child in one.field_children("name")] if one.kind() == "field_declaration" else []
            tag, written = one.field("tag"), one.field("type")
            fields += [*names, *(re.findall(r':"([\w-]+)', tag.text()) if tag is not None else [])]
            if one.kind() == "field_declaration" and not names and written is not None:
                bases.append(written.text().lstrip("*").rpartition(".")[2])
        made = of_node(path, node, name.text(), fields, bases)
        yield _with(made, IMPLIED if "Model" in bases else frozenset())


def _kotlin(path: str, root: SgNode) -> Iterator[Declaration]:
    for node in root.find_all(kind="class_declaration"):
        name = next((one for one in node.children() if one.kind() == "type_identifier"), None)
        if name is None:
            continue
        holders = [one for one in node.children() if one.kind() in {"primary_constructor", "class_body"}]
        inner = [child for holder in holders for child in holder.children()]
        held = [one for one in inner if one.kind() in {"class_parameter", "property_declaration"}]
        fields = [found for one in held if (found := _kotlin_name(one))]
        above = [one.text() for one in node.children() if one.kind() == "delegation_specifier"]
        # A base with a constructor is a class, which may have fields; without one it is an interface.
        bases = tuple(one.partition("(")[0].strip() for one in above if "(" in one)
        yield of_node(path, node, name.text(), fields, bases)


def _kotlin_name(node: SgNode) -> str:
    inner = next((one for one in node.children() if one.kind() == "variable_declaration"), node)
    return next((one.text() for one in inner.children() if one.kind() == "simple_identifier"), "")


def _rust(path: str, root: SgNode) -> Iterator[Declaration]:
    for node in root.find_all(kind="struct_item"):
        name, body = node.field("name"), node.field("body")
        if name is None or body is None or body.kind() != "field_declaration_list":
            continue
        names = [one.field("name") for one in body.children() if one.kind() == "field_declaration"]
        doubt = "another struct is written into it" if "flatten" in node.text() else ""
        fields = [one.text() for one in names if one is not None]
        yield doubted(of_node(path, node, name.text(), fields), doubt)


def _ruby(path: str, root: SgNode) -> Iterator[Declaration]:
    for node in root.find_all(kind="class"):
        name, above = node.field("name"), node.field("superclass")
        if name is None:
            continue
        base = above.text().lstrip("< ").strip() if above is not None else ""
        members = re.match(r"(?:Struct\.new|Data\.define)\b", base)
        text = node.text()
        accessors = re.findall(r"\battr_(?:reader|accessor|writer)\s*\(?((?:\s*:\w+\s*,?)+)", text)
        fields = re.findall(r":(\w+)", " ".join([*accessors, base if members else ""]))
        bases = () if members or not base else (base.rpartition("::")[2],)
        yield of_node(path, node, name.text().rpartition("::")[2], fields, bases)
    for node in root.find_all(kind="assignment"):
        left, right = node.field("left"), node.field("right")
        if left is not None and right is not None and re.match(r"(?:Struct\.new|Data\.define)\b", right.text()):
            head = right.text().partition(")")[0]
            yield of_node(path, node, left.text(), re.findall(r":(\w+)", head))


def _with(made: Declaration, implied: frozenset[str]) -> Declaration:
    """The declaration, with what its framework brings."""
    return replace(made, words=made.words | implied)


_READERS: Final[Mapping[str, Callable[[str, SgNode], Iterator[Declaration]]]] = {
    "py": _python,
    "go": _go,
    "kt": _kotlin,
    "rs": _rust,
    "rb": _ruby,
}
