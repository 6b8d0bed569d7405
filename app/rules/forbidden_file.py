"""A changed file that the configuration says no change may touch.

# What it checks
Every path of the change, on both sides of a renaming, against the patterns under `scope: {forbid: [...]}` of the base
branch's configuration. No feature is needed for it.

# Why it matters
Some files are nobody's to change by pull request: migrations that ran, generated clients, another team's contracts.

# Example
`scope: {forbid: [db/migrations/]}`, and the change edits `db/migrations/0007_users.sql`.

```text
db/migrations/0007_users.sql:1: error: Change changes `db/migrations/0007_users.sql`, which `scope: forbid` of the
    configuration keeps from changes
  hint: Take `db/migrations/0007_users.sql` out of the change, or have the pattern changed on the base branch first
```

# How to fix it
Take the file out of the change, or have the pattern changed on the base branch first.

# How to silence it
`rules: {SPEC704: off}` in `.github/speckeeper.yml`, or no pattern that matches.
"""

from collections.abc import Iterator, Sequence

from app.domain.change import ChangedFile
from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.paths import matches
from app.domain.rule import Rule
from app.rules.changed_place import first_change

RULE = Rule("SPEC704", "forbidden-file", "error", "stable")

_MOST = 20  # findings; the last one counts the rest


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each file that a pattern forbids."""
    patterns = dossier.config.scope.forbid
    found = [(file, path) for file in dossier.change.files if (path := _forbidden(file, patterns))]
    for number, (file, path) in enumerate(found[:_MOST], start=1):
        yield _finding(file, path, len(found) - _MOST if number == _MOST else 0)


def _forbidden(file: ChangedFile, patterns: Sequence[str]) -> str:
    """The path of the file that a pattern matches, at head or, for what was moved away, before."""
    moved = [file.old_path] if file.status == "renamed" and file.old_path else []
    return next((path for path in (file.path, *moved) if matches(path, patterns)), "")


def _finding(file: ChangedFile, path: str, more: int) -> Finding:
    verb = {"added": "adds", "deleted": "deletes", "renamed": "moves"}.get(file.status, "changes")
    rest = f", and {more} more forbidden files" if more > 0 else ""
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature="",
        span=first_change(file),
        message=f"Change {verb} `{path}`, which `scope: forbid` of the configuration keeps from changes{rest}",
        hint=f"Take `{path}` out of the change, or have the pattern changed on the base branch first",
        key=path,
    )
