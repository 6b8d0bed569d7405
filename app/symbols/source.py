"""One file, parsed: its tree, and the names that it gives, takes and hands on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from ast_grep_py import SgNode, SgRoot

from app.symbols.framework import Language, language_of
from app.symbols.grammar import GRAMMARS, Grammar, parser_of
from app.symbols.imports import Import, go_imports, python_imports, script_exports, script_imports
from app.symbols.nodes import binding_of, bound
from specs_schema.span import Span


@dataclass(frozen=True, slots=True)
class Function:
    """A function with a name, its parameters with their types as written, and what it returns."""

    name: str
    node: SgNode
    parameters: tuple[tuple[str, str], ...]
    owner: str = ""  # the type of a method's receiver


@dataclass(frozen=True)
class Source:
    """A file of a language that is read."""

    path: str
    language: Language
    text: str
    root: SgNode
    imports: dict[str, Import] = field(default_factory=dict[str, Import])
    exports: dict[str, SgNode] = field(default_factory=dict[str, SgNode])
    found: dict[tuple[str, ...], list[SgNode]] = field(
        default_factory=dict[tuple[str, ...], list[SgNode]]
    )  # kept matches

    @property
    def grammar(self) -> Grammar:
        """What its language calls things."""
        return GRAMMARS[self.language]

    @property
    def folder(self) -> str:
        """The folder it lies in."""
        return self.path.rpartition("/")[0]

    def span(self, node: SgNode) -> Span:
        """The lines of a node."""
        place = node.range()
        return Span(path=self.path, first=place.start.line + 1, last=place.end.line + 1)

    @cached_property
    def bindings(self) -> Mapping[str, Sequence[SgNode]]:
        """Every value that a name is given anywhere in the file."""
        found: dict[str, list[SgNode]] = {}
        for kind in sorted(self.grammar.bindings | {"const_spec"}):
            for node in _of_kind(self.root, self.language, kind):
                name, value = bound(node)
                if name is not None and value is not None:
                    found.setdefault(name.text(), []).append(value)
        return found

    @cached_property
    def functions(self) -> Mapping[str, Sequence[Function]]:
        """The functions and methods that have a name."""
        found: dict[str, list[Function]] = {}
        for kind in sorted(self.grammar.functions):
            for node in _of_kind(self.root, self.language, kind):
                if name := _function_name(node, self.grammar):
                    found.setdefault(name, []).append(self.function(node))
        return found

    def function(self, node: SgNode) -> Function:
        """The function at a node that is one."""
        return Function(_function_name(node, self.grammar), node, _parameters(node), _owner(node))

    def constant(self, name: str) -> SgNode | None:
        """The value of a name that is given one exactly once, where nothing can give it another."""
        values = self.bindings.get(name, ())
        if len(values) != 1 or not self._is_constant(values[0]):
            return None
        return values[0]

    def _is_constant(self, value: SgNode) -> bool:
        parents = value.ancestors()
        if self.language == "python":
            return not any(one.kind() in {"function_definition", "class_definition", "call"} for one in parents)
        kinds = [one.kind() for one in parents]
        if self.language == "go":
            return "const_spec" in kinds
        if self.language == "java":
            declared = next((one.text() for one in parents if one.kind() == "field_declaration"), "")
            return "final" in declared.split("=")[0].split()
        declaration = next((one for one in parents if one.kind() == "lexical_declaration"), None)
        return declaration is not None and declaration.text().startswith("const")


def parse(path: str, text: str) -> Source | None:
    """The file, or None where its language is not read. A parser meets only languages that it is known to have."""
    language = language_of(path)
    if language is None:
        return None
    root = SgRoot(text, parser_of(path, language)).root()
    source = Source(path, language, text, root)
    if language == "python":
        source.imports.update(python_imports(root))
    elif language in ("javascript", "typescript"):
        source.imports.update(script_imports(root))
        source.exports.update(script_exports(root))
    elif language == "go":
        source.imports.update(go_imports(root))
    return source


def _of_kind(root: SgNode, language: Language, kind: str) -> Sequence[SgNode]:
    # A kind that a grammar does not have ends the parser with an error: only some have these.
    if kind in _ONLY and language not in _ONLY[kind]:
        return ()
    return root.find_all(kind=kind)


_ONLY: Final[Mapping[str, frozenset[str]]] = {
    "const_spec": frozenset({"go"}),
    "public_field_definition": frozenset({"typescript"}),
    "field_definition": frozenset({"javascript"}),
    "function": frozenset(),
}


def _function_name(node: SgNode, grammar: Grammar) -> str:
    name = node.field("name") or binding_of(node, grammar)
    if name is not None:
        return name.text().rpartition(".")[2]
    return ""


def _owner(node: SgNode) -> str:
    receiver = node.field("receiver")
    return receiver.text().strip("()").split()[-1].lstrip("*") if receiver and receiver.text().strip("()") else ""


def _parameters(node: SgNode) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    owner = node.field("parameters")
    if owner is None:
        single = node.field("parameter")
        return ((single.text(), ""),) if single else ()
    for one in owner.children():
        if one.is_named() and "comment" not in one.kind():
            found.extend(_parameter(one))
    return tuple(found)


def _parameter(node: SgNode) -> Iterator[tuple[str, str]]:
    kind = node.kind()
    written = node.field("type")
    declared = written.text().lstrip(":").strip() if written else ""
    if kind == "parameter_declaration":  # Go: several names may share a type
        names = [child.text() for child in node.children() if child.kind() == "identifier"] or [""]
        yield from ((name, declared) for name in names)
        return
    name = node if kind == "identifier" else node.field("name") or node.field("pattern") or node.child(0)
    yield (name.text() if name else "", declared)
