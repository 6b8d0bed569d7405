"""A line that looks like a task or requirement and cannot be read as one.

# What it checks
Checkbox lines, requirement bullets and scenario lines of the documents that do not follow any known form.

# Why it matters
What cannot be read cannot be demanded: the line would drop out of the review without anybody noticing.

# Example
`- [ ]T014 Write the handler` without a space after the box.

# How to fix it
Write the line in the form that the hint names.

# How to silence it
`rules: {SPEC103: off}` in `.github/speckeeper.yml`.
"""

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.problems import findings_of

RULE = Rule("SPEC103", "unreadable-line", "notice", "stable")


def check(dossier: Dossier) -> tuple[Finding, ...]:
    """One finding for each such line."""
    return findings_of(RULE, "unreadable-line", dossier)
