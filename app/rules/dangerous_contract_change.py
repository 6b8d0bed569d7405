"""A change of a contract that may break some of those who use it.

# What it checks
The same documents as SPEC405, for what no program can call safe or breaking by itself: a further value in a response, a
changed default, a property of the request that is no longer read, a documented error that is gone, a deprecated
operation that is removed, alternatives that were rearranged, a reference to another document, which is never fetched.

# Why it matters
A client that knows three values of a status meets a fourth one.

# Example
`status` of response `200` of `GET /orders/{id}` can be `archived` at head.

```text
specs/001-orders/contracts/openapi.yaml:25: notice: Change may break `GET /orders/{id}`: property `status` of response
    `200` can be `archived` now
  hint: Look whether a client of `GET /orders/{id}` relies on what it was
```

# How to fix it
Mostly there is nothing to fix: look whether a client relies on what changed.

# How to silence it
`rules: {SPEC406: off}` in `.github/speckeeper.yml`, or a waiver for the one operation.
"""

from collections.abc import Iterator

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.contract_changes import Telling, findings

RULE = Rule("SPEC406", "dangerous-contract-change", "notice", "preview")

_HINT = "Look whether a client of {name} relies on what it was"
TELLING = Telling(RULE, "dangerous", "Change may break", _HINT)


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each operation and kind of change that may break."""
    return findings(dossier, TELLING)
