"""Open tasks whose files this change adds, all of them, in a list of which other tasks are ticked.

# What it checks
Tasks that are open at head and name files by a path with a folder, where the change adds every one of these files, with
something in it and no stub, no other task names any of them, and the change ticks other tasks of the same list. Told
once for the list. Conditional tasks and tasks that only run or check something are left alone.

# Why it matters
A list that lags behind the work is no list: the next reader does the task again, and nobody is held to it.

# Example
`- [ ] T012 Write the retriever in src/retriever.py`, and the change adds `src/retriever.py`.

```text
specs/001-answers/tasks.md:6: notice: Change adds all files that `T012` names, and it is open
  hint: Tick it, or say what is left
```

# How to fix it
Tick the tasks, or say what is left of them.

# How to silence it
`rules: {SPEC308: off}` in `.github/speckeeper.yml`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from app.domain.change import ChangedFile
from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.stubs import stubs
from app.rules.ticked_work import Ticked, Touched, files_of, promises
from specs_schema.task import Task

RULE = Rule("SPEC308", "unticked-but-done", "notice", "stable")

_NAMED: Final = 5  # tasks that the message names


def check(dossier: Dossier) -> Iterator[Finding]:
    """At most one finding for each task list."""
    touched = Touched(dossier.change)
    for feature in dossier.features:
        tasks = feature.head.tasks if feature.head else ()
        if not feature.newly_done:
            continue
        naming = Counter(path for task in tasks for path in set(files_of(task)))
        done = [task for task in tasks if not task.done and _is_done(Ticked(feature, task), touched, naming)]
        if done:
            yield _finding(feature, done)


def _is_work(file: ChangedFile) -> bool:
    """Whether the change adds the file with something in it, and no stub."""
    if file.status != "added":
        return False
    return any(line.strip() for _, line in file.added_lines()) and not any(stubs(file, frozenset()))


def _is_done(one: Ticked, touched: Touched, naming: Mapping[str, int]) -> bool:
    """Whether the change adds all that the task names, and no other task could have asked for it."""
    paths = one.task.paths
    if not paths or any(path.kind != "file" or "/" not in path.text or naming[path.text] > 1 for path in paths):
        return False
    if not promises(one.task):
        return False
    found = touched.by(one)
    return len(found) == len(paths) and all(_is_work(file) for file in found)


def _finding(feature: ReviewedFeature, done: Sequence[Task]) -> Finding:
    names = ", ".join(f"`{task.id}`" for task in done[:_NAMED])
    more = f" and {len(done) - _NAMED} more" if len(done) > _NAMED else ""
    one = len(done) == 1
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=feature.dir.dir,
        span=done[0].span,
        message=f"Change adds all files that {names}{more} {'names' if one else 'name'}, and "
        f"{'it is' if one else 'they are'} open",
        hint=f"Tick {'it' if one else 'them'}, or say what is left",
        citations=tuple(Citation("claim", task.span, task.text) for task in done[:_NAMED]),
    )
