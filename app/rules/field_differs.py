"""A model of the code whose fields are not those that the contract promises.

# What it checks
The JSON bodies of operations in a feature's OpenAPI contract, and the fields that a Markdown contract has in tables and
lists below an operation, against the models of the routes that serve them: the type
of the request's body, and the response model or return type. Missing fields that the contract requires, types that have
no value in common, null where the contract requires a value, and fields that the code asks for and the contract does
not. Only operations that the change claims, and models and routes in files that it changes. Said only where both sides
are certain: Pydantic models, classes, records, structs and object literals whose fields, bases and names are all there
to read; renaming, custom serializers, generics and unions are left alone. Where signatures do not name the models
(Flask, Express, net/http, chi, Gin), the handler has to: every body that it writes on success is of one type, and
nothing else is handed the response. docs/frameworks.md says what is read.

# Why it matters
Clients are generated from the contract. What is missing or of another type breaks them where nobody looks.

# Example
Schema `Answer` requires `passages_considered`; class `Answer`, which `POST /v1/answers` gives back, has no such field.

```text
src/routes.py:7: warning: `Answer`, the response of `POST /v1/answers`, is not what the contract says:
    `passages_considered` is missing, which the contract requires
  hint: Change `Answer`, or the schema in `specs/001-answers/contracts/openapi.yaml`
```

# How to fix it
Give the model the field, or change the contract.

# How to silence it
`rules: {SPEC411: off}` in `.github/speckeeper.yml`, or a waiver for the one operation.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.code import Model, Route
from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.body_fields import Difference, Side, bodies, differences, prose_differences
from app.rules.code_routes import CodeRoutes, Wanted, code_line, spec_line
from app.rules.contracts.view import Views
from specs_schema.contract import ContractField

RULE = Rule("SPEC411", "field-differs", "warning", "preview")

_SAID = 4  # differences that a message names


@dataclass(frozen=True, slots=True)
class _Compared:
    """A body of an operation beside its model. `place`: what tells the body from others of the contract."""

    side: Side
    place: str
    model: Model
    found: tuple[Difference, ...]


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each schema and model that differ, at the first operation that has them."""
    routes = CodeRoutes(dossier)
    told: set[tuple[str, str, str, str]] = set()
    for wanted in routes.wanted:
        serving = routes.serving(wanted)
        for one in _compared(dossier, wanted, serving[0]) if len(serving) == 1 else ():
            place = (wanted.contract.path, one.place, one.model.key, one.side)
            concerned = _concerned(dossier, wanted, serving[0], one.model)
            if one.found and concerned and place not in told:
                told.add(place)
                yield _finding(dossier, wanted, one)


def _compared(dossier: Dossier, wanted: Wanted, route: Route) -> Iterator[_Compared]:
    operation, read = wanted.model, wanted.contract.model
    if read is None or operation is None:
        yield from _told(dossier, wanted, route)
        return
    contract = Views(read)
    for body in bodies(contract, operation, route):
        model = _model(dossier, route, body.side, many=body.many)
        if model is not None:
            found = differences(contract, body, model, route)
            yield _Compared(body.side, body.schema.first.pointer, model, found)


def _told(dossier: Dossier, wanted: Wanted, route: Route) -> Iterator[_Compared]:
    """What a Markdown contract tells of the request and of its one success."""
    operation = wanted.operation
    given = operation.responses[0].fields if len(operation.responses) == 1 else ()
    sides: tuple[tuple[Side, tuple[ContractField, ...]], ...] = (("request", operation.request), ("response", given))
    for side, fields in sides if wanted.contract.kind == "markdown" else ():
        model = _model(dossier, route, side, many=False) if fields else None
        if model is not None:
            yield _Compared(side, operation.key, model, prose_differences(side, fields, model, route))


def _model(dossier: Dossier, route: Route, side: Side, *, many: bool) -> Model | None:
    request = side == "request"
    key = route.request_model if request else route.response_model
    is_list = route.takes_list if request else route.gives_list
    return dossier.code.model(key) if key and many == is_list else None


def _concerned(dossier: Dossier, wanted: Wanted, route: Route, model: Model) -> bool:
    """Whether the change answers for it: it claims the operation, or changes the route's file or the model's."""
    touched = dossier.change.paths
    return wanted.demanded or route.span.path in touched or model.span.path in touched


def _finding(dossier: Dossier, wanted: Wanted, one: _Compared) -> Finding:
    model, found, operation = one.model, one.found, wanted.operation
    said = "; ".join(difference.said for difference in found[:_SAID])
    more = f"; and {len(found) - _SAID} more" if len(found) > _SAID else ""
    contract = [difference.contract for difference in found if difference.contract is not None]
    fields = [difference.code for difference in found if difference.code is not None]
    what = "fields" if wanted.contract.kind == "markdown" else "schema"
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=wanted.feature.dir.dir,
        span=fields[0].span if fields and len(fields) == len(found) else code_line(model.span, "").span,
        subject=operation.key,
        message=f"`{model.name}`, the {one.side} of `{operation.id}`, is not what the contract says: {said}{more}",
        hint=f"Change `{model.name}`, or the {what} in `{wanted.contract.path}`",
        key=f"{one.side} {one.place} {model.name}",
        citations=(
            *(quote for span in contract[:_SAID] for quote in spec_line(dossier, span)),
            code_line(model.span, model.quote),
            *(code_line(field.span, field.quote) for field in fields[:_SAID]),
        ),
    )
