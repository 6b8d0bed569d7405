"""The types of expressions of Go, as far as their declarations say them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ast_grep_py import SgNode

from app.symbols.found import TypeName
from app.symbols.handlers.place import Place, named
from app.symbols.project import Project
from app.symbols.source import Function, Source

_MOST_STEPS: Final = 8
_NAME: Final = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)?")
_DECLARING: Final = ("short_var_declaration", "range_clause", "var_spec", "parameter_declaration")


class GoTypes:
    """Reads expressions with the declarations of a project."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._declared: Mapping[tuple[str, str], tuple[Source, SgNode]] | None = None

    def of(self, place: Place, steps: int = _MOST_STEPS) -> TypeName | None:
        """The type of an expression; None where it cannot be told."""
        node = place.node
        if steps == 0:
            return None
        match node.kind():
            case "unary_expression" if node.text().startswith("&"):
                return self._inner(place, steps)
            case "parenthesized_expression":
                return self._inner(place, steps)
            case "composite_literal":
                written = node.field("type")
                return _type(place.source, written.text()) if written is not None else None
            case "identifier":
                return self._identifier(place, steps)
            case "selector_expression":
                return self._field(place, steps)
            case "call_expression":
                return self._called(place, 0, steps)
            case _:
                return None

    def functions(self, place: Place, steps: int = _MOST_STEPS) -> Sequence[tuple[Source, Function]]:
        """The functions that the callee `place` may be: one, where that can be told."""
        node = place.node
        if node.kind() == "identifier":
            return list(self._of_package(place.source.folder, node.text(), ""))
        owner, name = node.field("operand"), node.field("field")
        if node.kind() != "selector_expression" or owner is None or name is None:
            return []
        if owner.text() in place.source.imports and not list(_declarations(place, owner.text())):
            folder = self._project.go_folder(place.source, owner.text())
            return list(self._of_package(folder, name.text(), "")) if folder is not None else []
        held = self.of(place.at(owner), steps - 1)
        where = self._where(held) if held is not None and not held.many else None
        return list(self._of_package(where[0], name.text(), where[1])) if where else []

    def _of_package(self, folder: str, name: str, owner: str) -> Iterator[tuple[Source, Function]]:
        for source in self._project.sources.values():
            if source.language == "go" and source.folder == folder:
                yield from ((source, one) for one in source.functions.get(name, ()) if one.owner == owner)

    def _where(self, written: TypeName) -> tuple[str, str] | None:
        """Folder and name of a type."""
        package, _, name = written.name.rpartition(".")
        folder = self._project.go_folder(self._project.sources[written.path], package)
        return (folder, name) if folder is not None else None

    def _inner(self, place: Place, steps: int) -> TypeName | None:
        parts = named(place.node)
        return self.of(place.at(parts[-1]), steps - 1) if parts else None

    def _identifier(self, place: Place, steps: int) -> TypeName | None:
        name = place.node.text()
        found = [self._declaration(place.at(node), name, steps) for node in _declarations(place, name)]
        if not found:
            found = [_type(place.source, written) for known, written in _signature(place.function) if known == name]
        return found[0] if found and len(set(found)) == 1 else None

    def _declaration(self, place: Place, name: str, steps: int) -> TypeName | None:
        node = place.node
        written = node.field("type")
        if node.kind() in {"var_spec", "parameter_declaration"} and written is not None:
            return _type(place.source, written.text())
        left, right = node.field("left") or node, node.field("right") or node.field("value")
        names = [one.text() for one in named(left) if one.kind() == "identifier"]
        values = named(right) if right is not None and right.kind() == "expression_list" else [right] if right else []
        if name not in names or not values:
            return None
        at = names.index(name)
        if node.kind() == "range_clause":
            held = self.of(place.at(values[0]), steps - 1)
            return TypeName(held.path, held.name) if held is not None and held.many and at == 1 else None
        if len(values) == len(names):
            return self.of(place.at(values[at]), steps - 1)
        return self._called(place.at(values[0]), at, steps) if values[0].kind() == "call_expression" else None

    def _called(self, place: Place, at: int, steps: int) -> TypeName | None:
        """The type of the result number `at` of a call."""
        called = place.node.field("function")
        given = place.node.field("arguments")
        if called is None or given is None:
            return None
        parts = named(given)
        if called.text() in {"make", "new"} and parts:
            return _type(place.source, parts[0].text())
        if called.text() == "append" and parts:
            return self.of(place.at(parts[0]), steps - 1)
        found = {_result(origin, one.node, at) for origin, one in self.functions(place.at(called), steps - 1)}
        if not found:
            found = {self._promised(place.at(called), at, steps)}
        return found.pop() if len(found) == 1 else None

    def _promised(self, place: Place, at: int, steps: int) -> TypeName | None:
        """The same for a method of an interface."""
        owner, name = place.node.field("operand"), place.node.field("field")
        held = self.of(place.at(owner), steps - 1) if owner is not None else None
        declared = self._type_spec(held) if held is not None else None
        if declared is None or name is None:
            return None
        source, node = declared
        for one in node.children() if node.kind() == "interface_type" else ():
            own = one.field("name")
            if own is not None and own.text() == name.text():
                return _result(source, one, at)
        return None

    def _field(self, place: Place, steps: int) -> TypeName | None:
        owner, name = place.node.field("operand"), place.node.field("field")
        held = self.of(place.at(owner), steps - 1) if owner is not None else None
        declared = self._type_spec(held) if held is not None and not held.many else None
        if declared is None or name is None:
            return None
        source, node = declared
        for one in node.find_all(kind="field_declaration"):
            written = one.field("type")
            if written is not None and name.text() in [known.text() for known in one.field_children("name")]:
                return _type(source, written.text())
        return None

    def _type_spec(self, written: TypeName) -> tuple[Source, SgNode] | None:
        where = self._where(written)
        if self._declared is None:
            self._declared = dict(_type_specs(self._project))
        return self._declared.get(where) if where is not None else None


