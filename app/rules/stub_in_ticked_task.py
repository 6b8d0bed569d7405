"""A file of a task that this change ticks, in which a function is still a stub.

# What it checks
Files that a newly ticked task names and the change adds or changes: functions whose whole body is `pass`, `...`,
`raise NotImplementedError`, `throw new Error("not implemented")`, `todo!()`, `TODO()`, `panic("not implemented")` and
the like, or nothing but a `TODO` comment, on lines that the change adds; and files that are empty. Abstract methods,
protocols, interfaces, base classes, overloads, type stubs, tests and doubles for them, no-ops that say why, tasks that
ask for a skeleton, and files that an open task names too are left alone.

# Why it matters
A stub has the file, the name and the signature that the task asks for: everything but the work.

# Example
`- [x] T012 Implement search in src/search.py`, where `def search(query): raise NotImplementedError` is all there is.

```text
src/search.py:2: warning: `T012` is ticked, and in `src/search.py` `search` is a stub
  hint: Implement what is left, or untick `T012`
```

# How to fix it
Implement the function, or untick the task. A function that is to do nothing says so in a comment.

# How to silence it
`rules: {SPEC305: off}` in `.github/speckeeper.yml`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from app.domain.change import ChangedFile
from app.domain.dossier import Dossier
from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.names import material
from app.rules.stubs import Stub, extended_classes, stubs
from app.rules.task_paths import ending, is_test
from app.rules.ticked_work import Ticked, Touched, files_of, promises, ticked
from specs_schema.span import Span
from specs_schema.task import Task

RULE = Rule("SPEC305", "stub-in-ticked-task", "warning", "stable")

_SHOWN: Final = 3  # stubs of one file that are named
_ASKED_FOR: Final = re.compile(
    r"\b(stubs?|skelet(on|al)s?|scaffold\w*|placeholders?|no-?op|mocks?|fakes?|interfaces?|abstract|protocols?|shell|"
    r"empty|fails?|failing|red)\b",
    re.IGNORECASE,
)
_NO_CODE: Final = re.compile(
    r"(^|/)(__init__\.py|index\.\w+|mod\.rs|py\.typed|\.\w+)$|\.(pyi|d\.ts)$"
    r"|(^|/)(__mocks__|mocks?|fakes?|fixtures?|stubs?|examples?|samples?|templates?|testdata|stories)/|\.stories\.",
    re.IGNORECASE,
)


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each file with a stub, about the task that names it."""
    tasks = [one for one in ticked(dossier) if promises(one.task) and not _ASKED_FOR.search(one.task.text)]
    touched = Touched(dossier.change)
    found = {file.path: (one, file) for one in reversed(tasks) for file in touched.by(one)}
    asked = {path: pair for path, pair in found.items() if not _is_no_code(path)}
    if not asked:
        return
    extended = extended_classes(dossier.change.files)
    for path, (one, file) in sorted(asked.items()):
        if _is_open(path, one.feature.head.tasks if one.feature.head else ()):
            continue
        if left := tuple(stubs(file, extended)):
            yield _finding(_task_about(left, path, tasks, touched) or one, file, left)
        elif _is_empty(file):
            yield _empty(one, file)


def _is_no_code(path: str) -> bool:
    return is_test(path) or material(path) != "code" or bool(_NO_CODE.search(path))


def _is_open(path: str, tasks: Sequence[Task]) -> bool:
    """Whether a task that is still to be done names the file: the stub may be left for that."""
    named = (name for task in tasks if not task.done for name in files_of(task))
    return any(path == name or path.endswith(f"/{name}") for name in named)


def _task_about(left: Sequence[Stub], path: str, tasks: Sequence[Ticked], touched: Touched) -> Ticked | None:
    """The task that says the name of a stub, where several name the file."""
    naming = [one for one in tasks if any(file.path == path for file in touched.by(one))]
    return next(filter(partial(_says, left), naming), None)


def _says(left: Sequence[Stub], one: Ticked) -> bool:
    return any(re.search(rf"\b{re.escape(stub.name)}\b", one.task.text) for stub in left)


def _is_empty(file: ChangedFile) -> bool:
    """Whether an added file says nothing. One that was not read may say anything."""
    new = file.status == "added" and not file.unread and not file.binary and not file.submodule
    return new and not any(line.strip() for _, line in file.added_lines()) and bool(ending(file.path))


def _finding(one: Ticked, file: ChangedFile, left: Sequence[Stub]) -> Finding:
    task = one.task
    names = ", ".join(f"`{stub.name}`" for stub in left[:_SHOWN])
    more = f" and {len(left) - _SHOWN} more" if len(left) > _SHOWN else ""
    verb = "is a stub" if len(left) == 1 else "are stubs"
    places = [Span(path=file.path, first=stub.line, last=stub.line) for stub in left[:_SHOWN]]
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=one.feature.dir.dir,
        span=places[0],
        subject=task.key,
        message=f"`{task.id}` is ticked, and in `{file.path}` {names}{more} {verb}",
        hint=f"Implement what is left, or untick `{task.id}`",
        key=file.path,
        citations=(
            Citation("claim", task.span, task.text),
            *(Citation("code", place, stub.text) for place, stub in zip(places, left, strict=False)),
        ),
    )


def _empty(one: Ticked, file: ChangedFile) -> Finding:
    task = one.task
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=one.feature.dir.dir,
        span=task.span,
        subject=task.key,
        message=f"`{task.id}` is ticked, and `{file.path}` is empty",
        hint=f"Do `{task.id}`, or untick it",
        key=file.path,
        citations=(
            Citation("claim", task.span, task.text),
            Citation("search", task.span, f"{file.path}: lines that are not blank, in the whole file: nothing found"),
        ),
    )
