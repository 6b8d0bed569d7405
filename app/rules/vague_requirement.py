"""Requirements and success criteria with words that nobody can test.

# What it checks
Requirements and success criteria that this change writes, for words that leave it to taste what is enough
(`appropriate`, `gracefully`, `easily`), to the moment whether it is done at all (`if possible`, `as needed`), or to the
reader what else is meant (`etc.`). Code and quotations are not looked at, nor is a word that is explained right behind
it: `promptly (within 2 s)`. The list follows the INCOSE Guide to Writing Requirements, rules R7 to R9, and
ISO/IEC/IEEE 29148:2018, 5.2.7. English only.

# Why it matters
Two readers of `handles errors gracefully` implement two things, and a third cannot say which of them meets it.

# Example
`- **FR-009**: System MUST handle a lost connection gracefully` where `... MUST keep the draft and try again for 30 s`
is meant.

```text
specs/001-answers/spec.md:8: notice: 1 requirement or criterion leaves to taste what is enough: `FR-009`
    (`gracefully`)
  hint: Say what can be seen or measured instead of the word
```

# How to fix it
Say what can be seen: a number, a state, a list that ends.

# How to silence it
`rules: {SPEC110: off}` in `.github/speckeeper.yml`.
"""

import re
from collections.abc import Iterator

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.citations import is_quoted
from app.rules.document_quality import about, counted, fresh, listed, prose
from app.rules.vague_words import SPEED, vague_words
from specs_schema.feature import Feature
from specs_schema.speckit.ids import strength
from specs_schema.subject import Subject

RULE = Rule("SPEC110", "vague-requirement", "notice")

_SENTENCE = re.compile(r"(?<=[.!?])[*_]*\s+(?=[*_A-Z])")


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each feature whose spec this change makes vaguer."""
    for reviewed, subjects in fresh(dossier, _demands):
        vague = {one.key: word for one in subjects if (word := _vague(one))}
        if vague:
            found = [one for one in subjects if one.key in vague]
            names = listed([f"`{one.id}` (`{vague[one.key]}`)" for one in found])
            lead = counted(found, "requirement or criterion leaves", "requirements and criteria leave")
            hint = "Say what can be seen or measured instead of the word"
            yield about(RULE, reviewed.dir.dir, found, f"{lead} to taste what is enough: {names}", hint)


def _demands(feature: Feature) -> tuple[Subject, ...]:
    return (*(one for one in feature.requirements if not is_quoted(one.id)), *feature.success_criteria)


def _vague(subject: Subject) -> str:
    """The first vague word of `subject`. Where sentences say MUST, those that do not are explanations."""
    text = prose(subject.text)
    demanding = [sentence for sentence in _SENTENCE.split(text) if strength(sentence)]
    words = vague_words(". ".join(demanding) or text)
    return next((word for word in words if subject.kind == "requirement" or word not in SPEED), "")
