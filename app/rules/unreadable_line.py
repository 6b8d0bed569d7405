"""A line that looks like a task or requirement and cannot be read as one.

# What it checks
Checkbox lines, requirement bullets and scenario lines of the documents that do not follow any known form.

# Why it matters
What cannot be read cannot be demanded: the line would drop out of the review without anybody noticing.

# Example
`-[x] T014 Write the handler` without a space after the dash.

```text
specs/001-answers/tasks.md:6: notice: This line looks like a task and cannot be read as one: `-[x] T014 Write the
    handler`
  hint: Write it as `- [ ] T001 text`, with a space after the dash and a box of three characters
```

# How to fix it
Write the line in the form that the hint names. Where a space is all that is wrong with a task's box, the right line is
suggested as a change to commit.

# How to silence it
`rules: {SPEC103: off}` in `.github/speckeeper.yml`.
"""

from dataclasses import replace

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.problems import findings_of
from app.rules.task_format import mended_box

RULE = Rule("SPEC103", "unreadable-line", "notice", "stable")


def check(dossier: Dossier) -> tuple[Finding, ...]:
    """One finding for each such line, with the right one where a space too few or too many is all that is wrong."""
    found = findings_of(RULE, "unreadable-line", dossier)
    return tuple(replace(one, fix=mended_box(_line(one, dossier))) for one in found)


def _line(finding: Finding, dossier: Dossier) -> str:
    lines = dossier.texts.get(finding.span.path, "").split("\n")
    return lines[finding.span.first - 1] if finding.span.first <= len(lines) else ""
