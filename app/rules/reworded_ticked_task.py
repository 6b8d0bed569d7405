"""A task whose text changes while it is ticked, or is being ticked in this change.

# What it checks
Ticked tasks at head whose words at the merge base were others, so that they demand less or something else. Corrected
paths, commands, links and typing errors, other marks and numbers of tasks, and notes that only add to a task are left
alone, unless what they add defers the work. In a list of which most was replaced, which SPEC605 tells, only tasks that
kept their number are looked at.

# Why it matters
A task that is rewritten until it describes what was done is done by definition.

# Example
`- [ ] T014 Write contract and load tests` becomes `- [x] T014 Write contract tests`.

```text
specs/001-answers/tasks.md:5: notice: Change rewords `T014`, which is ticked by this change
  hint: Restore the words of `T014`, and open a task of its own for what is left to do
```

# How to fix it
Restore the words, and open a task of its own for what is left to do.

# How to silence it
`rules: {SPEC606: off}` in `.github/speckeeper.yml`.
"""

import re
from collections import Counter
from collections.abc import Iterator

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.counterparts import Edited, edited, follow, is_replaced, likeness, wording, words_of
from app.rules.spec_changes import Told, finding
from specs_schema.task import Task

RULE = Rule("SPEC606", "reworded-ticked-task", "notice", "stable")

_TYPING = 0.9  # likeness from which two texts with the same ids and numbers differ by typing errors alone
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ADDRESS = re.compile(r"https?://\S+")
_PATH = re.compile(r"(?:[\w.@~*{}\[\]-]*/)+[\w.@*{}\[\]-]*|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{1,5}\b")
_COMMAND = re.compile(r"`[^`\s]+\s[^`]*`")
_ID = re.compile(r"\b(?:[A-Z]{1,5}-\d+[a-z]?|US\d+(?:/AC\d+)?|T\d{2,}[a-z]?)\b")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*(?![\w])")
_REPORTED = re.compile(r"(?<=\w{3})(?:ed|d|ing|s|e)$")
_DEFERS = re.compile(
    r"\b(?:defer\w*|skip\w*|postpon\w*|later|partial\w*|not (?:needed|required|applicable|done|implemented)|n/a|won't|"
    r"out of scope|follow-?up|dropped|removed|superseded|obsolete|instead|except|without|todo)\b",
    re.IGNORECASE,
)


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each ticked task that says something else than before."""
    for feature in edited(dossier):
        followed = follow(feature.base.tasks, feature.head.tasks)
        anew = is_replaced(feature.base.tasks, followed.gone)
        for old, new in followed.kept:
            # What shares some words with a task of another number is another task, where the whole list is another.
            if new.done and not (anew and old.key != new.key) and _demands_otherwise(old.text, new.text):
                yield _finding(feature, old, new)


def _demands_otherwise(old: str, new: str) -> bool:
    if wording(old) == wording(new):
        return False
    if any(_fewer(named, old, new) for named in (_PATH, _COMMAND, _ID)):
        return True
    before, after = _plain(old), _plain(new)
    if not _words(before) - _words(after):
        return bool(_DEFERS.search(" ".join(_words(after) - _words(before))))
    return likeness(before, after) < _TYPING or set(_NUMBER.findall(before)) - set(_NUMBER.findall(after)) != set()


def _plain(text: str) -> str:
    """The words of a task without links, commands, paths and ids, which get corrected while the demand stays."""
    named = _ID.sub("", _COMMAND.sub("", _ADDRESS.sub("", _LINK.sub(r"\1", text))))
    return wording(_PATH.sub("", named))


def _words(text: str) -> Counter[str]:
    """The words without the endings that turn an order into a report: `run` and `ran`, `update` and `updated`."""
    return Counter(_REPORTED.sub("", "run" if word == "ran" else word) for word in words_of(text))


def _fewer(pattern: re.Pattern[str], old: str, new: str) -> bool:
    """Whether `new` names fewer things of a kind. As many under other names are a correction."""
    return len(set(pattern.findall(new))) < len(set(pattern.findall(old)))


def _finding(feature: Edited, old: Task, new: Task) -> Finding:
    when = "was ticked already" if old.done else "is ticked by this change"
    told = Told(
        f"Change rewords `{new.id}`, which {when}",
        f"Restore the words of `{new.id}`, and open a task of its own for what is left to do",
        RULE.severity,
    )
    return finding(RULE, feature, (old, new), told)
