"""A test of a task that this change ticks, which asserts nothing.

# What it checks
Newly ticked tasks that ask for a test and name its file, where the change adds that file: it holds test functions and,
from its first line to its last, no word by which anything could be checked: no assertion, expectation, verification,
snapshot, expected exception or failure, in any of the usual frameworks. Helpers count by their names.

# Why it matters
A test that asserts nothing passes whatever the code does. It has the file and the name that the task asks for.

# Example
`- [x] T006 Contract test in tests/test_answers.py`, where `def test_answers(client): client.get("/answers")` is all.

```text
tests/test_answers.py:1: notice: `T006` is ticked, and the test `tests/test_answers.py` asserts nothing
  hint: Assert what `T006` says, or untick it
```

# How to fix it
Assert what the task says, or untick it.

# How to silence it
`rules: {SPEC306: off}` in `.github/speckeeper.yml`.
"""

import re
from collections.abc import Iterator
from typing import Final

from app.domain.change import ChangedFile
from app.domain.dossier import Dossier
from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.changed_place import first_change
from app.rules.names import material
from app.rules.task_paths import is_test, name_of
from app.rules.ticked_work import Ticked, Touched, ticked

RULE = Rule("SPEC306", "test-without-assertion", "notice", "stable")

_ASKS: Final = re.compile(r"test|spec\b|teste|prueba|测试|テスト|тест", re.IGNORECASE)
_TEST: Final = re.compile(
    r"^\s*(?:async\s+)?def\s+test_|^\s*(?:it|test|specify|scenario|example)(?:\.\w+)*\s*[\(\s]\s*['\"`]|"
    r"^\s*@(?:Parameterized)?Test\b|^\s*#\[(?:\w+::)*test\]|^func\s+(?:\([^)]*\)\s*)?[Tt]est[A-Z_]\w*\(|"
    r"^\s*\[(?:Fact|Theory|Test|TestMethod)\b|\bTEST(?:_F|_P)?\(",
)
# Deliberately wide: a file in which any of these stands may check something.
_CHECKS: Final = re.compile(
    r"assert|expect|should|verif|check|ensure|must|match|equal|compar|snapshot|raise|throw|fail|panic|error|require|"
    r"golden|fatal|abort|skip|reject|approv|valid|refute|contain|exit|unwrap|\?;|toBe|toHave|await_until|wait_?for|find_?by|get_?by|"
    r"ThatCode|StepVerifier|hypothesis|bench|returns?\s+(?:true|false)\b|==|!=",
    re.IGNORECASE,
)


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each added test file in which nothing is checked."""
    told: set[str] = set()
    touched = Touched(dossier.change)
    for one in ticked(dossier):
        if not _ASKS.search(one.task.text):
            continue
        for file in touched.by(one):
            if file.path not in told and _asserts_nothing(file):
                told.add(file.path)
                yield _finding(one, file)


def _asserts_nothing(file: ChangedFile) -> bool:
    """Whether an added test has test functions and no sign of a check. A file that was not read may have one."""
    if file.status != "added" or file.unread or not is_test(file.path) or material(file.path) != "code":
        return False
    if name_of(file.path) == "conftest.py":  # fixtures, whatever they are called
        return False
    lines = [line for _, line in file.added_lines()]
    return any(map(_TEST.search, lines)) and not any(map(_CHECKS.search, lines))


def _finding(one: Ticked, file: ChangedFile) -> Finding:
    task, place = one.task, first_change(file)
    record = f"{file.path}: assertions, expectations, expected failures, in all {file.added} lines: nothing found"
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=one.feature.dir.dir,
        span=place,
        subject=task.key,
        message=f"`{task.id}` is ticked, and the test `{file.path}` asserts nothing",
        hint=f"Assert what `{task.id}` says, or untick it",
        key=file.path,
        citations=(Citation("claim", task.span, task.text), Citation("search", place, record)),
    )