def _type_specs(project: Project) -> Iterator[tuple[tuple[str, str], tuple[Source, SgNode]]]:
    for source in project.sources.values():
        for node in source.root.find_all(kind="type_spec") if source.language == "go" else ():
            name, declared = node.field("name"), node.field("type")
            if name is not None and declared is not None:
                yield (source.folder, name.text()), (source, declared)


def _declarations(place: Place, name: str) -> Iterator[SgNode]:
    """Every place in the body of the function that declares `name`."""
    body = place.function.node.field("body")
    for kind in _DECLARING if body is not None else ():
        for node in body.find_all(kind=kind) if body is not None else ():
            left = node.field("left") or node
            if any(one.text() == name for one in named(left) if one.kind() == "identifier"):
                yield node


def _signature(function: Function) -> Iterator[tuple[str, str]]:
    yield from function.parameters
    receiver = function.node.field("receiver")
    if receiver is not None and len(words := receiver.text().strip("()").split()) == 2:  # noqa: PLR2004 - name and type
        yield words[0], words[1]
    # A function within another one knows what that one was given.
    for outer in function.node.ancestors():
        if outer.kind() in {"function_declaration", "method_declaration"}:
            yield from _outer(outer)


def _outer(node: SgNode) -> Iterator[tuple[str, str]]:
    for holder in (node.field("receiver"), node.field("parameters")):
        for one in named(holder) if holder is not None else ():
            written = one.field("type")
            if written is not None:
                yield from ((known.text(), written.text()) for known in one.field_children("name"))


def _type(source: Source, text: str) -> TypeName | None:
    """The one name in a type such as `[]*models.Item`."""
    text = text.lstrip("*")
    many = text.startswith("[]")
    name = text.removeprefix("[]").lstrip("*")
    return TypeName(source.path, name, many) if _NAME.fullmatch(name) else None


def _result(source: Source, node: SgNode, at: int) -> TypeName | None:
    written = node.field("result")
    if written is None or node.field("type_parameters") is not None:
        return None
    if written.kind() != "parameter_list":
        return _type(source, written.text()) if at == 0 else None
    types = [one.field("type") for one in named(written) for _ in range(max(1, len(one.field_children("name"))))]
    wanted = types[at] if at < len(types) else None
    return _type(source, wanted.text()) if wanted is not None else None
