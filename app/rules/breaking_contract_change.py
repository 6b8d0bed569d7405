"""A change of a contract that breaks those who already use it.

# What it checks
The OpenAPI documents and JSON Schemas of a feature, at the merge base and at head: operations that are gone or have
another path, parameters, bodies, properties, types, values, limits, status codes, media types, headers and security.
What a client sends may only be allowed more; what it receives may only be promised more. Operations are followed by
method and path, whatever their parameters are called and whichever of the feature's documents they stand in. A document
that the change brings has nothing to be compared with. One finding for each operation and kind; what operations share
is told once. docs/contracts.md lists the kinds.

# Why it matters
Others have built against the contract. Their code stops working on the day on which this is deployed.

# Example
`limit` was an optional property of the request of `POST /answers`, and is required at head.

```text
specs/001-answers/contracts/openapi.yaml:21: warning: Change breaks `POST /answers`: property `limit` of the request
    became required
  hint: Keep what clients of `POST /answers` rely on, or put a new version beside it
```

# How to fix it
Take the change back, or add to the contract instead: a new optional property, a new operation, a new version beside the
old one.

# How to silence it
`rules: {SPEC405: off}` in `.github/speckeeper.yml`, or a waiver for the one operation.
"""

from collections.abc import Iterator

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.contract_changes import Telling, findings

RULE = Rule("SPEC405", "breaking-contract-change", "warning", "preview")

_HINT = "Keep what clients of {name} rely on, or put a new version beside it"
TELLING = Telling(RULE, "breaking", "Change breaks", _HINT)


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each operation and kind of breaking change."""
    return findings(dossier, TELLING)
