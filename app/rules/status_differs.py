"""A route that answers with no status of success that the contract has for its operation.

# What it checks
The statuses from 200 to 299 with which the code answers an operation of a feature's OpenAPI contract, against those
that the contract has. Only operations that the change claims, and routes in files that it changes. Said only where
every answer of the route is there to read: the decorators of FastAPI, NestJS and Spring with what the framework answers
where they say nothing, and the handlers of Flask, Express, net/http, chi and Gin all of whose answers have constant
statuses. One status in common is enough, and so are `2XX` and `default`.

# Why it matters
Generated clients take a success that they do not know for a failure.

# Example
The contract has only `201` for `POST /v1/answers`, and the decorator of the route names no status: FastAPI answers 200.

```text
src/routes.py:12: warning: Code answers `POST /v1/answers` with 200, and the contract has 201
  hint: Answer with 201, or change `specs/001-answers/contracts/openapi.yaml`
```

# How to fix it
Answer with the status of the contract, or change the contract.

# How to silence it
`rules: {SPEC412: off}` in `.github/speckeeper.yml`, or a waiver for the one operation.
"""

from collections.abc import Iterator

from app.domain.code import ANY_METHOD, Route
from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.code_routes import CodeRoutes, Wanted, code_line, spec_line
from specs_schema.contracts.schema_model import ResponseModel

RULE = Rule("SPEC412", "status-differs", "warning", "preview")

_ROOM = frozenset({"2XX", "DEFAULT"})


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each operation whose one route answers with other successes."""
    routes = CodeRoutes(dossier)
    touched = dossier.change.paths
    for wanted in routes.wanted:
        serving = routes.serving(wanted)
        promised = _promised(wanted)
        if len(serving) != 1 or not promised or serving[0].method == ANY_METHOD:
            continue
        route = serving[0]
        given = [str(status) for status in route.statuses]
        apart = bool(given) and not set(given) & {one.status for one in promised}
        if apart and (wanted.demanded or route.span.path in touched):
            yield _finding(dossier, wanted, route, promised)


def _promised(wanted: Wanted) -> tuple[ResponseModel, ...]:
    """The successes of the contract; nothing where it leaves room for others."""
    responses = wanted.model.responses if wanted.model is not None else ()
    if any(one.status in _ROOM for one in responses):
        return ()
    return tuple(one for one in responses if one.status.startswith("2"))


def _finding(dossier: Dossier, wanted: Wanted, route: Route, promised: tuple[ResponseModel, ...]) -> Finding:
    operation = wanted.operation
    given = " or ".join(str(status) for status in route.statuses)
    wants = " or ".join(one.status for one in promised)
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=wanted.feature.dir.dir,
        span=route.span,
        subject=operation.key,
        message=f"Code answers `{operation.id}` with {given}, and the contract has {wants}",
        hint=f"Answer with {wants}, or change `{operation.span.path}`",
        key=operation.key,
        citations=(
            *(line for one in promised for line in spec_line(dossier, one.span)),
            code_line(route.span, route.quote),
        ),
    )
