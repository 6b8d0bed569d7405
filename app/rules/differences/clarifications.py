"""Open questions and recorded answers of an edited feature → what was opened and what was answered."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from app.domain.spec_difference import SpecDifference, Version
from app.rules.counterparts import Edited, likeness, promises, wording, words_of
from app.rules.differences.subjects import version
from specs_schema.feature import Feature
from specs_schema.report import DifferenceKind
from specs_schema.requirement import Statement
from specs_schema.subject import Subject

_SAME: Final = 0.6  # likeness from which two statements are one
_REPEATED: Final = 0.5  # share of the words of a question that its answer repeats
_TELLING: Final = 4  # letters from which a word tells something
_MOST: Final = 200  # statements of one kind that are compared


@dataclass(frozen=True, slots=True)
class _Followed:
    kept: Sequence[tuple[Statement, Statement]]
    gone: Sequence[Statement]
    fresh: Sequence[Statement]


def clarification_differences(feature: Edited) -> Iterator[SpecDifference]:
    """Questions that are open or no longer so, and answers that are recorded, reworded or gone.

    A question that went with the promise in which it stood was not answered: that promise is told.
    """
    questions, records = _followed(feature, "open_clarification"), _followed(feature, "clarification")
    left = list(records.fresh)
    for question in questions.gone:
        answer = next((one for one in left if _answers(one, question)), None)
        if answer:
            left.remove(answer)
        if answer or _holder(question, feature.promises.gone) is None:
            yield _answered(feature, question, answer)
    yield from (_one(feature, "clarification_answered", None, one) for one in left)
    yield from (_one(feature, "clarification_opened", None, one) for one in questions.fresh)
    for old, new in (*questions.kept, *records.kept):
        if wording(old.text) != wording(new.text):
            yield _one(feature, "reworded", old, new)
    yield from (_one(feature, "removed", one, None) for one in records.gone)


def _followed(feature: Edited, kind: Literal["open_clarification", "clarification"]) -> _Followed:
    """Statements of a kind, each with what is most like it at head."""
    before, left = _statements(feature.base, kind), list(_statements(feature.head, kind))
    kept: list[tuple[Statement, Statement]] = []
    for same in (1.0, _SAME):
        for old in before:
            if all(old is not one for one, _ in kept) and (new := _most_alike(old, left, same)):
                kept.append((old, new))
                left.remove(new)
    known = [old.span for old, _ in kept]
    return _Followed(kept, [one for one in before if one.span not in known], left)


def _statements(feature: Feature, kind: str) -> Sequence[Statement]:
    return [one for one in feature.statements if one.kind == kind][:_MOST]


def _most_alike(old: Statement, left: Iterable[Statement], least: float) -> Statement | None:
    scored = [(likeness(old.text, one.text), -number, one) for number, one in enumerate(left)]
    best = max(scored, key=lambda one: one[:2], default=None)
    return best[2] if best and best[0] >= least else None


def _answers(record: Statement, question: Statement) -> bool:
    """Whether a recorded answer repeats what was asked."""
    asked = {word for word in words_of(question.text) if len(word) >= _TELLING or not word.isascii()}
    return bool(asked) and len(asked & set(words_of(record.text))) >= _REPEATED * len(asked)


def _answered(feature: Edited, question: Statement, answer: Statement | None) -> SpecDifference:
    """A question that is not open any more: with its recorded answer, or the promise in which it stood as it is now."""
    if answer:
        return _one(feature, "clarification_answered", question, answer)
    asker = _holder(question, promises(feature.base))
    now = next((new for old, new in feature.promises.kept if asker is old), None)
    before = Version(asker.key if asker else "", question.text, question.span)
    after = version(now) if now else None
    return SpecDifference(feature.dir, "clarification_answered", "clarification", before, after)


def _holder(statement: Statement, subjects: Iterable[Subject]) -> Subject | None:
    """The subject in whose lines the statement stands."""
    here = statement.span
    return next((one for one in subjects if one.span.path == here.path and one.span.contains(here.first)), None)


def _one(feature: Edited, kind: DifferenceKind, old: Statement | None, new: Statement | None) -> SpecDifference:
    before, after = (Version("", one.text, one.span) if one else None for one in (old, new))
    return SpecDifference(feature.dir, kind, "clarification", before, after)
