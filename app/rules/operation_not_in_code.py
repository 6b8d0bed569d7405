"""An operation that the change claims, and that no route of the code serves.

# What it checks
Operations of a feature's contracts that the change claims (a ticked task names them, or the whole task list is ticked),
against the routes that the code at head declares: FastAPI, Starlette, Flask, Express, NestJS, Spring, net/http, chi and
Gin. Names of parameters and a base path before the path make no difference. Said only where the routes were read with
certainty: another operation of the contract is served, or a route begins as the operation does, and no route with a
computed path or prefix could be the one. docs/frameworks.md says what is read.

# Why it matters
A client written against the contract gets 404 on the first day.

# Example
`POST /v1/answers/{answer_id}/feedback` is in `contracts/openapi.yaml`, its task is ticked, and the two routes in
`src/routes.py` are others.

```text
specs/001-answers/contracts/openapi.yaml:12: warning: No route serves `POST /v1/answers/{answer_id}/feedback`, which
    the change claims: `T009` cites `POST /v1/answers/{answer_id}/feedback`
  hint: Add the route, or take `POST /v1/answers/{answer_id}/feedback` out of
    `specs/001-answers/contracts/openapi.yaml`; the nearest is `GET /v1/answers` at src/routes.py:6
```

# How to fix it
Add the route, untick the task, or take the operation out of the contract.

# How to silence it
`rules: {SPEC408: off}` in `.github/speckeeper.yml`, or a waiver for the one operation.
"""

from collections.abc import Iterator

from app.domain.dossier import Dossier
from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.code_routes import CodeRoutes, Wanted, spec_line

RULE = Rule("SPEC408", "operation-not-in-code", "warning", "preview")


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each claimed operation that is nowhere."""
    if not dossier.code.complete or not dossier.code.routes:
        return
    routes = CodeRoutes(dossier)
    for wanted in routes.wanted:
        if wanted.demanded and routes.lacks(wanted) and routes.readable(wanted) and routes.near(wanted) is None:
            yield _finding(dossier, routes, wanted)


def _finding(dossier: Dossier, routes: CodeRoutes, wanted: Wanted) -> Finding:
    operation = wanted.operation
    files = {route.span.path for route in routes.certain}
    nearest = routes.nearest(wanted)
    near = f"; the nearest is `{nearest.name}` at {nearest.span}" if nearest else ""
    read = f"{len(routes.certain)} routes in {len(files)} {'file' if len(files) == 1 else 'files'} read"
    searched = f"{read}, none of this method and path{near}"
    claims = wanted.feature.claims_on(operation.key)
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=wanted.feature.dir.dir,
        span=operation.span,
        subject=operation.key,
        message=f"No route serves `{operation.id}`, which the change claims: {claims[0].reason}",
        hint=f"Add the route, or take `{operation.id}` out of `{operation.span.path}`{near}",
        key=operation.key,
        citations=(*spec_line(dossier, operation.span), Citation("search", operation.span, searched)),
    )
