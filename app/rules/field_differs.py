"""A model of the code whose fields are not those that the contract promises.

# What it checks
The JSON bodies of operations in a feature's OpenAPI contract against the models of the routes that serve them: the type
of the request's body, and the response model or return type. Missing fields that the contract requires, types that have
no value in common, null where the contract requires a value, and fields that the code asks for and the contract does
not. Only operations that the change claims, and models and routes in files that it changes. Said only where both sides
are certain: Pydantic models, classes and records whose fields, bases and names are all there to read; renaming, custom
serializers, generics and unions are left alone.

# Why it matters
Clients are generated from the contract. What is missing or of another type breaks them where nobody looks.

# Example
Schema `Answer` requires `passages_considered`; class `Answer`, which `POST /v1/answers` gives back, has no such field.

# How to fix it
Give the model the field, or change the contract.

# How to silence it
`rules: {SPEC411: off}` in `.github/speckeeper.yml`, or a waiver for the one operation.
"""

from collections.abc import Iterator

from app.domain.code import Model, Route
from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.body_fields import Body, Difference, bodies, differences
from app.rules.code_routes import CodeRoutes, Wanted, code_line, spec_line
from app.rules.contracts.view import Views

RULE = Rule("SPEC411", "field-differs", "warning", "preview")

_SAID = 4  # differences that a message names


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each schema and model that differ, at the first operation that has them."""
    routes = CodeRoutes(dossier)
    told: set[tuple[str, str, str, str]] = set()
    for wanted in routes.wanted:
        for model, route, body, found in _differing(dossier, routes, wanted):
            place = (wanted.contract.path, body.schema.first.pointer, model.key, body.side)
            if place not in told:
                told.add(place)
                yield _finding(dossier, wanted, (model, route, body), found)


def _differing(
    dossier: Dossier, routes: CodeRoutes, wanted: Wanted
) -> Iterator[tuple[Model, Route, Body, tuple[Difference, ...]]]:
    operation = wanted.model
    contract = Views(wanted.contract.model) if wanted.contract.model is not None else None
    serving = routes.serving(wanted)
    if contract is None or operation is None or len(serving) != 1:
        return
    route = serving[0]
    for body in bodies(contract, operation, route):
        model = _model(dossier, route, body)
        if model is not None and _concerned(dossier, wanted, route, model):
            found = differences(contract, body, model, route)
            if found:
                yield model, route, body, found


def _model(dossier: Dossier, route: Route, body: Body) -> Model | None:
    key, many = (
        (route.request_model, route.takes_list) if body.side == "request" else (route.response_model, route.gives_list)
    )
    return dossier.code.model(key) if key and many == body.many else None


def _concerned(dossier: Dossier, wanted: Wanted, route: Route, model: Model) -> bool:
    """Whether the change answers for it: it claims the operation, or changes the route's file or the model's."""
    touched = dossier.change.paths
    return wanted.demanded or route.span.path in touched or model.span.path in touched


def _finding(
    dossier: Dossier, wanted: Wanted, where: tuple[Model, Route, Body], found: tuple[Difference, ...]
) -> Finding:
    model, _, body = where
    operation = wanted.operation
    said = "; ".join(one.said for one in found[:_SAID])
    more = f"; and {len(found) - _SAID} more" if len(found) > _SAID else ""
    contract = [one.contract for one in found if one.contract is not None]
    fields = [one.code for one in found if one.code is not None]
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=wanted.feature.dir.dir,
        span=fields[0].span if fields and len(fields) == len(found) else code_line(model.span, "").span,
        subject=operation.key,
        message=f"`{model.name}`, the {body.side} of `{operation.id}`, is not what the contract says: {said}{more}",
        hint=f"Change `{model.name}`, or the schema in `{wanted.contract.path}`",
        key=f"{body.side} {body.schema.first.pointer} {model.name}",
        citations=(
            *(quote for span in contract[:_SAID] for quote in spec_line(dossier, span)),
            code_line(model.span, model.quote),
            *(code_line(one.span, one.quote) for one in fields[:_SAID]),
        ),
    )
