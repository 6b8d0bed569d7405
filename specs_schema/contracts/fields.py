"""Schemas of OpenAPI and JSON Schema as flat lists of fields. References are followed within the document."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from specs_schema.contract import ContractField
from specs_schema.contracts.tree import Items, Mapping, Node, Scalar, escaped, resolve
from specs_schema.span import Span

_MAX_DEPTH = 12  # of allOf and the like
_MAX_FOLLOWED = 30  # references that lead to references
_MAX_NESTING = 3  # of objects within objects that are written as `address.street`
_MAX_FIELDS = 2_000
_LONGEST_TYPE = 400  # characters of a type in a word


@dataclass(slots=True)
class Schemas:
    """A document whose schemas are being read.

    `unresolved` gathers local references to nothing, `circular` those that lead back to themselves, one of each circle.
    """

    path: str
    root: Node
    unresolved: dict[str, int] = field(default_factory=dict[str, int])
    circular: dict[str, int] = field(default_factory=dict[str, int])
    cache: dict[int, tuple[ContractField, ...]] = field(default_factory=dict[int, tuple[ContractField, ...]])
    types: dict[int, str] = field(default_factory=dict[int, str])

    def span(self, first: int, last: int) -> Span:
        """Lines of this document."""
        return Span(path=self.path, first=first, last=max(first, last))

    def follow(self, node: Node | None, pointer: str) -> tuple[Mapping | None, str]:
        """The mapping that `node` is or refers to, and where it stands."""
        seen: dict[str, int] = {}
        while isinstance(node, Mapping) and len(seen) <= _MAX_FOLLOWED:
            target = node.text("$ref")
            if not target:
                return node, pointer
            if target != "#" and not target.startswith("#/"):
                return None, pointer  # another file, or an anchor: its name is all that is known
            line = node.keys["$ref"].first
            if target in seen:
                self._circle({**seen, target: line}, target)
                return None, pointer
            seen[target] = line
            found = resolve(self.root, target)
            if found is None:
                self.unresolved.setdefault(target, node.keys["$ref"].first)
            node, pointer = found, target.removeprefix("#")
        return None, pointer

    def _circle(self, seen: dict[str, int], target: str) -> None:
        """Note the circle once: by its first name, at the line inside it that refers to that."""
        targets = list(seen)
        first = min(targets[targets.index(target) :])
        self.circular.setdefault(first, seen[first])

    def fields(self, node: Node | None, pointer: str) -> tuple[ContractField, ...]:
        """The fields of a schema: of an object, or of the objects in an array. Empty for anything else."""
        if id(node) not in self.cache:
            found: dict[str, ContractField] = {}
            for one in self._fields(node, _Place(pointer), set()):
                # The same name again (an allOf that tightens a property) does not double the field.
                known = found.setdefault(one.name, one)
                found[one.name] = known.model_copy(update={"required": known.required or one.required})
                if len(found) >= _MAX_FIELDS:
                    break
            self.cache[id(node)] = tuple(found.values())
        return self.cache[id(node)]

    def _fields(self, node: Node | None, place: "_Place", seen: set[tuple[int, str]]) -> Iterator[ContractField]:
        schema, pointer = self.follow(node, place.pointer)
        # Each schema counts once below each name, so that references to references cannot multiply.
        if schema is None or place.depth > _MAX_DEPTH or (id(schema), place.prefix) in seen:
            return
        seen.add((id(schema), place.prefix))
        if isinstance(schema.get("items"), Mapping) and not schema.mapping("properties").values:
            yield from self._fields(schema.get("items"), place.at(f"{pointer}/items"), seen)
        for word in ("allOf", "oneOf", "anyOf"):
            for at, part in enumerate(schema.items(word)):
                for one in self._fields(part, place.at(f"{pointer}/{word}/{at}"), seen):
                    yield one if word == "allOf" else one.model_copy(update={"required": False})
        yield from self._own(schema, place.at(pointer), seen)

    def _own(self, schema: Mapping, place: "_Place", seen: set[tuple[int, str]]) -> Iterator[ContractField]:
        required = {item.value for item in schema.items("required") if isinstance(item, Scalar)}
        for name, value, first, last in schema.mapping("properties").entries():
            where = f"{place.pointer}/properties/{escaped(name)}"
            yield ContractField(
                name=f"{place.prefix}{name}",
                type=self.type_of(value),
                required=name in required,
                pointer=where,
                span=self.span(first, last),
            )
            # A schema with a name is described once, among the types.
            named = reference_name(value) or (isinstance(value, Mapping) and reference_name(value.get("items")))
            if not named and place.prefix.count(".") < _MAX_NESTING:
                yield from self._fields(value, place.below(where, name), seen)

    def type_of(self, node: Node | None) -> str:
        """A type in a word: `string(date-time)`, `array<Answer>`, `integer|null`, `Answer`."""
        if not isinstance(node, Mapping):
            return ""
        if id(node) not in self.types:
            self.types[id(node)] = reference_name(node)  # a type within itself has the name that it has so far
            self.types[id(node)] = self.types[id(node)] or self._type_of(node)
        return self.types[id(node)]

    def _type_of(self, node: Mapping) -> str:
        for word, joint in (("oneOf", "|"), ("anyOf", "|"), ("allOf", "&")):
            if parts := [part for one in node.items(word)[:8] if (part := self.type_of(one))]:
                return joint.join(parts)[:_LONGEST_TYPE]
        declared = node.get("type")
        kinds = [one.value for one in declared.values if isinstance(one, Scalar)] if isinstance(declared, Items) else []
        kind = "|".join(kinds) or node.text("type") or ("object" if node.get("properties") else "")
        if "array" in kind.split("|"):
            inner = self.type_of(node.get("items"))
            return kind.replace("array", f"array<{inner}>")[:_LONGEST_TYPE] if inner else kind
        if values := node.items("enum"):
            return "|".join(value.value for value in values[:20] if isinstance(value, Scalar))
        return f"{kind}({node.text('format')})" if node.text("format") else kind


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a schema the reading stands: JSON pointer, names above, and steps taken."""

    pointer: str
    prefix: str = ""
    depth: int = 0

    def at(self, pointer: str) -> "_Place":
        """One step on, with the same names above."""
        return _Place(pointer, self.prefix, self.depth + 1)

    def below(self, pointer: str, name: str) -> "_Place":
        """Inside the property `name`."""
        return _Place(pointer, f"{self.prefix}{name}.", self.depth + 1)


def reference_name(node: Node | None) -> str:
    """The last part of a `$ref`: the name of the schema."""
    target = node.text("$ref") if isinstance(node, Mapping) else ""
    return target.rstrip("/").rsplit("/", 1)[-1].replace("~1", "/").replace("~0", "~")
