"""A changed file that no task, no plan and no contract asks for.

# What it checks
Changed files of a change that has a feature with tasks. A file is planned when a task names it (its path, the end of
its path, a pattern, its name in another folder, or in words what it is called after), when the structure in `plan.md`
names it or a folder that it is in and of which no file is named, and when it handles an operation of a contract. Tests,
documents, settings of tools, lock files, generated files, files changed in their layout alone, files that are deleted,
and files in which only something planned is made known need no plan. What is left is listed once for the change, with
the nearest task.

# Why it matters
What nobody planned nobody reviews against anything. It is information, and often right.

# Example
The change adds `src/answers/rerank.py`; tasks and plan know retriever, answerer and service, and no reranking.

```text
src/answers/rerank.py:1: notice: 1 changed file is in no task, plan or contract: `src/answers/rerank.py`
  hint: Add a task, take it out of the change, or allow it under `scope` in the configuration. Nearest: `T001` for
    `src/answers/rerank.py`
```

# How to fix it
Add a task for it, take it out of the change, or allow such files: `scope: {allow: [src/tools/]}`.

# How to silence it
`rules: {SPEC703: off}` in `.github/speckeeper.yml`.
"""

from collections.abc import Iterator, Sequence

from app.domain.change import ChangedFile
from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.finding import Finding
from app.domain.paths import matches
from app.domain.rule import Rule
from app.rules.changed_place import first_change
from app.rules.planned import Plans, names_of, wires
from app.rules.supporting import supports

RULE = Rule("SPEC703", "unplanned-file", "notice", "preview")

_NAMED = 20  # files that the message names
_PLACED = 3  # of these, with their nearest task


def check(dossier: Dossier) -> Iterator[Finding]:
    """At most one finding for the change, at the first unplanned file."""
    planned = [feature for feature in dossier.features if feature.head and feature.head.tasks]
    if not planned:
        return
    plans = Plans(feature.head for feature in dossier.features if feature.head)
    if unplanned := _unplanned(dossier, plans):
        yield _finding(planned[0], unplanned, plans)


def _unplanned(dossier: Dossier, plans: Plans) -> Sequence[ChangedFile]:
    asked = [file for file in dossier.change.files if _is_asked_about(file, dossier)]
    unnamed = [file for file in asked if not plans.names(file.path) and not plans.handles(file)]
    left = {file.path for file in unnamed}
    known = names_of(file.path for file in dossier.change.files if file.path not in left)
    return [file for file in unnamed if not wires(file, known)]


def _is_asked_about(file: ChangedFile, dossier: Dossier) -> bool:
    allowed = file.path in dossier.skipped or matches(file.path, dossier.config.scope.allow)
    return file.status != "deleted" and not allowed and not supports(file)


def _finding(feature: ReviewedFeature, files: Sequence[ChangedFile], plans: Plans) -> Finding:
    names = ", ".join(f"`{file.path}`" for file in files[:_NAMED])
    more = f" and {len(files) - _NAMED} more" if len(files) > _NAMED else ""
    lead = "1 changed file is" if len(files) == 1 else f"{len(files)} changed files are"
    near = [(file.path, task.id) for file in files[:_PLACED] if (task := plans.nearest(file.path))]
    nearest = f" Nearest: {', '.join(f'`{task}` for `{path}`' for path, task in near)}" if near else ""
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=feature.dir.dir,
        span=first_change(files[0]),
        message=f"{lead} in no task, plan or contract: {names}{more}",
        hint=f"Add a task, take it out of the change, or allow it under `scope` in the configuration.{nearest}",
    )
