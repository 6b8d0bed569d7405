"""Tasks that Spec Kit's own format does not allow.

# What it checks
Tasks of a Spec Kit feature that this change writes: without an id, without a box, with two ids on one line, without the
label of the story in whose phase they stand, with the label of another, or with the label of a story in Setup,
Foundational or Polish. Bold ids, lower-case ticks and labels of your own are fine.

# Why it matters
Commands and reviews follow the ids and labels. A task without them is read here all the same, but nothing ties a tick,
a dependency or a finding to it when lines move.

# Example
`- [ ] T012 [P] Create the model in src/models/user.py` in `Phase 3: User Story 1`, without `[US1]`.

```text
specs/001-answers/tasks.md:6: notice: `T012` without the label of the story of its phase
  hint: Spec Kit writes `- [ ] T001 [P] [US1] text`; the label of the story stands in the phases of stories alone
```

# How to fix it
Write `- [ ] T012 [P] [US1] Create the model in src/models/user.py`. Where the right line is certain, it is suggested as
a change to commit.

# How to silence it
`rules: {SPEC117: off}` in `.github/speckeeper.yml`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.document_quality import NAMED, fresh
from app.rules.task_format import Fault, Habits, fault_of
from specs_schema.feature import Feature
from specs_schema.task import Task

RULE = Rule("SPEC117", "task-out-of-format", "notice", "stable")

_EACH = 3  # tasks that are told one by one
_HINT = "Spec Kit writes `- [ ] T001 [P] [US1] text`; the label of the story stands in the phases of stories alone"


def check(dossier: Dossier) -> Iterator[Finding]:
    """A finding for each such task, or one for the task list where there are many."""
    for reviewed, tasks in fresh(dossier, _tasks):
        found = [*_faults(reviewed, tasks, dossier.texts)] if reviewed.dir.format == "speckit" else []
        if len(found) <= _EACH:
            yield from (_finding(reviewed, task, fault) for task, fault in found)
        else:
            yield _summary(reviewed, found)


def _tasks(feature: Feature) -> tuple[Task, ...]:
    return feature.tasks


def _faults(reviewed: ReviewedFeature, tasks: Sequence[Task], texts: Mapping[str, str]) -> Iterator[tuple[Task, Fault]]:
    head = reviewed.head
    if head is not None:
        habits = Habits(
            named=any(task.id_given for task in head.tasks), boxed=any(task.state != "none" for task in head.tasks)
        )
        lines = {path: texts[path].split("\n") for path in {task.span.path for task in tasks} if path in texts}
        for task in tasks:
            source = lines.get(task.span.path, [])
            line = source[task.span.first - 1] if task.span.first <= len(source) else ""
            if line and (fault := fault_of(task, line, habits)):
                yield task, fault


def _finding(reviewed: ReviewedFeature, task: Task, fault: Fault) -> Finding:
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=reviewed.dir.dir,
        span=task.span,
        message=f"{fault.about(task)} {fault.what}",
        hint=_HINT,
        key=f"{task.span.path}\0{task.key}",
        citations=(Citation("spec", task.span, task.text),),
        fix=fault.line,
    )


def _summary(reviewed: ReviewedFeature, found: Sequence[tuple[Task, Fault]]) -> Finding:
    counted = Counter(fault.what for _, fault in found)
    kinds = ", ".join(f"{number} {what}" for what, number in counted.most_common())
    first = _finding(reviewed, *found[0])
    return replace(
        first,
        message=f"{len(found)} tasks are not in Spec Kit's format: {kinds}",
        key=first.span.path,
        citations=tuple(Citation("spec", task.span, task.text) for task, _ in found[:NAMED]),
    )
