"""A change that no spec is about.

# What it checks
Whether the change touches, names or continues any feature of the repository.

# Why it matters
It is information, and never a fault: most repositories take changes that need no spec. It says that nothing was held
against a spec here, so that nobody mistakes silence for approval.

# Example
A pull request that bumps a dependency.

```text
requirements.txt:1: notice: No spec for this change
  hint: Where one was meant, name it in the description: `Spec: specs/NNN-name`
```

# How to fix it
Where a spec was meant, name it: `Spec: specs/001-login` on a line of its own in the description.

# How to silence it
`rules: {SPEC701: off}` in `.github/speckeeper.yml`.
"""

from collections.abc import Iterator

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from specs_schema.span import Span

RULE = Rule("SPEC701", "change-without-spec", "notice", "stable", annotated=False)


def check(dossier: Dossier) -> Iterator[Finding]:
    """At most one finding, on the first changed file."""
    if not dossier.features and dossier.change.files:
        yield Finding(
            rule=RULE,
            severity=RULE.severity,
            feature="",
            span=Span(path=dossier.change.files[0].path, first=1, last=1),
            message="No spec for this change",
            hint="Where one was meant, name it in the description: `Spec: specs/NNN-name`",
        )
