"""A new module of a ticked task that nothing at head names.

# What it checks
Modules that a newly ticked task names and the change adds, in languages in which code is reached by its name: whether
any other file at head, whatever its kind, holds the name of the file or of anything that it defines at its top. Spec
documents and tests do not count. Entry points, files that a framework finds by name or folder, scripts, settings,
migrations, tests, modules that register themselves, and modules with very short names are left alone.

# Why it matters
Code that is written and never wired in looks done in the diff and does nothing in the product.

# Example
`- [x] T012 Rate limiter in src/limiter.py`: the file is there, and no other file says `limiter` or `RateLimiter`.

```text
src/limiter.py:1: notice: `T012` is ticked, and nothing reaches its new `src/limiter.py`
  hint: Import or register it where it belongs, or open a task for that
```

# How to fix it
Import or register it where it belongs, or say in a task of its own that this follows.

# How to silence it
`rules: {SPEC307: off}` in `.github/speckeeper.yml`.
"""

from collections.abc import Iterator, Mapping

from app.domain.dossier import Dossier
from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.new_modules import spec_folders, unnamed
from app.rules.task_paths import is_test
from app.rules.ticked_work import Ticked, Touched, ticked
from specs_schema.span import Span

RULE = Rule("SPEC307", "unreached-code", "notice", "preview", annotated=False)

_SHOWN = 3  # names that the record lists


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each module that no line at head names; none where head was not searched for its names."""
    touched, specs = Touched(dossier.change), spec_folders(dossier)
    tasks = {file.path: one for one in reversed([*ticked(dossier)]) for file in touched.by(one)}
    for path, names in sorted(unnamed(dossier).items()):
        if names <= dossier.mentions.keys() and not _reached(path, names, dossier.mentions, specs):
            yield _finding(tasks[path], path, sorted(names))


def _reached(path: str, names: frozenset[str], mentions: Mapping[str, frozenset[str]], specs: tuple[str, ...]) -> bool:
    places = {hit for name in names for hit in mentions[name]}
    return any(place != path and not place.startswith(specs) and not is_test(place) for place in places)


def _finding(one: Ticked, path: str, names: list[str]) -> Finding:
    task = one.task
    listed = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    record = f"{listed}: every file at head but {path}, tests and spec documents: nothing found"
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=one.feature.dir.dir,
        span=Span(path=path, first=1, last=1),
        subject=task.key,
        message=f"`{task.id}` is ticked, and nothing reaches its new `{path}`",
        hint="Import or register it where it belongs, or open a task for that",
        key=path,
        citations=(Citation("claim", task.span, task.text), Citation("search", task.span, record)),
    )
