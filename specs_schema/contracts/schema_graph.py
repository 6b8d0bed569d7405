"""Schemas of a document → SchemaModels that refer to each other by key. Nothing outside the document is looked at."""

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from specs_schema.contracts.fields import reference_name
from specs_schema.contracts.schema_model import Member, SchemaModel, Unfollowed
from specs_schema.contracts.tree import Items, Mapping, Node, Scalar, escaped, resolve
from specs_schema.span import Span

_MAX_SCHEMAS = 10_000
_MAX_FOLLOWED = 30  # references that lead to references
_MAX_RENDERED = 2_000  # values that are rendered of one keyword
_LONGEST_TEXT = 200
_DEEPEST = 50  # values within values that are rendered

_WORDS = ("format", "pattern", "const", "default")
_WHOLE = (
    "not", "if", "then", "else", "contains", "dependentRequired", "dependentSchemas", "dependencies",
    "patternProperties", "propertyNames", "unevaluatedItems", "unevaluatedProperties", "contentSchema",
    "contentMediaType", "contentEncoding", "prefixItems", "additionalItems",
)  # fmt: skip
_BOUNDS = (
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "minItems", "maxItems",
    "minProperties", "maxProperties", "minContains", "maxContains", "multipleOf",
)  # fmt: skip
_ANNOTATIONS = frozenset({"$ref", "description", "summary", "title", "example", "examples", "$comment", "deprecated"})


@dataclass(slots=True)
class SchemaGraph:
    """The schemas of one document, as far as something refers to them.

    `siblings` says whether keywords beside a `$ref` count, as they do from OpenAPI 3.1 on.
    """

    path: str
    root: Node
    siblings: bool
    complete: bool = True
    schemas: dict[str, SchemaModel] = field(default_factory=dict[str, SchemaModel])
    _keys: dict[int, str] = field(default_factory=dict[int, str])
    _pending: list[tuple[Mapping, str]] = field(default_factory=list[tuple[Mapping, str]])
    _kept: list[Mapping] = field(default_factory=list[Mapping])  # an id is only good while its value is there
    _joined: dict[int, Mapping] = field(default_factory=dict[int, Mapping])
    _unfollowed: dict[str, Unfollowed] = field(default_factory=dict[str, Unfollowed])

    def span(self, first: int, last: int) -> Span:
        """Lines of this document."""
        return Span(path=self.path, first=first, last=max(first, last))

    @property
    def unfollowed(self) -> tuple[Unfollowed, ...]:
        """Every reference that leads out of the document, or to nothing, at the first line that has it."""
        return tuple(self._unfollowed.values())

    def follow(self, node: Node | None, pointer: str) -> tuple[Node | None, str]:
        """What `node` is or refers to, and where it stands; None for a reference that cannot be followed."""
        for _ in range(_MAX_FOLLOWED):
            target = node.get("$ref") if isinstance(node, Mapping) else None
            if not isinstance(node, Mapping) or not isinstance(target, Scalar):
                return node, pointer
            if self.siblings and not node.values.keys() <= _ANNOTATIONS and id(node) not in self._joined:
                self._joined[id(node)] = _joined(node)
            if id(node) in self._joined:
                return self._joined[id(node)], pointer
            local = target.value == "#" or target.value.startswith("#/")
            found = resolve(self.root, target.value) if local else None
            if found is None:
                self._unfollowed.setdefault(
                    target.value, Unfollowed(target=target.value, span=self.span(target.first, target.last))
                )
                return None, pointer
            node, pointer = found, target.value.removeprefix("#")
        return None, pointer  # references in a circle

    def key(self, node: Node | None, pointer: str) -> str:
        """The key under which the schema will be found after `finish`: its pointer; empty where there is none."""
        if node is None:
            return ""
        target, where = self.follow(node, pointer)
        if not isinstance(target, Mapping):
            return self._bare(node, target, where)
        if id(target) not in self._keys:
            if len(self._keys) >= _MAX_SCHEMAS:
                self.complete = False
                return ""
            self._keys[id(target)] = where or "#"
            self._kept.append(target)
            self._pending.append((target, where))
        return self._keys[id(target)]

    def finish(self) -> None:
        """Read every schema that was asked for, and those below it. A list, because references nest without end."""
        while self._pending:
            node, pointer = self._pending.pop()
            self.schemas[pointer or "#"] = self._schema(node, pointer)

    def _bare(self, node: Node, target: Node | None, pointer: str) -> str:
        """`true` and `false`, and what a reference that cannot be followed would have been."""
        reference = node.text("$ref") if isinstance(node, Mapping) else ""
        anything = isinstance(target, Scalar) and target.truth
        unknown = "" if anything else reference or "it is no schema"
        span = self.span(node.first, node.last)
        self.schemas.setdefault(pointer, SchemaModel(pointer=pointer, span=span, unknown=unknown))
        return pointer

    def _schema(self, node: Mapping, pointer: str) -> SchemaModel:
        nothing, one_of = self._alternatives(node, pointer, "oneOf")
        no_thing, any_of = self._alternatives(node, pointer, "anyOf")
        all_of = [self.key(part, f"{pointer}/allOf/{at}") for at, part in enumerate(node.items("allOf"))]
        for empty, branches in ((nothing, one_of), (no_thing, any_of)):
            if empty and len(branches) == 1:  # `anyOf: [X, {type: null}]` says no more than X that may be null
                all_of.append(branches.pop().schema_key)
        declared = tuple(_types(node))
        additional = node.get("additionalProperties")
        return SchemaModel(
            pointer=pointer,
            span=self.span(node.first, node.last),
            types=tuple(sorted({kind for kind in declared if kind != "null"})),
            nullable=nothing or no_thing or "null" in declared or says(node, "nullable") or says(node, "x-nullable"),
            enum=_values(node, "enum"),
            extensible=_values(node, "x-extensible-enum"),
            words={word: rendered(value) for word in (*_WORDS, *_WHOLE) if (value := node.get(word)) is not None},
            bounds=dict(_bounds(node)),
            required={one.value: one.first for one in node.items("required") if isinstance(one, Scalar)},
            properties=tuple(self._properties(node, pointer)),
            items=self.key(node.get("items"), f"{pointer}/items"),
            closed=isinstance(additional, Scalar) and additional.value.lower() == "false",
            additional=self.key(additional, f"{pointer}/additionalProperties")
            if isinstance(additional, Mapping)
            else "",
            all_of=tuple(key for key in all_of if key),
            one_of=tuple(one_of),
            any_of=tuple(any_of),
            read_only=says(node, "readOnly"),
            write_only=says(node, "writeOnly"),
            lines={name: key.first for name, key in node.keys.items()},
        )

    def _properties(self, node: Mapping, pointer: str) -> Iterator[Member]:
        for name, value, first, last in node.mapping("properties").entries():
            key = self.key(value, f"{pointer}/properties/{escaped(name)}")
            if key:
                yield Member(name=name, schema_key=key, span=self.span(first, last))

    def _alternatives(self, node: Mapping, pointer: str, word: str) -> tuple[bool, list[Member]]:
        """Whether null is one of them, and the others."""
        found: list[Member] = []
        empty = False
        for at, part in enumerate(node.items(word)):
            if isinstance(part, Mapping) and part.text("type") == "null" and len(part.values) == 1:
                empty = True
            elif key := self.key(part, f"{pointer}/{word}/{at}"):
                span = self.span(part.first, part.last)
                found.append(Member(name=reference_name(part), schema_key=key, span=span))
        return empty, found


