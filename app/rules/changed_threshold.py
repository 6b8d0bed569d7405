"""A number or unit of a requirement, scenario or success criterion that this change alters.

# What it checks
Limits, times, sizes, shares and counts in the promises of the spec at the merge base and at head, with their units
worked out and lined up by the words around them. Ids, dates, versions, status codes and list numbers are no thresholds.
Where the words say from which side a number bounds (at most, at least, within, after 5 attempts), so does the finding:
what became stricter is a notice, what became looser or cannot be told is a warning.

# Why it matters
A threshold that is moved until the code meets it is met for nothing.

# Example
`Accounts MUST lock after 5 failed attempts` becomes `... after 50 failed attempts`: 10 times looser.

```text
specs/001-answers/spec.md:8: warning: Change alters the threshold of `FR-003`: from 5 failed attempts to 50 failed
    attempts, 10 times looser
  hint: Restore the number in `FR-003`, or have its change accepted
```

# How to fix it
Restore the number and meet it, or have the change accepted by somebody who did not write it.

# How to silence it
`rules: {SPEC603: off}` in `.github/speckeeper.yml`.
"""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.counterparts import COMPARABLE, Edited, edited, likeness
from app.rules.quantities import Measured, Quantity, measure
from app.rules.spec_changes import Told, finding
from specs_schema.requirement import Scenario
from specs_schema.subject import Subject

RULE = Rule("SPEC603", "changed-threshold", "warning", "stable")

Direction = Literal["looser", "stricter", "unknown"]

_TELLING_RATIO = 1.5  # from here on, how many times is worth saying


@dataclass(frozen=True, slots=True)
class Moved:
    """One threshold at the merge base and at head; `new` is None where the text does without it now."""

    old: Quantity
    new: Quantity | None

    @property
    def direction(self) -> Direction:
        """Whether the new number demands less than the old one."""
        if self.new is None:
            return "looser"
        if self.old.dimension != self.new.dimension or not self.old.bound or self.old.bound != self.new.bound:
            return "unknown"
        return "looser" if (self.new.value > self.old.value) == (self.old.bound == "upper") else "stricter"

    @property
    def side(self) -> Literal["raised", "lowered", "changed"]:
        """Whether the number went up or down, whatever that means; `changed` where the two cannot be compared."""
        if self.new is None or self.old.dimension != self.new.dimension:
            return "changed"
        return "raised" if self.new.value > self.old.value else "lowered"

    def __str__(self) -> str:
        if self.new is None:
            return f"{self.old.text} is gone"
        said = {"unknown": "", "stricter": ", stricter", "looser": f", {self._times()}looser"}[self.direction]
        return f"from {self.old.text} to {self.new.text}{said}"

    def _times(self) -> str:
        small, large = sorted((self.old.value, self.new.value if self.new else 0.0))
        ratio = large / small if small else 0.0
        return f"{float(f'{ratio:.2g}'):,.10g} times " if ratio >= _TELLING_RATIO else ""


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each promise of which a number changed."""
    for feature in edited(dossier):
        yield from check_feature(feature)


def check_feature(feature: Edited) -> Iterator[Finding]:
    """The findings of `check` in one feature."""
    for old, new in feature.promises.kept:
        if found := moved(old, new):
            yield _finding(feature, (old, new), found)


def moved(old: Subject, new: Subject) -> tuple[Moved, ...]:
    """The thresholds that differ between two versions of a subject, or that the new one does without."""
    return tuple(_moved(old, new))


def told(found: Sequence[Moved]) -> str:
    """The thresholds in words, each once."""
    return "; ".join(dict.fromkeys(str(one) for one in found))


def _moved(old: Subject, new: Subject) -> Iterator[Moved]:
    if old.text == new.text or likeness(old.text, new.text) < COMPARABLE:
        return
    before, after = measure(old.text), measure(new.text)
    pairs = tuple(_aligned(before, after))
    for was, now in pairs:
        if was.size != now.size and _is_threshold(old, was, now):
            yield Moved(was, now)
    kept = {was for was, _ in pairs}
    sizes = {quantity.size for quantity in after.quantities.values()}
    if len(after.quantities) < len(before.quantities):
        for was in before.quantities.values():
            if was not in kept and was.size not in sizes and _limits(old, was):
                yield Moved(was, None)


def _aligned(before: Measured, after: Measured) -> Iterator[tuple[Quantity, Quantity]]:
    """Quantities in the same place: a word beside them stayed as well, or they are the only ones."""
    alone = len(before.quantities) == len(after.quantities) == 1
    blocks = difflib.SequenceMatcher(None, before.tokens, after.tokens, autojunk=False).get_matching_blocks()
    for block in blocks:
        for offset in range(block.size):
            was, now = before.quantities.get(block.a + offset), after.quantities.get(block.b + offset)
            if was and now and (alone or block.size > 1):
                yield was, now


def _limits(subject: Subject, was: Quantity) -> bool:
    """Whether a number that is gone was surely a threshold."""
    return bool(was.bound) or (was.dimension != "count" and not isinstance(subject, Scenario))


def _is_threshold(subject: Subject, was: Quantity, now: Quantity) -> bool:
    """Bare numbers of a scenario are its example, unless they are said to bound something."""
    if not isinstance(subject, Scenario):
        return True
    return any(one.bound or one.dimension != "count" for one in (was, now))


def _finding(feature: Edited, versions: tuple[Subject, Subject], found: Sequence[Moved]) -> Finding:
    _, new = versions
    harmless = all(one.direction == "stricter" for one in found)
    message = f"Change alters the threshold of `{new.id}`: {told(found)}"
    hint = f"Restore the number in `{new.id}`, or have its change accepted"
    return finding(RULE, feature, versions, Told(message, hint, "notice" if harmless else RULE.severity))
