"""A task for a requirement or story that the spec does not have.

# What it checks
Tasks that this change writes and that name a requirement, success criterion (`per FR-031`) or story (`[US7]`) of a kind
that the spec numbers, where no document of the feature but the task list has that id. Tasks that name nothing are left
alone: most tasks of most projects name no id, and set-up, tests and clean-up need none.

# Why it matters
Either the requirement was dropped and the work is done for nobody, or the id is mistyped and nobody can follow it.

# Example
`- [ ] T115 [US7] Add the release command` where the spec has the stories US1 to US6.

```text
specs/001-answers/tasks.md:9: notice: 1 task is for what no document of the feature has: `T115` (`US7`)
  hint: Correct the id, or write down what the task is for
```

# How to fix it
Correct the id, write the requirement down, or drop the task.

# How to silence it
`rules: {SPEC114: off}` in `.github/speckeeper.yml`.
"""

import re
from collections.abc import Iterator

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.citations import family, text_of, written_ids
from app.rules.document_quality import about, counted, fresh, listed
from specs_schema.feature import Feature, Role
from specs_schema.task import Task

RULE = Rule("SPEC114", "task-without-requirement", "notice")

_ELSEWHERE: tuple[Role, ...] = (
    "spec", "plan", "research", "data_model", "quickstart", "contract", "checklist", "other",
)  # fmt: skip
# A task that speaks of another feature, or of ids that are gone, may name what this spec has not.
_ELSEWHERE_OR_GONE = re.compile(
    r"\b(?:features?|specs?)[ /`*]*\d{2,}|\b(?:withdrawn|renumber\w*|former(?:ly)?|obsolete|superseded)\b",
    re.IGNORECASE,
)


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each feature with such tasks."""
    for reviewed, tasks in fresh(dossier, _tasks):
        head = reviewed.head
        text = text_of(head, _ELSEWHERE, dossier.texts) if head else None
        if head is None or not text or not tasks:
            continue
        known = written_ids(text)
        unknown = {task.key: name for task in tasks for name in _unknown(task, head, known)}
        found = [task for task in tasks if task.key in unknown]
        if found:
            names = listed([f"`{task.id}` (`{unknown[task.key]}`)" for task in found])
            lead = counted(found, "task is", "tasks are")
            message = f"{lead} for what no document of the feature has: {names}"
            yield about(RULE, reviewed.dir.dir, found, message, "Correct the id, or write down what the task is for")


def _tasks(feature: Feature) -> tuple[Task, ...]:
    return feature.tasks


def _unknown(task: Task, feature: Feature, known: frozenset[str]) -> Iterator[str]:
    """Ids that the task itself writes and nothing defines, of a kind that the spec numbers."""
    if _ELSEWHERE_OR_GONE.search(task.text):
        return
    families = {family(one.id) for one in (*feature.requirements, *feature.success_criteria)} - {""}
    written = written_ids(task.text)  # a range names ids that nobody wrote: only the task's own words count
    literal = {name for name in task.cites if name in written and name in task.text}
    yield from (name for name in task.cites if name in literal and family(name) in families and name not in known)
    stories = {story.id for story in feature.stories}
    if (
        task.story
        and len(stories) > 1
        and task.story not in stories
        and _is_top(task.story)
        and all(map(_is_top, stories))
    ):
        yield task.story


def _is_top(story: str) -> bool:
    """Whether a story has a plain number: parts of stories (`US3.2`) are numbered by other documents too."""
    return "." not in story
