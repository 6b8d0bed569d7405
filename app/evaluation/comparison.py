"""Two runs, case by case: what got better, and what got worse."""

from collections.abc import Callable
from typing import Literal

from app.evaluation.case import GoldAnswer
from app.evaluation.outcome import CaseRun, Run, SubjectRun
from specs_schema.noun import Noun

Direction = Literal["better", "worse", "other"]


class Difference(Noun):
    """One subject, or the check of a case (no subject), that is answered otherwise than before.

    `other`: another answer that is as wrong as before, or as right, over all repeats.
    """

    case: str
    subject: str
    gold: GoldAnswer | str
    before: str  # the answers of all repeats
    after: str
    direction: Direction


class Comparison(Noun):
    """The differences, and the cases that only one of the runs has."""

    before: str  # who answered then
    differences: tuple[Difference, ...]
    only_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()


def compare(before: Run, after: Run) -> Comparison:
    """What `after` answers otherwise than `before`, in the order of `after`."""
    old, new = _by_case(before), _by_case(after)
    both = [case for case in new if case in old]
    return Comparison(
        before=f"{before.judge.replied_by or before.judge.verdict_model or before.judge.kind}, {before.started}",
        differences=tuple(one for case in both for one in _differences(case, old[case], new[case])),
        only_before=tuple(case for case in old if case not in new),
        only_after=tuple(case for case in new if case not in old),
    )


def _by_case(run: Run) -> dict[str, list[CaseRun]]:
    found: dict[str, list[CaseRun]] = {}
    for one in run.cases:
        found.setdefault(one.case, []).append(one)
    return found


def _differences(case: str, old: list[CaseRun], new: list[CaseRun]) -> list[Difference]:
    found: list[Difference] = []
    before, after = [one.check for one in old], [one.check for one in new]
    wanted = new[0].gold_check
    if set(before) != set(after) and wanted != "unknown":
        found.append(_difference(case, "", wanted, before, after, lambda given: given == wanted))
    subjects = {subject.subject: subject for one in new for subject in one.subjects}
    for key, subject in subjects.items():
        earlier, later = _answers(key, old), _answers(key, new)
        gold = subject.gold
        if {one.given for one in earlier} != {one.given for one in later} and earlier and gold is not None:
            given = [one.given for one in earlier], [one.given for one in later]
            found.append(_difference(case, key, gold, *given, lambda one, gold=gold: _right(one, gold)))
    return found


def _answers(key: str, runs: list[CaseRun]) -> list[SubjectRun]:
    return [subject for one in runs for subject in one.subjects if subject.subject == key]


def _right(given: str, gold: GoldAnswer) -> bool:
    return given == gold or (gold == "not_claimed" and given == "met")


def _difference(  # noqa: PLR0913, PLR0917 (two sides and what they are held to)
    case: str, subject: str, gold: str, before: list[str], after: list[str], right: Callable[[str], bool]
) -> Difference:
    was, now = (sum(map(right, given)) / len(given) for given in (before, after))
    direction: Direction = "better" if now > was else "worse" if now < was else "other"
    return Difference(
        case=case, subject=subject, gold=gold, before=_listed(before), after=_listed(after), direction=direction
    )


def _listed(answers: list[str]) -> str:
    return answers[0] if len(set(answers)) == 1 else "/".join(answers)
