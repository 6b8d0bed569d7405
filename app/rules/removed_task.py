"""A task that this change takes out of the task list.

# What it checks
Tasks at the merge base, ticked or not, that are gone at head. They are followed by their text: one that was renumbered,
moved, reworded or made one with another is not gone. A task list of which most was replaced is told once.

# Why it matters
A task list is the plan that was agreed on; what leaves it silently is done by nobody and missed by nobody.

# Example
`T014 Write the contract test` is in `tasks.md` at the merge base, open, and not at head.

```text
specs/001-answers/tasks.md:5: notice: Change removes `T014`, which was open, from the task list
  hint: Put `T014` back, or say in the description why it is dropped
```

# How to fix it
Where the work is dropped on purpose, say so in the description; otherwise put the task back.

# How to silence it
`rules: {SPEC605: off}` in `.github/speckeeper.yml`.
"""

from collections.abc import Iterator, Sequence

from app.domain.dossier import Dossier
from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.counterparts import Edited, edited, follow, is_replaced, wording
from app.rules.spec_changes import Told, finding
from specs_schema.span import Span
from specs_schema.task import Task

RULE = Rule("SPEC605", "removed-task", "notice", "stable")

_QUOTED = 5  # tasks of a replaced list that are quoted


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each task that is gone from every reviewed feature; one for a list that was written anew."""
    heads = [reviewed.head for reviewed in dossier.features if reviewed.head]
    known = {wording(task.text) for head in heads for task in head.tasks}
    for feature in edited(dossier):
        gone = [task for task in _gone(feature) if wording(task.text) not in known]
        if is_replaced(feature.base.tasks, gone):
            yield _written_anew(feature, gone)
        else:
            yield from (_finding(feature, task) for task in gone)


def _gone(feature: Edited) -> tuple[Task, ...]:
    return follow(feature.base.tasks, feature.head.tasks).gone


def _written_anew(feature: Edited, gone: Sequence[Task]) -> Finding:
    was_open = sum(not task.done for task in gone)
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=feature.dir,
        span=Span(path=gone[0].span.path, first=1, last=1),
        message=f"Change replaces the task list: {len(gone)} of {len(feature.base.tasks)} tasks are gone, "
        f"{was_open} of them open",
        hint="Say in the description what becomes of the open ones",
        citations=tuple(Citation("spec", task.span, task.text) for task in gone[:_QUOTED]),
    )


def _finding(feature: Edited, task: Task) -> Finding:
    state = "ticked" if task.done else "open"
    told = Told(
        f"Change removes `{task.id}`, which was {state}, from the task list",
        f"Put `{task.id}` back, or say in the description why it is dropped",
        RULE.severity,
    )
    return finding(RULE, feature, (task, None), told)
