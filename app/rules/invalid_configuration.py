"""A configuration file that is not valid.

# What it checks
`.github/speckeeper.yml` at the tip of the base branch, and the file of the organisation's `.github` repository: syntax,
keys, values, dates, patterns, and two waivers of one subject. Where the change edits the file, also the file as the
change brings it.

# Why it matters
With a mistyped key the repository is not reviewed as its maintainers believe. The last valid configuration is used, or
else the organisation's or the defaults, and this says so. A file that the change brings is not in force before it is
merged; merged with a mistake, it never would be.

# Example
`moed: gate`

```text
.github/speckeeper.yml:1: warning: Unknown key `moed` in `.github/speckeeper.yml`, line 1, as this change brings it;
    it is not in force yet
  hint: Did you mean `mode`?
```

# How to fix it
Correct the key or value that the message names; `speckeeper check-config FILE` tells whether it is right.

# How to silence it
It cannot be silenced.
"""

from collections.abc import Iterator

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from specs_schema.config_layers import ORGANISATION_PATH
from specs_schema.problem import SpecProblem

RULE = Rule("SPEC902", "invalid-configuration", "warning", "stable", annotated=False)


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each key or value that is wrong, in the files in force and in the one that the change brings.

    None is an annotation, because most of their lines are not those of head.
    """
    for problem in dossier.config_problems:
        yield _finding(problem, problem.message, f"{_whose(problem)}{problem.key}")
    for problem in dossier.proposed_problems:
        # The same mistake in the file in force is another fault: it has consequences already.
        message = f"{problem.message}, as this change brings it; it is not in force yet"
        yield _finding(problem, message, f"proposed:{problem.key}")


def _whose(problem: SpecProblem) -> str:
    """Where the file is, so that one mistake in two files is two findings."""
    return "organisation:" if problem.span.path == ORGANISATION_PATH else ""


def _finding(problem: SpecProblem, message: str, key: str) -> Finding:
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature="",
        span=problem.span,
        message=message,
        hint=problem.hint,
        key=key,
    )
