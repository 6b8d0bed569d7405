"""A requirement whose MUST becomes a SHOULD or MAY, or turns round, in this change.

# What it checks
The strongest of MUST (SHALL), SHOULD and MAY in each requirement, and each of these words by itself where the words
around it stayed, at the merge base and at head. A MUST NOT that becomes a MUST counts as well. Requirements are
followed by their text, so renumbering does not hide a weakening.

# Why it matters
What only should be done is never demanded: one word takes a requirement out of the gate.

# Example
`- **FR-004**: System MUST encrypt answers at rest` becomes `... SHOULD encrypt ...`.

```text
specs/001-answers/spec.md:8: warning: Change weakens `FR-004` from MUST to SHOULD
  hint: Restore the wording of `FR-004`, or have its change accepted
```

# How to fix it
Restore the word, or have the change accepted by somebody who did not write it.

# How to silence it
`rules: {SPEC602: off}` in `.github/speckeeper.yml`.
"""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.counterparts import Edited, edited, likeness
from app.rules.spec_changes import Told, finding
from specs_schema.requirement import Requirement
from specs_schema.subject import Principle

RULE = Rule("SPEC602", "weakened-requirement", "warning", "stable")

_RANK = {None: 0, "may": 1, "should": 2, "must": 3}
_DEMANDED = 2  # rank from which something is demanded at all: what MAY be done can be left out
_SAME_SENTENCE = 0.8  # likeness from which a word counts by itself
_MODAL = re.compile(r"\b(MUST|SHALL|REQUIRED|SHOULD|RECOMMENDED|MAY|OPTIONAL)\b(\s+NOT\b)?", re.IGNORECASE)
_STRENGTH = {"must": 3, "shall": 3, "required": 3, "should": 2, "recommended": 2, "may": 1, "optional": 1}


@dataclass(frozen=True, slots=True)
class Shift:
    """A modal verb at the merge base and at head; `turned`: what was demanded is forbidden now, or the other way."""

    was: str
    now: str
    turned: bool = False

    def __str__(self) -> str:
        return f"from {self.was} to {self.now}"


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each requirement that demands less than before."""
    for feature in edited(dossier):
        yield from check_feature(feature)


def check_feature(feature: Edited) -> Iterator[Finding]:
    """The findings of `check` in one feature."""
    for old, new in feature.promises.kept:
        if isinstance(old, Requirement) and isinstance(new, Requirement) and (how := how_weakened(old, new)):
            hint = f"Restore the wording of `{new.id}`, or have its change accepted"
            yield finding(RULE, feature, (old, new), Told(f"Change {how}", hint, RULE.severity))


def how_weakened(old: Requirement | Principle, new: Requirement | Principle) -> str:
    """In what way `new` demands less, or nothing."""
    shift = weaker(old, new)
    if shift is None:
        return ""
    return f"turns `{new.id}` round, {shift}" if shift.turned else f"weakens `{new.id}` {shift}"


def weaker(old: Requirement | Principle, new: Requirement | Principle) -> Shift | None:
    """The modal verb by which `new` demands less."""
    if _RANK[new.strength] < _RANK[old.strength] and _RANK[old.strength] >= _DEMANDED:
        return Shift((old.strength or "").upper(), (new.strength or "no demand").upper())
    return next(_single_words(old, new), None) if old.text != new.text else None


def stronger(old: Requirement | Principle, new: Requirement | Principle) -> Shift | None:
    """The modal verb by which `new` demands more; None where another makes it demand less."""
    back = None if weaker(old, new) else weaker(new, old)
    return Shift(back.now, back.was) if back else None


def _single_words(old: Requirement | Principle, new: Requirement | Principle) -> Iterator[Shift]:
    """Modal verbs that were exchanged while the words around them stayed."""
    before, after = _tokens(old.text), _tokens(new.text)
    if likeness(old.text, new.text) < _SAME_SENTENCE:
        return
    for tag, first, last, start, end in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "replace" and last - first == end - start == 1:
            was, now = before[first], after[start]
            if now in _VERBS and was in _VERBS and _less(was, now):
                yield Shift(was, now, turned=_turned(was) != _turned(now))


_VERBS = frozenset(f"{verb.upper()}{negated}" for verb in _STRENGTH for negated in ("", " NOT"))


def _less(was: str, now: str) -> bool:
    if _turned(was) != _turned(now):
        return _rank(was) >= _DEMANDED
    return _rank(now) < _rank(was) and _rank(was) >= _DEMANDED


def _rank(verb: str) -> int:
    return _STRENGTH[verb.removesuffix(" NOT").lower()]


def _turned(verb: str) -> bool:
    return verb.endswith(" NOT")


def _tokens(text: str) -> list[str]:
    """The words in lower case, but for modal verbs, which take their NOT with them and are in capitals."""
    marked = _MODAL.sub(lambda verb: f"{verb[1].upper()}{'_NOT' if verb[2] else ''}", text.replace("*", ""))
    return [word.replace("_NOT", " NOT") if _is_verb(word) else word.lower() for word in marked.split()]


def _is_verb(word: str) -> bool:
    return word.replace("_NOT", " NOT") in _VERBS
