"""A constitution with placeholders of the template.

# What it checks
Constitutions that this change brings or edits, for the tokens that Spec Kit's template has in place of what a project
decides: `[PROJECT_NAME]`, `[PRINCIPLE_1_NAME]`, `[GOVERNANCE_RULES]` and the like.

# Why it matters
A principle without words binds nobody, and plans are checked against it all the same: each passes.

# Example
`### [PRINCIPLE_2_NAME]` in `.specify/memory/constitution.md`.

```text
.specify/memory/constitution.md:9: notice: `.specify/memory/constitution.md` has 2 placeholders of the template:
    `[PRINCIPLE_2_NAME]`, `[PRINCIPLE_2_DESCRIPTION]`
  hint: Fill them in, or delete the sections that the project has no use for
```

# How to fix it
Fill it in (`/speckit.constitution` asks for what is missing), or delete the sections that the project has no use for.

# How to silence it
`rules: {SPEC501: off}` in `.github/speckeeper.yml`.
"""

import re
from collections.abc import Iterator

from app.domain.dossier import ChangedConstitution, Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.document_quality import listed
from specs_schema.span import Span

RULE = Rule("SPEC501", "unfilled-constitution", "notice", "stable")

_OF_THE_TEMPLATE = re.compile(
    r"\[(?:PROJECT_NAME|PRINCIPLE_?\d+_(?:NAME|DESCRIPTION)|SECTION_?\d+_(?:NAME|CONTENT)|GOVERNANCE_RULES|"
    r"CONSTITUTION_VERSION|RATIFICATION_DATE|LAST_AMENDED_DATE)\]"
)


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each changed constitution that is still the template in places."""
    for changed in dossier.changed_constitutions:
        names = changed.after.placeholders if changed.after else ()
        left = [name for name in names if _OF_THE_TEMPLATE.fullmatch(name)]
        if left:
            yield _finding(changed, left)


def _finding(changed: ChangedConstitution, left: list[str]) -> Finding:
    places = "1 placeholder" if len(left) == 1 else f"{len(left)} placeholders"
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature="",
        span=_place(changed, left[0]),
        message=f"`{changed.path}` has {places} of the template: {listed([f'`{name}`' for name in left])}",
        hint="Fill them in, or delete the sections that the project has no use for",
        key=changed.path,
    )


def _place(changed: ChangedConstitution, name: str) -> Span:
    """The last line with the placeholder: a report on top of the document may name it before."""
    lines = [number for number, line in enumerate(changed.text.split("\n"), start=1) if name in line]
    line = lines[-1] if lines else 1
    return Span(path=changed.path, first=line, last=line)
