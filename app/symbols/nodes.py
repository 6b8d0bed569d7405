"""Nodes of a syntax tree: the arguments of calls, and the names that values are given."""

from typing import Final

from ast_grep_py import SgNode

from app.symbols.grammar import Grammar

_AROUND: Final = frozenset(  # what may stand between a value and the name that it gets
    {
        "await",
        "await_expression",
        "as_expression",
        "expression_list",
        "literal_element",
        "non_null_expression",
        "parenthesized_expression",
        "satisfies_expression",
        "unary_expression",
    }
)


def bound(node: SgNode) -> tuple[SgNode | None, SgNode | None]:
    """The name and the value of a binding, where it is one name and one value."""
    name = node.field("left") or node.field("name") or node.field("key") or node.field("property")
    value = node.field("right") or node.field("value")
    if node.kind() == "keyed_element":
        parts = [child for child in node.children() if child.is_named()]
        name, value = (parts[0], parts[1]) if len(parts) > 1 else (None, None)
    return _single(name), _single(value)


def _single(node: SgNode | None) -> SgNode | None:
    while node is not None and node.kind() in {"expression_list", "literal_element"}:
        parts = [child for child in node.children() if child.is_named()]
        node = parts[0] if len(parts) == 1 else None
    return node


def binding_of(node: SgNode, grammar: Grammar) -> SgNode | None:
    """The name that the value `node` is given."""
    for parent in node.ancestors():
        if parent.kind() in grammar.bindings:
            return bound(parent)[0]
        if parent.kind() not in _AROUND:
            return None
    return None


def arguments(call: SgNode) -> list[SgNode]:
    """The arguments of a call or decorator, without brackets, commas and comments."""
    if call.kind() == "decorator":
        called = next((child for child in call.children() if child.kind() == "call_expression"), None)
        return arguments(called) if called else []
    node = call.field("arguments")
    if node is None:
        node = next((child for child in call.children() if child.kind().endswith("argument_list")), None)
    return [one for one in node.children() if one.is_named() and "comment" not in one.kind()] if node else []
