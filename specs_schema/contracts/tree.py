"""YAML and JSON as one kind of tree in which every value knows its lines. Scalars stay as written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_DEPTH = 100
MAX_NODES = 200_000
_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_INDEX = re.compile(r"[0-9]{1,9}")
_MEND = "Correct the syntax of the document"
SPLIT = "Make the document smaller or flatter, or split it"


class Malformed(Exception):
    """The text is no YAML or JSON. Raised and caught inside this package, where it becomes a SpecProblem."""

    def __init__(self, message: str, line: int, hint: str = _MEND) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string, number, boolean or null, as written: `on`, `12:30` and `200` are themselves."""

    value: str
    first: int
    last: int
    quoted: bool = False

    @property
    def truth(self) -> bool:
        """Whether it says `true`."""
        return not self.quoted and self.value.lower() == "true"


@dataclass(frozen=True, slots=True)
class Items:
    """A sequence."""

    values: tuple["Node", ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping; `keys` are its keys with their own lines."""

    values: dict[str, "Node"]
    keys: dict[str, Scalar]
    first: int
    last: int

    def get(self, *names: str) -> "Node | None":
        """The value at a path of keys, None where there is none."""
        node: Node | None = self
        for name in names:
            node = node.values.get(name) if isinstance(node, Mapping) else None
        return node

    def text(self, *names: str) -> str:
        """The scalar at a path of keys, empty where there is none."""
        node = self.get(*names)
        return node.value if isinstance(node, Scalar) else ""

    def mapping(self, *names: str) -> "Mapping":
        """The mapping at a path of keys, an empty one where there is none."""
        node = self.get(*names)
        return node if isinstance(node, Mapping) else Mapping({}, {}, self.first, self.last)

    def items(self, *names: str) -> "tuple[Node, ...]":
        """The values of the sequence at a path of keys."""
        node = self.get(*names)
        return node.values if isinstance(node, Items) else ()

    def entries(self) -> Iterator[tuple[str, "Node", int, int]]:
        """Key, value, and the lines from the key to the end of the value."""
        for name, value in self.values.items():
            first = self.keys[name].first
            yield name, value, first, max(first, value.last)


Node = Scalar | Items | Mapping


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A key that a mapping has twice; the first value stays."""

    pointer: str
    line: int


@dataclass(frozen=True, slots=True)
class Tree:
    """A document: its root and the keys that stand twice."""

    root: Node
    duplicates: tuple[Duplicate, ...] = ()


@dataclass(slots=True)
class MappingDraft:
    """A mapping under construction, which notes the keys that come twice."""

    pointer: str
    first: int
    duplicates: list[Duplicate]
    values: dict[str, Node] = field(default_factory=dict[str, Node])
    keys: dict[str, Scalar] = field(default_factory=dict[str, Scalar])

    def add(self, key: Scalar, value: Node) -> None:
        """Take up an entry."""
        if key.value in self.values:
            self.duplicates.append(Duplicate(f"{self.pointer}/{escaped(key.value)}", key.first))
            return
        self.values[key.value] = value
        self.keys[key.value] = key

    def close(self, last: int) -> Mapping:
        """The mapping, which ends on line `last` or later."""
        ends = [value.last for value in self.values.values() if value.first >= self.first]
        return Mapping(self.values, self.keys, self.first, max([self.first, last, *ends]))


def escaped(key: str) -> str:
    """`key` as one step of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def resolve(root: Node, pointer: str) -> Node | None:
    """What the local reference `#/a/b` points at; None where nothing stands."""
    node: Node | None = root
    for step in pointer.removeprefix("#").removeprefix("/").split("/") if pointer not in {"#", "#/"} else ():
        name = _ESCAPES.sub(_unescaped, step).replace("~1", "/").replace("~0", "~")
        if isinstance(node, Mapping):
            node = node.values.get(name)
        elif isinstance(node, Items) and _INDEX.fullmatch(name) and int(name) < len(node.values):
            node = node.values[int(name)]
        else:
            return None
    return node


def _unescaped(escapes: re.Match[str]) -> str:
    """The characters that `%C3%A9` and the like stand for in the fragment of an address."""
    return bytes.fromhex(escapes[0].replace("%", "")).decode("utf-8", "replace")
