"""A small YAML document as plain values, each with its line.

Only PyYAML's Python composer is used, never its C one, which a deep document ends with a segmentation fault.
Scalars are those of YAML 1.2: `on`, `off`, `yes`, `no` and `12:30` are text.
"""

import re
from dataclasses import dataclass, field

import yaml
from yaml.composer import ComposerError
from yaml.reader import ReaderError

Scalar = str | int | float | bool | None
Value = Scalar | list["Value"] | dict[str, "Value"]
Place = tuple[str | int, ...]

_DEEPEST = 20
_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
_CORE = ("str", "int", "float", "bool", "null", "map", "seq", "timestamp", "merge", "value")
_CORE_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in _CORE)


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a document from being read, and where."""

    message: str
    hint: str
    line: int
    key: str = ""  # path of the key that is at fault, where there is one


def path_of(place: Place) -> str:
    """The place as people write it: `comments.max`, `waivers[2].until`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).removeprefix(".")


@dataclass(slots=True)
class Tree:
    """A document: its value, the line of every place in it, and what is wrong with its form."""

    value: Value = None
    lines: dict[Place, int] = field(default_factory=dict[Place, int])
    faults: list[Fault] = field(default_factory=list[Fault])

    def line(self, place: Place) -> int:
        """The line of the place, or of the nearest place around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def _mark(event: yaml.Event) -> yaml.Mark:
    """Where the event starts. The stubs say that it may be anything."""
    mark: object = event.start_mark  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    if not isinstance(mark, yaml.Mark):
        raise TypeError("an event of a parsed text has a mark")
    return mark


class _Loader(yaml.SafeLoader):
    """Composes plain trees only: no aliases, no depths that end in a recursion error."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """The next node, refused when it is an alias or too deep."""
        event: object = self.peek_event()  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        if isinstance(event, yaml.AliasEvent):
            raise ComposerError(None, None, "an alias (`*`) is not supported", _mark(event))
        if self.depth == _DEEPEST and isinstance(event, yaml.Event):
            raise ComposerError(None, None, f"more than {_DEEPEST} levels are nested", _mark(event))
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def read_tree(text: str) -> Tree:
    """The document in `text`; an empty one has the value None. A fault of its syntax leaves no value."""
    tree = Tree()
    loader: _Loader | None = None
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = error.problem or "it does not end"
        return _broken(f"YAML cannot be read: {said}", _line(text, mark.index if mark else 0))
    except ReaderError as error:
        return _broken("YAML cannot be read: a control character", _line(text, error.position))
    finally:
        if loader is not None:
            loader.dispose()  # pyright: ignore[reportUnknownMemberType] - untyped
    if node is not None:
        tree.value = _value(node, (), tree, text)
    return tree


def _broken(message: str, line: int) -> Tree:
    return Tree(faults=[Fault(message, "Mend the syntax; a linter for YAML shows it, too", line)])


def _line(text: str, index: int) -> int:
    """The line as Git and GitHub count it. YAML itself also counts U+2028 and other separators."""
    return text.removesuffix("\n").count("\n", 0, index) + 1


def _value(node: yaml.Node, place: Place, tree: Tree, text: str) -> Value:
    tree.lines.setdefault(place, _line(text, node.start_mark.index))
    if node.tag not in _CORE_TAGS:
        message, line = f"Tag `{node.tag}` is not supported", _line(text, node.start_mark.index)
        tree.faults.append(Fault(message, "Leave the tag out", line, path_of(place)))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, tree, text)
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*place, number), tree, text) for number, child in enumerate(node.value)]
    return _scalar(node)


def _mapping(node: yaml.MappingNode, place: Place, tree: Tree, text: str) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for key_node, child in node.value:
        line = _line(text, key_node.start_mark.index)
        if not isinstance(key_node, yaml.ScalarNode):
            tree.faults.append(Fault("A key is not a word", "Write `key: value`", line))
            continue
        key = str(key_node.value)
        if key in found:
            hint = f"Keep one; the first is in line {tree.lines[*place, key]}"
            path = path_of((*place, key))
            tree.faults.append(Fault(f"Key `{path}` is given twice", hint, line, path))
            continue
        tree.lines[*place, key] = line
        found[key] = _value(child, (*place, key), tree, text)
    return found


def _scalar(node: yaml.Node) -> Scalar:
    value = str(node.value)
    if not isinstance(node, yaml.ScalarNode) or node.style is not None:  # quoted, or a block of text
        return value
    if value in _WORDS:
        return _WORDS[value]
    if _INTEGER.fullmatch(value) and len(value) < _DEEPEST:
        return int(value)
    return float(value) if _FLOAT.fullmatch(value) else value
