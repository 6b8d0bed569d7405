"""Schemas of OpenAPI and JSON Schema as flat lists of fields. References are followed within the document."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from specs_schema.contract import ContractField
from specs_schema.contracts.tree import Items, Mapping, Node, Scalar, escaped, resolve
from specs_schema.span import Span

_MAX_DEPTH = 12  # of references and allOf
_MAX_NESTING = 3  # of objects within objects that are written as `address.street`
_MAX_FIELDS = 2_000


@dataclass(slots=True)
class Schemas:
    """A document whose schemas are being read. `unresolved` gathers local references to nothing."""

    path: str
    root: Node
    unresolved: dict[str, int] = field(default_factory=dict[str, int])
    cache: dict[int, tuple[ContractField, ...]] = field(default_factory=dict[int, tuple[ContractField, ...]])

    def span(self, first: int, last: int) -> Span:
        """Lines of this document."""
        return Span(path=self.path, first=first, last=max(first, last))

    def follow(self, node: Node | None, pointer: str) -> tuple[Mapping | None, str]:
        """The mapping that `node` is or refers to, and where it stands."""
        for _ in range(_MAX_DEPTH):
            if not isinstance(node, Mapping):
                return None, pointer
            target = node.text("$ref")
            if not target:
                return node, pointer
            if not target.startswith("#"):
                return None, pointer  # another file: its name is all that is known
            found = resolve(self.root, target)
            if found is None:
                self.unresolved.setdefault(target, node.keys["$ref"].first)
            node, pointer = found, target.removeprefix("#")
        return None, pointer

    def fields(self, node: Node | None, pointer: str) -> tuple[ContractField, ...]:
        """The fields of a schema: of an object, or of the objects in an array. Empty for anything else."""
        if id(node) not in self.cache:
            found: dict[str, ContractField] = {}
            for one in self._fields(node, pointer, "", 0, 0):
                # The same name again (an allOf that tightens a property) does not double the field.
                known = found.setdefault(one.name, one)
                found[one.name] = known.model_copy(update={"required": known.required or one.required})
                if len(found) >= _MAX_FIELDS:
                    break
            self.cache[id(node)] = tuple(found.values())
        return self.cache[id(node)]

    def _fields(
        self, node: Node | None, pointer: str, prefix: str, depth: int, nesting: int
    ) -> Iterator[ContractField]:
        schema, pointer = self.follow(node, pointer)
        if schema is None or depth > _MAX_DEPTH:
            return
        if isinstance(schema.get("items"), Mapping) and not schema.mapping("properties").values:
            yield from self._fields(schema.get("items"), f"{pointer}/items", prefix, depth + 1, nesting)
        for word in ("allOf", "oneOf", "anyOf"):
            for at, part in enumerate(schema.items(word)):
                for one in self._fields(part, f"{pointer}/{word}/{at}", prefix, depth + 1, nesting):
                    yield one if word == "allOf" else one.model_copy(update={"required": False})
        yield from self._own(schema, pointer, prefix, depth, nesting)

    def _own(self, schema: Mapping, pointer: str, prefix: str, depth: int, nesting: int) -> Iterator[ContractField]:
        required = {item.value for item in schema.items("required") if isinstance(item, Scalar)}
        for name, value, first, last in schema.mapping("properties").entries():
            where = f"{pointer}/properties/{escaped(name)}"
            yield ContractField(
                name=f"{prefix}{name}",
                type=self.type_of(value),
                required=name in required,
                pointer=where,
                span=self.span(first, last),
            )
            inline = isinstance(value, Mapping) and not value.text("$ref")
            if inline and nesting < _MAX_NESTING:
                yield from self._fields(value, where, f"{prefix}{name}.", depth + 1, nesting + 1)

    def type_of(self, node: Node | None, depth: int = 0) -> str:
        """A type in a word: `string(date-time)`, `array<Answer>`, `integer|null`, `Answer`."""
        if not isinstance(node, Mapping) or depth > _MAX_DEPTH:
            return ""
        if name := reference_name(node):
            return name
        for word, joint in (("oneOf", "|"), ("anyOf", "|"), ("allOf", "&")):
            if parts := [self.type_of(part, depth + 1) for part in node.items(word)[:8]]:
                return joint.join(part for part in parts if part)
        declared = node.get("type")
        kinds = [one.value for one in declared.values if isinstance(one, Scalar)] if isinstance(declared, Items) else []
        kind = "|".join(kinds) or node.text("type") or ("object" if node.get("properties") else "")
        if "array" in kind.split("|"):
            inner = self.type_of(node.get("items"), depth + 1)
            return kind.replace("array", f"array<{inner}>") if inner else kind
        if values := node.items("enum"):
            return "|".join(value.value for value in values[:20] if isinstance(value, Scalar))
        return f"{kind}({node.text('format')})" if node.text("format") else kind


def reference_name(node: Node | None) -> str:
    """The last part of a `$ref`: the name of the schema."""
    target = node.text("$ref") if isinstance(node, Mapping) else ""
    return target.rstrip("/").rsplit("/", 1)[-1].replace("~1", "/").replace("~0", "~")
