r"""A contract file that does not parse.

# What it checks
OpenAPI, JSON Schema, YAML and JSON files in `contracts/` of a reviewed feature: their syntax, and references within the
document that lead to nothing or in a circle. References to other documents are never followed.

# Why it matters
A contract that no tool can read binds nobody; its operations drop out of the review.

# Example
A tab in the indentation of `contracts/openapi.yaml`.

```text
specs/001-answers/contracts/openapi.yaml:7: error: Not YAML: found character '\t' that cannot start any token
  hint: Correct the syntax of the document
```

# How to fix it
Correct the file at the line that the message names.

# How to silence it
`rules: {SPEC401: off}` in `.github/speckeeper.yml`.
"""

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.problems import findings_of

RULE = Rule("SPEC401", "invalid-contract", "error", "stable")


def check(dossier: Dossier) -> tuple[Finding, ...]:
    """One finding for each contract that does not parse."""
    return findings_of(RULE, "invalid-contract", dossier)
