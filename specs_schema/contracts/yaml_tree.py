"""YAML text to a tree, through PyYAML's loader in Python: the C one crashes on deep nesting."""

import re
from dataclasses import dataclass, field

import yaml

from specs_schema.contracts.tree import (
    MAX_DEPTH,
    MAX_NODES,
    SPLIT,
    Duplicate,
    Items,
    Malformed,
    Mapping,
    MappingDraft,
    Node,
    Scalar,
    Tree,
    escaped,
)

# PyYAML ends a line at these, as YAML 1.1 does. YAML 1.2 and Git do not: places would lie outside of the document.
_NO_LINE_END = re.compile("[\x85\u2028\u2029]|\r(?!\n)")


class _Composer(yaml.SafeLoader):
    """Composes nodes, with a limit to their depth and number."""

    depth = 0
    nodes = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        self.depth += 1
        self.nodes += 1
        if self.depth > MAX_DEPTH or self.nodes > MAX_NODES:
            what = "nests deeper than 100 levels" if self.depth > MAX_DEPTH else "has more than 200,000 values"
            raise Malformed(f"The document {what}", self.line + 1, SPLIT)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def read_yaml(text: str) -> Tree:
    """The first document of `text`. Raises Malformed with the line."""
    if "\0" in text:
        raise Malformed("The document holds a NUL byte", text[: text.index("\0")].count("\n") + 1)
    try:
        loader = _Composer(_NO_LINE_END.sub(" ", text.removeprefix("\ufeff")))
        node = loader.get_node() if loader.check_node() else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Malformed(f"Not YAML: {error.problem or 'it does not end'}", mark.line + 1 if mark else 1) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise Malformed(f"Not YAML: {error.reason}", line) from error
    except RecursionError as error:
        raise Malformed("The document nests too deeply", 1, SPLIT) from error
    if node is None:
        return Tree(Scalar("", 1, 1))
    building = _Building()
    return Tree(building.convert(node, ""), tuple(building.duplicates))


@dataclass(slots=True)
class _Building:
    """Turns composed nodes into ours. An alias yields the same value again, so nothing grows."""

    duplicates: list[Duplicate] = field(default_factory=list[Duplicate])
    done: dict[int, Node] = field(default_factory=dict[int, Node])
    open: set[int] = field(default_factory=set[int])

    def convert(self, node: yaml.Node, pointer: str) -> Node:
        if id(node) in self.open:
            what = "An alias refers to a value that contains it"
            raise Malformed(what, node.start_mark.line + 1, "Write the value out in place of the alias (`*`)")
        if id(node) not in self.done:
            self.open.add(id(node))
            self.done[id(node)] = self._convert(node, pointer)
            self.open.discard(id(node))
        return self.done[id(node)]

    def _convert(self, node: yaml.Node, pointer: str) -> Node:
        first = node.start_mark.line + 1
        if isinstance(node, yaml.SequenceNode):
            values = tuple(self.convert(value, f"{pointer}/{at}") for at, value in enumerate(node.value))
            last = node.end_mark.line + 1 if node.flow_style else first
            return Items(values, first, max([first, last, *(value.last for value in values if value.first >= first)]))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, pointer, first)
        end = node.end_mark.line + (0 if node.end_mark.column == 0 and node.end_mark.line >= first else 1)
        return Scalar(
            str(node.value), first, max(first, end), quoted=isinstance(node, yaml.ScalarNode) and node.style is not None
        )

    def _mapping(self, node: yaml.MappingNode, pointer: str, first: int) -> Mapping:
        draft = MappingDraft(pointer, first, self.duplicates)
        merged: list[Node] = []
        for key_node, value_node in node.value:
            key = self.convert(key_node, pointer)
            if not isinstance(key, Scalar):
                continue  # a key that is a list or a mapping names nothing that a contract knows
            value = self.convert(value_node, f"{pointer}/{escaped(key.value)}")
            if key.value == "<<" and not key.quoted:
                merged.extend(value.values if isinstance(value, Items) else [value])
            else:
                draft.add(key, value)
        for other in merged:
            if isinstance(other, Mapping):
                for name in [name for name in other.values if name not in draft.values]:
                    draft.add(other.keys[name], other.values[name])
        return draft.close(node.end_mark.line + 1 if node.flow_style else first)
