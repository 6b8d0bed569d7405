"""An open clarification in a spec that this change brings or edits.

# What it checks
Every `[NEEDS CLARIFICATION: ...]` marker in the documents of a reviewed feature.

# Why it matters
A marker says that nobody decided. Code written against it decides silently, and nobody reviews that decision.

# Example
`- **FR-006**: System MUST keep answers for [NEEDS CLARIFICATION: how long?]`

```text
specs/001-answers/spec.md:8: warning: An open question: how long?
  hint: Answer it in the spec, or run `/speckit.clarify`, and remove the `[NEEDS CLARIFICATION]` marker
```

# How to fix it
Answer the question in the spec (`/speckit.clarify` writes question and answer down) and remove the marker.

# How to silence it
`rules: {SPEC101: off}` in `.github/speckeeper.yml`.
"""

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.problems import findings_of

RULE = Rule("SPEC101", "open-clarification", "warning", "stable")


def check(dossier: Dossier) -> tuple[Finding, ...]:
    """One finding for each open marker."""
    return findings_of(RULE, "open-clarification", dossier)
