"""A route that is nearly an operation of the contract: another method, or one segment of the path.

# What it checks
Operations of a feature's contracts that no route serves, against the routes that the code at head declares and that
are in no contract. Told are, where the change claims the operation and adds the route, another method on the same path
and a path with one segment more or less before its last; and, where it does either, a segment that is spelled otherwise
(`/answer` for `/answers`). Names of parameters make no difference, and neither does a base path. Computed paths are
left alone.

# Why it matters
It works in the tests of those who wrote it, and for nobody who reads the contract.

# Example
The contract has `PUT /v1/answers/{id}`, and the change adds `PATCH /v1/answers/{answer_id}`.

```text
src/routes.py:16: warning: Code serves `PATCH /v1/answers/{answer_id}` where the contract has `PUT /v1/answers/{id}`:
    another method
  hint: Serve `PUT /v1/answers/{id}`, or change it in `specs/001-answers/contracts/openapi.yaml`
```

# How to fix it
Serve the operation as the contract has it, or change the contract.

# How to silence it
`rules: {SPEC409: off}` in `.github/speckeeper.yml`, or a waiver for the one operation.
"""

from collections.abc import Iterator

from app.domain.code import Route
from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.code_routes import CodeRoutes, Wanted, code_line, spec_line

RULE = Rule("SPEC409", "operation-differs", "warning", "preview")


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each operation that only a route beside it nearly serves."""
    if not dossier.code.complete or not dossier.code.routes:
        return
    routes = CodeRoutes(dossier)
    for wanted in routes.wanted:
        route = routes.near(wanted) if routes.lacks(wanted) else None
        if route is not None:
            yield _finding(dossier, wanted, route)


def _finding(dossier: Dossier, wanted: Wanted, route: Route) -> Finding:
    operation = wanted.operation
    what = "method" if route.method != operation.method else "path"
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=wanted.feature.dir.dir,
        span=route.span,
        subject=operation.key,
        message=f"Code serves `{route.name}` where the contract has `{operation.id}`: another {what}",
        hint=f"Serve `{operation.id}`, or change it in `{operation.span.path}`",
        key=f"{route.method} {route.path}",
        citations=(*spec_line(dossier, operation.span), code_line(route.span, route.quote)),
    )
