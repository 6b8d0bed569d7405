"""A requirement that no task of the feature is for.

# What it checks
Features whose tasks name the requirements they are for: at least five requirements of one kind (`FR-`, `NFR-`), and
four in five of them named by a task. There, a requirement is told whose id stands nowhere in `tasks.md`, nor any of
its terms in back-ticks, and that is tied to no requirement or story that is named there; once, by the change that
brings the gap. Where tasks name ids only now and then, as in most projects, nothing is told.

# Why it matters
The task list is what gets done. A requirement that is on nobody's list is found missing when the feature is finished.

# Example
Tasks name `FR-001` to `FR-008` and `FR-010`, and nothing names `FR-009`.

```text
specs/001-answers/spec.md:15: notice: 1 requirement is named by no task, though the tasks name the others: `FR-009`
  hint: Add a task, or name the requirement in the task that covers it
```

# How to fix it
Add a task for it, or name the requirement in the task that covers it.

# How to silence it
`rules: {SPEC113: off}` in `.github/speckeeper.yml`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.citations import family, is_quoted, paths_of, text_of, written_ids
from app.rules.document_quality import about, counted, listed
from specs_schema.feature import Feature
from specs_schema.requirement import Requirement
from specs_schema.span import Span

RULE = Rule("SPEC113", "requirement-without-task", "notice")

_FEWEST = 5  # requirements of one kind from which naming them is a habit
_SHARE = 0.8  # of them that tasks name
_TERM = re.compile(r"`([^`\n]{4,80})`")


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each feature in which this change leaves requirements without a task."""
    for reviewed in dossier.features:
        if reviewed.head and (touched := _touched(reviewed.head, dossier)):
            before = _named_by_none(reviewed.base) if reviewed.base else dict[str, Requirement]()
            text = text_of(reviewed.head, ("tasks",), dossier.texts) or ""
            found = [one for one in _uncovered(reviewed.head, text) if one.id not in before]
            if text and found:
                yield _finding(reviewed, found, touched)


def _touched(feature: Feature, dossier: Dossier) -> tuple[str, ...]:
    """The spec and task lists of the feature that the change touches, the spec first."""
    return tuple(path for path in paths_of(feature, ("spec", "tasks")) if path in dossier.change.paths)


def _named_by_none(feature: Feature) -> Mapping[str, Requirement]:
    """Requirements that the tasks did not name before, where there were tasks."""
    named = {name for task in feature.tasks for name in task.cites}
    return {one.id: one for one in feature.requirements if feature.tasks and one.id not in named}


def _uncovered(feature: Feature, text: str) -> list[Requirement]:
    cited = {name for task in feature.tasks for name in task.cites}
    systematic = {name for name, ids in _families(feature).items() if _is_habit(ids, cited)}
    if not systematic:
        return []
    covered = _tied(feature, written_ids(text) | cited)
    left = (one for one in feature.requirements if family(one.id) in systematic and one.id not in covered)
    # A task list that speaks of the very thing a requirement is about covers it, if not by number.
    return [one for one in left if not any(term in text for term in _TERM.findall(one.text))]


def _families(feature: Feature) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in feature.requirements:
        if family(one.id) and not is_quoted(one.id):
            found[family(one.id)].append(one.id)
    return found


def _is_habit(ids: Sequence[str], cited: set[str]) -> bool:
    return len(ids) >= _FEWEST and sum(name in cited for name in ids) >= _SHARE * len(ids)


def _tied(feature: Feature, named: frozenset[str] | set[str]) -> set[str]:
    """The ids in `named`, and those of requirements that name, or are named by, one of them or a story with tasks."""
    stories = {task.story for task in feature.tasks if task.story}
    anchors = set(named) | stories
    by_others = {name for one in feature.requirements if one.id in named for name in one.cites}
    return {one.id for one in feature.requirements if one.id in anchors | by_others or anchors & {*one.cites}}


def _finding(reviewed: ReviewedFeature, found: Sequence[Requirement], touched: Sequence[str]) -> Finding:
    names = listed([f"`{one.id}`" for one in found])
    lead = counted(found, "requirement is", "requirements are")
    message = f"{lead} named by no task, though the tasks name the others: {names}"
    hint = "Add a task, or name the requirement in the task that covers it"
    finding = about(RULE, reviewed.dir.dir, found, message, hint)
    if finding.span.path in touched:
        return finding
    return replace(finding, span=Span(path=touched[0], first=1, last=1), key=found[0].span.path)
