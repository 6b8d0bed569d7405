"""Two subjects of one feature with the same id.

# What it checks
Requirement, success criterion and task ids of a feature; each must stand for one thing.

# Why it matters
"FR-004 is met" says nothing when two requirements are called FR-004. Both are judged here, the second as `FR-004~2`.

# Example
Two bullets that begin with `- **FR-004**:`.

```text
specs/001-answers/spec.md:9: warning: `FR-004` is used twice: it already stands in line 8
  hint: Give the second `FR-004` an id of its own
```

# How to fix it
Give the second one the next free id, and follow it in plan and tasks.

# How to silence it
`rules: {SPEC102: off}` in `.github/speckeeper.yml`.
"""

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.problems import findings_of

RULE = Rule("SPEC102", "duplicate-id", "warning", "stable")


def check(dossier: Dossier) -> tuple[Finding, ...]:
    """One finding for each id that is used again."""
    return findings_of(RULE, "duplicate-id", dossier)
