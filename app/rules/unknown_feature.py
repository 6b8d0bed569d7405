"""A `Spec:` trailer that names no feature of the repository.

# What it checks
Every `Spec: ...` line of the description and the commit messages, against the feature directories at head and at the
merge base.

# Why it matters
The author wants to be held to a spec and mistyped it; without a word the change would be held to another, or to none.

# Example
`Spec: specs/001-longin`

```text
src/login.py:1: warning: `Spec: specs/001-longin` names no feature of this repository
  hint: Did you mean `specs/001-login`?
```

# How to fix it
Correct the line, or write `Spec: none` where no spec is meant.

# How to silence it
`rules: {SPEC702: off}` in `.github/speckeeper.yml`.
"""

import difflib
from collections.abc import Iterator

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from specs_schema.span import Span

RULE = Rule("SPEC702", "unknown-feature", "warning", "stable", annotated=False)


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each name that is none, on the first changed file: the trailer itself is in no file."""
    for name in dossier.unknown_features if dossier.change.files else ():
        near = difflib.get_close_matches(name, dossier.known_features, n=1, cutoff=0.5)
        yield Finding(
            rule=RULE,
            severity=RULE.severity,
            feature="",
            span=Span(path=dossier.change.files[0].path, first=1, last=1),
            message=f"`Spec: {name}` names no feature of this repository",
            hint=f"Did you mean `{near[0]}`?" if near else "Name a feature directory, or write `Spec: none`",
            key=name,
        )
