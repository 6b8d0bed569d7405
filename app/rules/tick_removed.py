"""A task that was ticked and is open again.

# What it checks
Tasks that are ticked at the merge base and open at head. They are followed by their text: one that was renumbered is
the same task, and another task under the same number is not. A list that was opened anew is told once.

# Why it matters
Something that counted as done does not any more. That is honest, and somebody should know why.

# Example
`- [x] T014 Write the contract test` at the merge base, `- [ ] T014 Write the contract test` at head.

```text
specs/001-answers/tasks.md:6: notice: Change takes back the tick of `T014`
  hint: Say in the description what `T014` lacks, or tick it again
```

# How to fix it
Nothing needs mending where the work was found to be missing; say so in the description. Otherwise tick it again.

# How to silence it
`rules: {SPEC309: off}` in `.github/speckeeper.yml`.
"""

from collections.abc import Iterator, Sequence

from app.domain.dossier import Dossier
from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.counterparts import COMPARABLE, Edited, edited, follow, likeness
from app.rules.spec_changes import Told, finding
from specs_schema.task import Task

RULE = Rule("SPEC309", "tick-removed", "notice", "stable")

_EACH = 10  # tasks that are told one by one
_QUOTED = 5  # tasks of a list that are quoted


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each task that lost its tick; one for a list in which many did."""
    for feature in edited(dossier):
        opened = [
            (old, new)
            for old, new in follow(feature.base.tasks, feature.head.tasks).kept
            if old.done and not new.done and likeness(old.text, new.text) >= COMPARABLE
        ]
        if len(opened) > _EACH:
            yield _anew(feature, opened)
        else:
            yield from (_finding(feature, old, new) for old, new in opened)


def _finding(feature: Edited, old: Task, new: Task) -> Finding:
    told = Told(
        f"Change takes back the tick of `{new.id}`",
        f"Say in the description what `{new.id}` lacks, or tick it again",
        RULE.severity,
    )
    return finding(RULE, feature, (old, new), told)


def _anew(feature: Edited, opened: Sequence[tuple[Task, Task]]) -> Finding:
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=feature.dir,
        span=opened[0][1].span,
        message=f"Change takes back the ticks of {len(opened)} tasks",
        hint="Say in the description what they lack, or tick them again",
        citations=tuple(Citation("spec", new.span, new.text) for _, new in opened[:_QUOTED]),
    )
