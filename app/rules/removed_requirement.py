"""A requirement or success criterion that this change takes out of the spec.

# What it checks
Requirements and success criteria at the merge base that are gone at head. They are followed by their text: one that was
renumbered, reworded or made one with another is not gone, and an id that now stands for something else does not hide
that its requirement is. One that was rewritten, with hardly a word left, is a notice. A feature deleted as a whole is
not reported: it is house-keeping.

# Why it matters
Deleting the requirement is the easiest way to meet it.

# Example
`FR-007` (accounts lock after five attempts) is in the spec at the merge base and not at head.

```text
specs/001-answers/spec.md:8: warning: Change removes `FR-007` from the spec
  hint: Put `FR-007` back, or have its removal accepted
```

# How to fix it
Put it back, or have its removal accepted by somebody who did not write the change.

# How to silence it
`rules: {SPEC601: off}` in `.github/speckeeper.yml`.
"""

from collections.abc import Iterator

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.counterparts import Edited, edited, is_rewritten
from app.rules.spec_changes import removed, rewritten

RULE = Rule("SPEC601", "removed-requirement", "warning", "stable")


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each requirement and success criterion that is gone."""
    for feature in edited(dossier):
        yield from check_feature(feature)


def check_feature(feature: Edited) -> Iterator[Finding]:
    """The findings of `check` in one feature."""
    for subject in feature.promises.gone:
        if subject.kind != "scenario":
            yield removed(RULE, feature, subject)
    for old, new in feature.promises.kept:
        if old.kind != "scenario" and is_rewritten(old, new):
            yield rewritten(RULE, feature, old, new)