def rendered(node: Node) -> str:
    """A value as one line of text that is the same for the same value, whatever its order and layout."""
    text = _rendered(node, [_MAX_RENDERED], _DEEPEST)
    if len(text) <= _LONGEST_TEXT:
        return text
    return f"{text[: _LONGEST_TEXT - 20]}… {hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def _rendered(node: Node, left: list[int], depth: int) -> str:
    """`left` and `depth` count down, because aliases can make a short text a value without end."""
    left[0] -= 1
    if left[0] < 0 or depth < 0:
        return "…"
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Items):
        return f"[{', '.join(_rendered(value, left, depth - 1) for value in node.values if left[0] > 0)}]"
    entries = sorted(node.values.items())
    return f"{{{', '.join(f'{name}: {_rendered(value, left, depth - 1)}' for name, value in entries if left[0] > 0)}}}"


def _joined(node: Mapping) -> Mapping:
    """`$ref` with keywords beside it, as the `allOf` that it means."""
    reference = Mapping({"$ref": node.values["$ref"]}, {"$ref": node.keys["$ref"]}, node.first, node.last)
    others = {name: value for name, value in node.values.items() if name != "$ref"}
    parts = Items((reference, *node.items("allOf")), node.first, node.last)
    keys = {**node.keys, "allOf": node.keys["$ref"]}
    return Mapping({**others, "allOf": parts}, keys, node.first, node.last)


def _types(node: Mapping) -> Iterator[str]:
    declared = node.get("type")
    if isinstance(declared, Scalar) and declared.value:
        yield declared.value
    elif isinstance(declared, Items):
        yield from (one.value for one in declared.values if isinstance(one, Scalar))
    elif isinstance(node.get("properties"), Mapping):
        yield "object"
    elif node.get("items") is not None:
        yield "array"


def _values(node: Mapping, word: str) -> dict[str, int] | None:
    """Value → line; null is left out, because whether it is allowed is told by the type."""
    if not isinstance(node.get(word), Items):
        return None
    found: dict[str, int] = {}
    for value in node.items(word):
        empty = isinstance(value, Scalar) and not value.quoted and value.value in {"null", "~", ""}
        if not empty:
            found.setdefault(rendered(value), value.first)
    return found


def _bounds(node: Mapping) -> Iterator[tuple[str, float]]:
    """Keyword → number. `exclusiveMinimum: true` of OpenAPI 3.0 makes the minimum beside it exclusive."""
    for word in _BOUNDS:
        value = number(node.text(word))
        if value is None:
            continue
        exclusive = f"exclusive{word[0].upper()}{word[1:]}"
        yield (exclusive if says(node, exclusive) else word), value
    if says(node, "uniqueItems"):
        yield "uniqueItems", 1.0


def number(text: str) -> float | None:
    """The finite number that `text` is."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def says(node: Mapping, word: str) -> bool:
    """Whether `word: true` stands in the mapping."""
    value = node.get(word)
    return isinstance(value, Scalar) and value.truth
