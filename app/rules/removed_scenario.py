"""An acceptance scenario that this change takes out of the spec.

# What it checks
Scenarios at the merge base that are gone at head. Scenarios have numbers and no ids, so they are followed by their
text, also from one story to another. One that was rewritten, with hardly a word left, is a notice. A feature deleted
as a whole is not reported: it is house-keeping.

# Why it matters
The scenarios of a story are its acceptance test; without them a story is accepted for less.

# Example
Story 2 loses its second scenario, in which a locked account is refused.

```text
specs/001-answers/spec.md:19: warning: Change removes `US2/AC2` from the spec
  hint: Put `US2/AC2` back, or have its removal accepted
```

# How to fix it
Put it back, or have its removal accepted by somebody who did not write the change.

# How to silence it
`rules: {SPEC604: off}` in `.github/speckeeper.yml`.
"""

from collections.abc import Iterator

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.counterparts import Edited, edited, is_rewritten
from app.rules.spec_changes import removed, rewritten

RULE = Rule("SPEC604", "removed-scenario", "warning", "stable")


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each scenario that is gone."""
    for feature in edited(dossier):
        yield from check_feature(feature)


def check_feature(feature: Edited) -> Iterator[Finding]:
    """The findings of `check` in one feature."""
    for subject in feature.promises.gone:
        if subject.kind == "scenario":
            yield removed(RULE, feature, subject)
    for old, new in feature.promises.kept:
        if old.kind == "scenario" and is_rewritten(old, new):
            yield rewritten(RULE, feature, old, new)
