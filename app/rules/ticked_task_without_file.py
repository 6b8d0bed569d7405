"""A task that this change ticks although none of the files it names exists anywhere at head.

# What it checks
Newly ticked tasks that name files: exact path, path below the feature or the project, the end of another path, the
same base name in any folder, the same stem with another extension, the same words with others around them, and a file
that the change adds beside it under nearly the same name. Spec documents and files that were there before and that the
change does not touch are references, not deliveries. Patterns, placeholders, generated, temporary and outside paths,
tasks that delete or move files, and conditional tasks are left alone.

# Why it matters
Boxes get ticked for work that was never done. In 1,083 real change sets, one tick in a hundred names only files that do
not exist, and every third or fourth of those was not delivered: worth a look at the line, too weak to fail a check.

# Example
`- [x] T014 Write the contract test in tests/contract/test_answers.py`, and no `test_answers.py` exists.

# How to fix it
Do the task, untick it, or name the file under which it was delivered.

# How to silence it
`rules: {SPEC302: off}` in `.github/speckeeper.yml`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.task_paths import PathIndex, checkable
from specs_schema.task import Task

RULE = Rule("SPEC302", "ticked-task-without-file", "warning", "stable")

_REMOVES = re.compile(
    r"\b(delet\w+|remov\w+|drop(s|ped)?|renam\w+|mov(e|es|ed|ing)|replac\w+|migrat\w+ away)\b", re.IGNORECASE
)
_CONDITIONAL = re.compile(
    r"\b(if|unless|optional(ly)?|where needed|as needed|when needed|or equivalent|e\.g\.|for example|such as|n/a|"
    r"already|not (needed|required|applicable)|skipped|deferred|superseded|covered by|folded into|merged into)\b",
    re.IGNORECASE,
)


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each ticked task whose every file is nowhere."""
    trees = _Trees(
        PathIndex(dossier.paths),
        PathIndex(dossier.base_paths),
        PathIndex(dossier.paths - dossier.base_paths),
        dossier.change.paths,
    )
    for feature in dossier.features:
        for task in feature.head.tasks if feature.head else ():
            if task.key in feature.newly_done and (missing := _nowhere(task, feature, trees)):
                yield _finding(feature, task, missing)


@dataclass(frozen=True, slots=True)
class _Trees:
    """The files at head, those at the merge base, those that the change adds, and every path that it touches."""

    head: PathIndex
    base: PathIndex
    added: PathIndex
    touched: frozenset[str]

    def refers(self, path: str, feature: ReviewedFeature, roots: tuple[str, ...]) -> bool:
        """Whether a task names `path` without having to deliver it."""
        found = self.base.places(path, roots)
        inside = any(place.startswith(f"{feature.dir.dir}/") for place in self.head.places(path, roots))
        return inside or (bool(found) and not found & self.touched)

    def holds(self, path: str, roots: tuple[str, ...]) -> bool:
        """Whether `path` exists, or existed, under any name that could be meant."""
        return self.head.finds(path, roots) or self.base.finds(path, roots) or self.added.resembles(path, roots)


def _nowhere(task: Task, feature: ReviewedFeature, trees: _Trees) -> tuple[str, ...]:
    """The files that the task delivers, when none of them exists at head under any name that could be meant."""
    if _REMOVES.search(task.text) or _CONDITIONAL.search(task.text):
        return ()
    roots = (feature.dir.dir, feature.dir.root)
    named = [path for path in task.paths if not trees.refers(path.text, feature, roots)]
    files = [path.text for path in named if path.kind == "file" and checkable(path.text)]
    if not files or len(files) < len(named):
        return ()
    return () if any(trees.holds(path, roots) for path in files) else tuple(files)


def _finding(feature: ReviewedFeature, task: Task, missing: tuple[str, ...]) -> Finding:
    names = ", ".join(f"`{path}`" for path in missing)
    searched = "exact path, end of a path, base name and stem over all files at head: nothing found"
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=feature.dir.dir,
        span=task.span,
        subject=task.key,
        message=f"`{task.id}` is ticked, and {names} {'does' if len(missing) == 1 else 'do'} not exist",
        hint=f"Do `{task.id}`, untick it, or name the file under which it was delivered",
        key=task.key,
        citations=(
            Citation("claim", task.span, task.text),
            Citation("search", task.span, f"{', '.join(missing)}: {searched}"),
        ),
    )
