"""The fields of a body in a contract beside those of the model that the code has for it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from app.domain.code import Model, ModelField, Route
from app.rules.contracts.view import Slot, View, Views
from specs_schema.contract import ContractField
from specs_schema.contracts.prose_fields import json_type
from specs_schema.contracts.schema_model import MediaModel, OperationModel, ResponseModel
from specs_schema.span import Span

Side = Literal["request", "response"]

_LIST: Final = frozenset({"array"})
_NUMBERS: Final = frozenset({"integer", "number"})
_GO: Final = frozenset({"net/http", "chi", "Gin"})  # whose readers do not mind the case of names


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: what is said of it, and where in the contract and in the code it stands, where it does."""

    name: str
    said: str
    contract: Span | None
    code: ModelField | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A body of an operation: its schema, and whether it is a list."""

    side: Side
    schema: View
    many: bool


def bodies(contract: Views, operation: OperationModel, route: Route) -> Iterator[Body]:
    """The JSON bodies of an operation that one schema describes with certainty."""
    if operation.body is not None:
        yield from _body("request", contract, operation.body.media)
    answer = _answer(operation.responses, route)
    if answer is not None:
        yield from _body("response", contract, answer.media)


def _answer(responses: Sequence[ResponseModel], route: Route) -> ResponseModel | None:
    """The one successful response: that of the route's status, where the contract has several."""
    good = [one for one in responses if one.status.startswith("2")]
    if len(good) > 1 and len(route.statuses) == 1:
        good = [one for one in good if one.status == str(route.statuses[0])]
    return good[0] if len(good) == 1 else None


def _body(side: Side, contract: Views, media: Iterable[MediaModel]) -> Iterator[Body]:
    kinds = [one for one in media if "json" in one.media and one.schema_key]
    seen = contract.of((kinds[0].schema_key,)) if len(kinds) == 1 else None
    if seen is None or not _plain(seen):
        return
    is_list = seen.types == _LIST
    if is_list and seen.items:
        inner = contract.of(seen.items)
        if inner is not None and _plain(inner):
            yield Body(side, inner, many=True)
    elif not is_list:
        yield Body(side, seen, many=False)


def _plain(seen: View) -> bool:
    return not seen.unknown and not seen.alternatives and not seen.nullable


def differences(contract: Views, body: Body, model: Model, route: Route) -> tuple[Difference, ...]:
    """What is certainly not the same, in the order of the contract; nothing where the two share no field at all."""
    fields = _by_name(body.side, model, route, body.schema.properties)
    if not fields.keys() & body.schema.properties.keys():
        return ()
    found = list(_of_contract(contract, body, fields, route))
    if body.side == "request" and route.enforced:
        found.extend(
            Difference(one.name, f"`{one.name}` is required by the code and not in the contract", None, one)
            for one in model.fields
            if not one.optional and not {one.name, one.also} & body.schema.properties.keys()
        )
    return tuple(found)


def prose_differences(side: Side, told: Sequence[ContractField], model: Model, route: Route) -> tuple[Difference, ...]:
    """The same for the fields that a Markdown contract tells: what it does not tell, it does not forbid."""
    plain = [one for one in told if "." not in one.name and not one.name.endswith("]")]
    fields = _by_name(side, model, route, [one.name for one in plain])
    if not any(one.name in fields for one in plain):
        return ()
    found = ((one, fields.get(one.name)) for one in plain)
    said = ((one, field, _missing_or_typed(one, field)) for one, field in found)
    return tuple(Difference(one.name, what, one.span, field) for one, field, what in said if what)


def _missing_or_typed(told: ContractField, field: ModelField | None) -> str:
    if field is None:
        return _missing(told.name, required=told.required)
    kind = json_type(told.type)
    wide = _NUMBERS if kind in _NUMBERS else frozenset({kind})
    apart = kind and field.kinds and not wide & set(field.kinds)
    return f"`{field.name}` is `{field.type}`, and {kind} in the contract" if apart else ""


def _by_name(side: Side, model: Model, route: Route, names: Iterable[str]) -> Mapping[str, ModelField]:
    """The fields of a model by the names under which the contract may have them."""
    fields = {one.name: one for one in model.fields}
    if side == "request":
        fields = {**{one.also: one for one in model.fields if one.also}, **fields}
        fields = {**_in_any_case(names, fields), **fields} if route.framework in _GO else fields
    return fields


def _in_any_case(names: Iterable[str], fields: Mapping[str, ModelField]) -> Mapping[str, ModelField]:
    """The fields by the names that the contract has for them."""
    known = {name.lower(): field for name, field in fields.items()}
    return {name: known[name.lower()] for name in names if name.lower() in known}


def _of_contract(contract: Views, body: Body, fields: Mapping[str, ModelField], route: Route) -> Iterator[Difference]:
    for name, slot in body.schema.properties.items():
        seen = contract.of(slot.keys)
        if seen is None or (seen.write_only if body.side == "response" else seen.read_only):
            continue
        field = fields.get(name)
        required = name in body.schema.required
        said = _missing(name, required=required) if field is None else ""
        if field is not None:
            said = _typed(seen, field) or _optional(body, seen, field, required=required, route=route)
        if said:
            yield Difference(name, said, _place(slot), field)


def _place(slot: Slot) -> Span:
    return slot.member.span


def _missing(name: str, *, required: bool) -> str:
    return f"`{name}` is missing, which the contract requires" if required else ""


def _typed(seen: View, field: ModelField) -> str:
    """That no value could be of both types."""
    if seen.types is None or seen.unknown or seen.alternatives or not field.kinds:
        return ""
    wide = seen.types | _NUMBERS if seen.types & _NUMBERS else seen.types
    if wide & set(field.kinds):
        return ""
    return f"`{field.name}` is `{field.type}`, and {_or(seen.types)} in the contract"


def _or(types: Iterable[str]) -> str:
    return " or ".join(sorted(types))


def _optional(body: Body, seen: View, field: ModelField, *, required: bool, route: Route) -> str:
    """That the code may leave out, or give null for, what is promised; or asks for what need not be given."""
    known = seen.types is not None and not seen.unknown and not seen.alternatives
    if body.side == "response" and required and route.framework in _GO and field.type == "bool" and field.optional:
        return f"`{field.name}` is left out where it is false (`omitempty`), and the contract requires it"
    if body.side == "response" and required and field.nullable and known and not seen.nullable:
        return f"`{field.name}` may be null, and the contract requires a value"
    if body.side == "request" and not required and not field.optional and route.enforced:
        return f"`{field.name}` is required by the code, and optional in the contract"
    return ""
