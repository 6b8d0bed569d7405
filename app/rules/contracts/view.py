"""Schemas that apply together → one view of them: `allOf` worked in, as far as that is certain."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.rules.contracts.difference import Site
from specs_schema.contracts.schema_model import ContractModel, Member, SchemaModel
from specs_schema.contracts.tree import escaped

_MOST_PARTS = 200
_NO_LIMIT = 2**53 - 1  # generators say so of every integer: it is what a double can hold
_LOWER = ("minimum", "exclusiveMinimum")
_UPPER = ("maximum", "exclusiveMaximum")


@dataclass(frozen=True, slots=True)
class Slot:
    """A property: every schema that says something of it, and where the first of them names it."""

    keys: tuple[str, ...]
    member: Member
    pointer: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit, and the keyword that says it."""

    word: str
    value: float

    @property
    def exclusive(self) -> bool:
        """Whether the value itself is outside."""
        return self.word.startswith("exclusive")


@dataclass(frozen=True, slots=True)
class View:
    """What a value has to be. `types` and `enum` are None where anything goes; `unknown`: a part cannot be read."""

    parts: tuple[SchemaModel, ...]
    types: frozenset[str] | None
    nullable: bool
    enum: Mapping[str, int] | None
    extensible: Mapping[str, int] | None
    words: Mapping[str, str]
    bounds: Mapping[str, float]
    required: Mapping[str, int]
    properties: Mapping[str, Slot]
    items: tuple[str, ...]
    additional: tuple[str, ...]
    alternatives: tuple[tuple[str, tuple[Member, ...]], ...]
    closed: bool
    read_only: bool
    write_only: bool
    unknown: bool

    @property
    def first(self) -> SchemaModel:
        """The schema that was asked for."""
        return self.parts[0]

    def site(self, *words: str) -> Site:
        """Where the first of `words` is said, else where the schema begins."""
        return Site(self.first.pointer, self.first.span.path, self.line(*words))

    def line(self, *words: str) -> int:
        """The line of `site`."""
        return next((part.lines[word] for word in words for part in self.parts if word in part.lines), self._start)

    def lower(self) -> Bound | None:
        """The lower limit of a number."""
        return max(self._of(_LOWER), key=lambda one: (one.value, one.exclusive), default=None)

    def upper(self) -> Bound | None:
        """The upper limit of a number."""
        return min(self._of(_UPPER), key=lambda one: (one.value, not one.exclusive), default=None)

    def values(self) -> Mapping[str, int] | None:
        """The values that are allowed, by line: those of `enum`, or the one of `const`."""
        if self.enum is None and "const" in self.words:
            return {self.words["const"]: self.line("const")}
        return self.enum

    @property
    def _start(self) -> int:
        return self.first.span.first

    def _of(self, words: tuple[str, ...]) -> tuple[Bound, ...]:
        found = (Bound(word, self.bounds[word]) for word in words if word in self.bounds)
        return tuple(one for one in found if abs(one.value) < _NO_LIMIT)


class Views:
    """The views of one contract's schemas, each worked out once."""

    def __init__(self, model: ContractModel) -> None:
        self._model = model
        self._known: dict[tuple[str, ...], View | None] = {}

    def of(self, keys: tuple[str, ...]) -> View | None:
        """The view of the schemas under `keys` together; None where there is none of them."""
        if keys not in self._known:
            self._known[keys] = _view(self._model, tuple(_parts(self._model, keys)))
        return self._known[keys]


def _view(model: ContractModel, parts: tuple[SchemaModel, ...]) -> View | None:
    if not parts:
        return None
    return View(
        parts=parts,
        types=_types(parts),
        nullable=any(part.nullable for part in parts),
        enum=_enum(parts),
        extensible=next((part.extensible for part in parts if part.extensible is not None), None),
        words={word: text for part in reversed(parts) for word, text in part.words.items()},
        bounds=_bounds(parts),
        required={name: line for part in reversed(parts) for name, line in part.required.items()},
        properties=_properties(parts),
        items=tuple(part.items for part in parts if part.items),
        additional=tuple(part.additional for part in parts if part.additional),
        alternatives=tuple(_alternatives(model, parts)),
        closed=any(part.closed for part in parts),
        read_only=any(part.read_only for part in parts),
        write_only=any(part.write_only for part in parts),
        unknown=any(part.unknown for part in parts) or len(parts) >= _MOST_PARTS,
    )


def _parts(model: ContractModel, keys: tuple[str, ...]) -> Iterator[SchemaModel]:
    """The schemas and everything that their `allOf` adds, each once."""
    pending, seen = list(keys), set[str]()
    while pending and len(seen) < _MOST_PARTS:
        key = pending.pop(0)
        part = model.schemas.get(key)
        if key not in seen and part is not None:
            seen.add(key)
            yield part
            pending.extend(part.all_of)


def _types(parts: tuple[SchemaModel, ...]) -> frozenset[str] | None:
    """What all parts allow; an integer is a number, too."""
    found: frozenset[str] | None = None
    for part in parts:
        if part.types:
            own = frozenset(part.types)
            wide = own | {"integer"} if "number" in own else own
            found = own if found is None else frozenset(one for one in found if one in wide) or own
    return found


def _enum(parts: tuple[SchemaModel, ...]) -> Mapping[str, int] | None:
    lists = [part.enum for part in parts if part.enum is not None]
    if not lists:
        return None
    return {value: line for value, line in lists[0].items() if all(value in other for other in lists)}


def _bounds(parts: tuple[SchemaModel, ...]) -> Mapping[str, float]:
    """The tighter one where two parts limit the same."""
    found: dict[str, float] = {}
    for part in parts:
        for word, value in part.bounds.items():
            tighter = max if word.startswith(("min", "exclusiveMin")) else min
            found[word] = tighter(found.get(word, value), value)
    return found


def _properties(parts: tuple[SchemaModel, ...]) -> Mapping[str, Slot]:
    found: dict[str, Slot] = {}
    for part in parts:
        for member in part.properties:
            known = found.get(member.name)
            if known is None:
                found[member.name] = Slot((member.schema_key,), member, _pointer(part, member))
            elif member.schema_key not in known.keys:
                found[member.name] = Slot((*known.keys, member.schema_key), known.member, known.pointer)
    return found


def _pointer(part: SchemaModel, member: Member) -> str:
    return f"{part.pointer}/properties/{escaped(member.name)}"


def _alternatives(model: ContractModel, parts: tuple[SchemaModel, ...]) -> Iterator[tuple[str, tuple[Member, ...]]]:
    """Those that are schemas of their own, not the ones that only ask for one of several properties."""
    for part in parts:
        for word, members in (("one-of", part.one_of), ("any-of", part.any_of)):
            if members and not all(_only_required(model, member) for member in members):
                yield word, members


def _only_required(model: ContractModel, member: Member) -> bool:
    schema = model.schemas.get(member.schema_key)
    return schema is not None and bool(schema.required) and schema.lines.keys() <= {"required"}
