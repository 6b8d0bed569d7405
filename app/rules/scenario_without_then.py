"""An acceptance scenario without a Then.

# What it checks
Acceptance scenarios that this change writes with a When and without a Then, in the languages of the templates'
translations. A scenario of which neither word is recognised is left alone.

# Why it matters
A scenario without an outcome cannot fail: whatever happens after the When, it is met.

# Example
`1. **Given** an open draft, **When** the connection is lost` and nothing more.

```text
specs/001-answers/spec.md:11: notice: 1 scenario has a When and no Then: `US1/AC1`
  hint: Say what is to be seen then
```

# How to fix it
Say what is seen then: `**Then** the draft is kept`.

# How to silence it
`rules: {SPEC116: off}` in `.github/speckeeper.yml`.
"""

import re
from collections.abc import Iterator

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.document_quality import about, counted, fresh, listed
from specs_schema.feature import Feature
from specs_schema.requirement import Scenario

RULE = Rule("SPEC116", "scenario-without-then", "notice")

_WHEN = re.compile(r"\b(?:when|quando|cuando|wenn|quand|lorsque|когда)\b|当|當|もし|때", re.IGNORECASE)
_THEN = re.compile(
    r"\b(?:then|ent[ãa]o|entonces|dann|alors|тогда|то)\b|那么|那麼|则|則|ならば|すると|そのとき|그러면|면|→|=>|->",
    re.IGNORECASE,
)


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each feature with such scenarios."""
    for reviewed, scenarios in fresh(dossier, _scenarios):
        found = [one for one in scenarios if _WHEN.search(one.text) and not _THEN.search(one.text)]
        if found:
            lead = counted(found, "scenario has", "scenarios have")
            message = f"{lead} a When and no Then: {listed([f'`{one.id}`' for one in found])}"
            yield about(RULE, reviewed.dir.dir, found, message, "Say what is to be seen then")


def _scenarios(feature: Feature) -> tuple[Scenario, ...]:
    return tuple(scenario for story in feature.stories for scenario in story.scenarios)
