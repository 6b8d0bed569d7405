"""Names that a file takes from others, and names that it hands on."""

from collections.abc import Iterator
from dataclasses import dataclass

from ast_grep_py import SgNode

from app.symbols.nodes import arguments


@dataclass(frozen=True, slots=True)
class Import:
    """A name from another file; `name` is empty where the file itself is meant, `default` for a default export."""

    module: str
    name: str = ""


def python_imports(root: SgNode) -> Iterator[tuple[str, Import]]:
    """The names that a file of Python takes from others, by the name that they have there."""
    for node in root.find_all(kind="import_from_statement"):
        module = node.field("module_name")
        for name in node.field_children("name"):
            taken, alias = _aliased(name)
            yield alias, Import(module.text() if module else "", taken)
    for node in root.find_all(kind="import_statement"):
        for name in node.field_children("name"):
            taken, alias = _aliased(name)
            yield alias, Import(taken)


def _aliased(node: SgNode) -> tuple[str, str]:
    name, alias = node.field("name"), node.field("alias")
    if name is not None and alias is not None:
        return name.text(), alias.text()
    return node.text(), node.text()


def script_imports(root: SgNode) -> Iterator[tuple[str, Import]]:
    """The same for JavaScript and TypeScript, `require` included."""
    for node in root.find_all(kind="import_statement"):
        module = node.field("source")
        clause = next((child for child in node.children() if child.kind() == "import_clause"), None)
        if module is not None and clause is not None:
            yield from _clause(clause, module.text().strip("'\""))
    for node in root.find_all(kind="variable_declarator"):
        name, value = node.field("name"), node.field("value")
        module_name = required(value) if value else ""
        if name is not None and module_name:
            yield from _destructured(name, module_name)


def required(node: SgNode) -> str:
    """The module of `require("module")`; empty for anything else."""
    called = node.field("function")
    given = arguments(node) if called is not None and called.text() == "require" else []
    return given[0].text().strip("'\"`") if len(given) == 1 else ""


def _clause(clause: SgNode, module: str) -> Iterator[tuple[str, Import]]:
    for child in clause.children():
        if child.kind() == "identifier":
            yield child.text(), Import(module, "default")
        elif child.kind() == "namespace_import":
            yield child.text().rpartition(" ")[2], Import(module)
        elif child.kind() == "named_imports":
            for one in child.children():
                if one.kind() == "import_specifier":
                    taken, alias = _aliased(one)
                    yield alias, Import(module, taken)


def _destructured(name: SgNode, module: str) -> Iterator[tuple[str, Import]]:
    if name.kind() == "identifier":
        yield name.text(), Import(module, "default")
        return
    for one in name.children():
        if one.kind() == "shorthand_property_identifier_pattern":
            yield one.text(), Import(module, one.text())
        elif one.kind() == "pair_pattern":
            key, value = one.field("key"), one.field("value")
            if key is not None and value is not None:
                yield value.text(), Import(module, key.text())


def script_exports(root: SgNode) -> Iterator[tuple[str, SgNode]]:
    """Exported name → what is exported: a name or a value."""
    for node in root.find_all(kind="export_statement"):
        value = node.field("value")
        declaration = node.field("declaration")
        if value is not None or (declaration is not None and " default " in node.text()[:20]):
            yield "default", value or declaration or node
        for one in node.find_all(kind="export_specifier"):
            name, alias = one.field("name"), one.field("alias")
            if name is not None:
                yield (alias or name).text(), name
    for node in root.find_all(kind="assignment_expression"):
        left, right = node.field("left"), node.field("right")
        if left is None or right is None:
            continue
        if left.text() == "module.exports":
            yield "default", right
            yield from _properties(right)
        elif left.text().startswith(("exports.", "module.exports.")):
            yield left.text().rpartition(".")[2], right


def _properties(node: SgNode) -> Iterator[tuple[str, SgNode]]:
    for one in node.children() if node.kind() == "object" else ():
        if one.kind() == "shorthand_property_identifier":
            yield one.text(), one
        elif one.kind() == "pair":
            key, value = one.field("key"), one.field("value")
            if key is not None and value is not None:
                yield key.text(), value


def go_imports(root: SgNode) -> Iterator[tuple[str, Import]]:
    """The packages that a file of Go names, by the name that they have there."""
    for node in root.find_all(kind="import_spec"):
        path, alias = node.field("path"), node.field("name")
        if path is not None:
            module = path.text().strip('"`')
            parts = [part for part in module.split("/") if not (part[:1] == "v" and part[1:].isdigit())]
            yield alias.text() if alias else parts[-1] if parts else module, Import(module)
