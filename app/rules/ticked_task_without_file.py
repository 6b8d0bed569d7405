"""A task that this change ticks although none of the files it names exists anywhere at head.

# What it checks
Newly ticked tasks that name files. Each file is looked for by layers, and every layer's record is in the evidence: the
whole path or the end of one; a file that the change moves or deletes; the same base name; the same name in another
spelling or with another ending; the same words with others around them; and among what the change adds and no other
task names: the name that a framework prescribes (`users/route.ts` for a `UserController.ts`), a folder of the file's
name, nearly the same name, a name that the task says in words, a definition of what the file is named after, a
definition of an identifier that only this task names, and a text that only this task has in quotation marks. Spec
documents and files that were there before and that the change does not touch are references, not deliveries. Patterns,
placeholders, generated, ignored, temporary and outside paths, tasks that delete or move files, and conditional tasks
are left alone.

It is a notice where the work may have been done in another way: a file of the very name lies further down in the
folder; the change adds another test about something of the same name; or five and more ticks name files in a part of
the repository that the change leaves alone, so that it keeps the list of what others did before.

# Why it matters
Boxes get ticked for work that was never done. In 1,083 real change sets, one tick in a hundred names only files that do
not exist; what the layers do not find was mostly not delivered: worth a look at the line, too weak to fail a check.
How often it is right is in `docs/accuracy.md`.

# Example
`- [x] T014 Write the contract test in tests/contract/test_answers.py`, and no `test_answers.py` exists.

```text
specs/001-answers/tasks.md:5: warning: `T014` is ticked, and `tests/contract/test_answers.py` does not exist
  hint: Do `T014`, untick it, or name the file under which it was delivered
```

# How to fix it
Do the task, untick it, or name the file under which it was delivered.

# How to silence it
`rules: {SPEC302: off}` in `.github/speckeeper.yml`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.domain.dossier import Dossier
from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.domain.paths import matches
from app.domain.rule import Rule
from app.rules.deliveries import Delivered, Sought, may_be_elsewhere, searched, texts_quoted, untouched, words_said
from app.rules.names import material
from app.rules.task_paths import checkable, is_test
from app.rules.ticked_work import Ticked, files_of, identifiers, promises, symbols, ticked
from specs_schema.task import Task

RULE = Rule("SPEC302", "ticked-task-without-file", "warning", "stable")


_MANY = 5  # ticks in a part of the repository that the change leaves alone, from which it only keeps the list


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each ticked task whose every file is nowhere; a notice where it may have been done otherwise."""
    delivered = Delivered(dossier)
    found = list(_found(dossier, delivered))
    parts = Counter(part for _, sought in found for part in {untouched(one, delivered) for one in sought})
    for finding, sought in found:
        listed = all((part := untouched(one, delivered)) and parts[part] >= _MANY for one in sought)
        uncertain = listed or may_be_elsewhere(sought, delivered)
        yield replace(finding, severity="notice") if uncertain else finding


def _found(dossier: Dossier, delivered: Delivered) -> Iterator[tuple[Finding, Sequence[Sought]]]:
    """The findings, each with what was looked for."""
    for one in ticked(dossier):
        missing = _promised(one, delivered, dossier.ignored)
        # Most files are where they are said to be; what else a task says is read only for the others.
        if not missing or any(delivered.head.at(path, one.roots) for path in missing):
            continue
        sought = _sought(one, missing, delivered)
        if records := searched(sought, delivered):
            yield _finding(one, missing, records), sought


def _promised(one: Ticked, delivered: Delivered, ignored: Sequence[str]) -> tuple[str, ...]:
    """The files that the task is to deliver; none where any of what it names can be there without being found."""
    if not promises(one.task):
        return ()
    named = [path for path in one.task.paths if not _refers(path.text, one, delivered)]
    files = [path.text for path in named if path.kind == "file" and checkable(path.text)]
    if len(files) < len(named) or any(matches(path, ignored) for path in files):
        return ()
    told = [path for path in files if not any(other.endswith(f"/{path}") for other in files)]
    return tuple(path for path in told if len(one.files) == 1 or not _is_example(path))


def _is_example(path: str) -> bool:
    """Whether a name beside others may be that of a user's file: `package.toml`, `notes.md`."""
    return "/" not in path and material(path) in {"data", "prose"} and not path.lower().startswith("readme")


def _refers(path: str, one: Ticked, delivered: Delivered) -> bool:
    """Whether the task names `path` without having to deliver it: a document of the feature, or an untouched file."""
    at_head = delivered.head.exact(path, one.roots)
    inside = any(place.startswith(f"{one.feature.dir.dir}/") for place in at_head)
    return inside or bool(at_head and not at_head & (delivered.touched | delivered.added.paths))


def _sought(one: Ticked, missing: Sequence[str], delivered: Delivered) -> tuple[Sought, ...]:
    tasks = one.feature.head.tasks if one.feature.head else ()
    others = [task for task in tasks if task is not one.task]
    for_tests = [task for task in others if any(is_test(path) for path in files_of(task))]
    own = identifiers(one.task) - {name for other in others for name in identifiers(other)}
    tested = symbols(one.task) - {name for other in for_tests for name in symbols(other)}
    quoted = texts_quoted(one.task.text) - {text for other in others for text in texts_quoted(other.text)}
    taken = _taken(one.task, tasks, one.roots, delivered)
    said = words_said(one.task.text)
    return tuple(Sought(path, one.roots, said, own, tested, quoted, taken) for path in missing)


def _taken(task: Task, tasks: Sequence[Task], roots: Sequence[str], delivered: Delivered) -> frozenset[str]:
    """Files at head that other tasks name."""
    own = set(files_of(task))
    others = {path for other in tasks if other is not task for path in files_of(other)} - own
    return frozenset(place for path in others for place in delivered.head.at(path, roots))


def _finding(one: Ticked, missing: Sequence[str], records: Sequence[str]) -> Finding:
    task = one.task
    names = ", ".join(f"`{path}`" for path in missing)
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=one.feature.dir.dir,
        span=task.span,
        subject=task.key,
        message=f"`{task.id}` is ticked, and {names} {'does' if len(missing) == 1 else 'do'} not exist",
        hint=f"Do `{task.id}`, untick it, or name the file under which it was delivered",
        key=task.key,
        citations=(
            Citation("claim", task.span, task.text),
            *(Citation("search", task.span, record) for record in records),
        ),
    )
