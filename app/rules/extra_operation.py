"""A route that the change adds beside the operations of a contract, and that the contract does not have.

# What it checks
Routes that the change adds, in files that a task or the plan names, whose path begins as operations of an OpenAPI
contract of the feature do. Routes with a computed path are left alone, and so are those that nearly are an operation.

# Why it matters
What is not in the contract nobody agreed on, nobody documents, and clients begin to rely on.

# Example
The contract has `POST` and `GET /v1/answers`; the change adds `DELETE /v1/answers/{answer_id}`.

```text
src/routes.py:21: notice: Change adds `DELETE /v1/answers/{answer_id}`, which
    `specs/001-answers/contracts/openapi.yaml` does not have
  hint: Add the operation to the contract, or take the route out
```

# How to fix it
Add the operation to the contract, or take the route out.

# How to silence it
`rules: {SPEC410: off}` in `.github/speckeeper.yml`.
"""

from collections.abc import Iterator

from app.domain.code import Route
from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.code_routes import CodeRoutes, Wanted, base_paths, begins, code_line
from app.rules.planned import Plans

RULE = Rule("SPEC410", "extra-operation", "notice", "preview")


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each route that only the code has."""
    routes = CodeRoutes(dossier)
    formal = [one for one in routes.wanted if one.contract.kind == "openapi"]
    added = [route for route in routes.certain if formal and routes.added(route) and not routes.serves_any(route)]
    if not added:
        return
    plans = Plans(feature.head for feature in dossier.features if feature.head)
    told = [routes.near(one) for one in routes.wanted if not routes.serving(one)]
    for route in added:
        beside = next((one for one in formal if any(begins(route, base) for base in base_paths([one]))), None)
        if beside is not None and route not in told and plans.names(route.span.path):
            yield _finding(beside, route)


def _finding(beside: Wanted, route: Route) -> Finding:
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=beside.feature.dir.dir,
        span=route.span,
        message=f"Change adds `{route.name}`, which `{beside.contract.path}` does not have",
        hint="Add the operation to the contract, or take the route out",
        key=f"{route.method} {route.path}",
        citations=(code_line(route.span, route.quote),),
    )
