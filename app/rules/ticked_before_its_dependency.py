"""A task that this change ticks while a task that it depends on is open.

# What it checks
Newly ticked tasks of which the task list says in so many words, in a note (`depends on T012`) or in its section on
dependencies, that they wait for another task of the list, and that task is open at head. Open tasks that are optional,
deferred or conditional hold nobody up.

# Why it matters
Either the order in the list is wrong, or the tick is: what a task stands on is not there yet.

# Example
`- [ ] T012 Create the schema` and `- [x] T013 Store answers (depends on T012)`.

```text
specs/001-answers/tasks.md:6: notice: `T013` is ticked, and `T012`, on which it depends, is open
  hint: Finish `T012` first, untick `T013`, or correct the dependency
```

# How to fix it
Do or tick what it waits for, or correct the dependency.

# How to silence it
`rules: {SPEC310: off}` in `.github/speckeeper.yml`.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from app.domain.dossier import Dossier
from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.ticked_work import Ticked, ticked
from specs_schema.task import Task

RULE = Rule("SPEC310", "ticked-before-its-dependency", "notice", "stable")

_HOLDS_NOBODY: Final = re.compile(
    r"\b(optional\w*|deferred|skipped|postponed|superseded|obsolete|n/a|not (needed|required|applicable)|blocked|later|"
    r"if|unless|manual\w*|cancell?ed|dropped)\b",
    re.IGNORECASE,
)


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each ticked task that waits for an open one."""
    for one in ticked(dossier):
        if not one.task.depends_on or not one.feature.head:
            continue
        if waits_for := _open(one.task, one.feature.head.tasks):
            yield _finding(one, waits_for)


def _open(task: Task, tasks: Sequence[Task]) -> tuple[Task, ...]:
    """What the task waits for: only where its id stands for one task, and not for a part of the task itself."""
    found: list[Task] = []
    for name in task.depends_on:
        named = [other for other in tasks if other.id == name and other.key != task.key]
        if len(named) == 1 and not named[0].done and named[0].state == " ":
            found.append(named[0])
    return tuple(other for other in found if not _HOLDS_NOBODY.search(other.text))


def _finding(one: Ticked, waits_for: Sequence[Task]) -> Finding:
    task = one.task
    names = ", ".join(f"`{other.id}`" for other in waits_for)
    verb = "is" if len(waits_for) == 1 else "are"
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=one.feature.dir.dir,
        span=task.span,
        subject=task.key,
        message=f"`{task.id}` is ticked, and {names}, on which it depends, {verb} open",
        hint=f"Finish {names} first, untick `{task.id}`, or correct the dependency",
        key=",".join(other.key for other in waits_for),
        citations=(
            Citation("claim", task.span, task.text),
            *(Citation("spec", other.span, other.text) for other in waits_for),
        ),
    )
