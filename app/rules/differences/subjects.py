"""Two versions of one subject → in what they differ."""

from collections.abc import Iterator, Sequence
from typing import Final

from app.domain.spec_difference import SpecDifference, Version
from app.rules.changed_threshold import moved, told
from app.rules.counterparts import AnySubject, Followed, absorbing, is_rewritten, wording
from app.rules.weakened_requirement import stronger, weaker
from specs_schema.report import DifferenceKind
from specs_schema.requirement import Requirement
from specs_schema.subject import Principle, Subject

Step = tuple[DifferenceKind, str]  # with what is said of it
_THRESHOLD: Final[dict[str, DifferenceKind]] = {
    "raised": "threshold_raised",
    "lowered": "threshold_lowered",
    "changed": "threshold_changed",
}


def version(subject: Subject) -> Version:
    """The subject as one side of a difference."""
    return Version(subject.key, subject.text, subject.span)


def alone(feature: str, kind: DifferenceKind, subject: Subject) -> SpecDifference:
    """A subject that only one side has."""
    one = version(subject)
    before, after = (one, None) if kind == "removed" else (None, one)
    return SpecDifference(feature, kind, subject.kind, before, after)


def both(feature: str, old: Subject, new: Subject, step: Step) -> SpecDifference:
    """One step from `old` to `new`."""
    kind, detail = step
    return SpecDifference(feature, kind, new.kind, version(old), version(new), detail)


def steps(old: Subject, new: Subject) -> Iterator[Step]:
    """In what two versions differ: each step that a rule would tell, or else that the words or the id are others."""
    found = [*_strength(old, new), *_thresholds(old, new)]
    if is_rewritten(old, new):
        found.append(("rewritten", ""))
    yield from found
    if not found and wording(old.text) != wording(new.text):
        yield "reworded", ""
    elif not found and old.id != new.id:
        yield "renumbered", ""


def unfollowed(
    before: Sequence[AnySubject], after: Sequence[AnySubject], followed: Followed[AnySubject]
) -> Iterator[tuple[AnySubject, AnySubject]]:
    """Subjects that another took in, each with this other one: they are neither kept nor gone."""
    known = {(one.kind, one.key) for one in (*(old for old, _ in followed.kept), *followed.gone)}
    for old in before:
        if (old.kind, old.key) not in known and (new := absorbing(old, after)):
            yield old, new


def fresh(after: Sequence[AnySubject], kept: Sequence[tuple[AnySubject, AnySubject]]) -> Iterator[AnySubject]:
    """Subjects at head that were nothing at the merge base."""
    known = {(new.kind, new.key) for _, new in kept}
    return (one for one in after if (one.kind, one.key) not in known)


def _strength(old: Subject, new: Subject) -> Iterator[Step]:
    if not isinstance(old, Requirement | Principle) or not isinstance(new, Requirement | Principle):
        return
    if less := weaker(old, new):
        yield "weakened", f"{'turned round, ' if less.turned else ''}{less}"
    elif more := stronger(old, new):
        yield "strengthened", str(more)


def _thresholds(old: Subject, new: Subject) -> Iterator[Step]:
    if found := moved(old, new):
        sides = {one.side for one in found}
        yield _THRESHOLD[sides.pop() if len(sides) == 1 else "changed"], told(found)
