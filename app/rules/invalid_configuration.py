"""A configuration file that is not valid.

# What it checks
`.github/speckeeper.yml` at the tip of the base branch: syntax, keys, values.

# Why it matters
With a mistyped key the repository is not reviewed as its maintainers believe. The defaults are used, and this says so.

# Example
`moed: gate`

# How to fix it
Correct the key or value that the message names; `speckeeper check-config FILE` tells whether it is right.

# How to silence it
It cannot be silenced.
"""

from collections.abc import Iterator

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule

RULE = Rule("SPEC902", "invalid-configuration", "warning", "stable", annotated=False)


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each key or value that is wrong. The file is the base branch's, so none is an annotation."""
    for problem in dossier.config_problems:
        yield Finding(
            rule=RULE,
            severity=RULE.severity,
            feature="",
            span=problem.span,
            message=problem.message,
            hint=problem.hint,
            key=problem.key,
        )
