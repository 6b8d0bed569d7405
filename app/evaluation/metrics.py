"""Runs → figures. Nothing here knows where a run came from."""

import statistics
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from app.evaluation.case import GOLD_ANSWERS, GoldAnswer
from app.evaluation.outcome import CaseRun, FailingFinding, JudgeIdentity, Run, SubjectRun
from app.evaluation.wilson import wilson
from specs_schema.noun import Noun

Key = TypeVar("Key", bound=Hashable)
Item = TypeVar("Item")

_TRUSTED = 2  # readers who agree


class Share(Noun):
    """How often out of how often, with the 95 % interval of Wilson. `value` is None where nothing was seen."""

    hits: int
    total: int
    value: float | None
    low: float
    high: float


class AnswerScore(Noun):
    """One answer: how often it is right, was given, and both."""

    answer: GoldAnswer
    precision: Share
    recall: Share
    f1: float | None


class RuleScore(Noun):
    """The findings of one rule that fail a check, and how many of them are right; those without gold apart."""

    rule: str
    right: Share
    unknown: int = 0


class Distribution(Noun):
    """Of one figure over all reviews. None where it is not known of each."""

    total: float | None
    mean: float | None
    median: float | None
    most: float | None


class Cost(Noun):
    """What a review takes."""

    calls: Distribution
    input_tokens: Distribution
    output_tokens: Distribution
    cost_usd: Distribution
    seconds: Distribution
    cached: Share  # of the input tokens


class Scores(Noun):
    """The figures of one set of reviews. `precision` counts findings that fail a check.

    Subjects and findings that a partial case says nothing about are left out.
    """

    reviews: int
    subjects: int
    agreement: Share  # subjects with the gold answer
    precision: Share  # of findings that fail a check, those that are right
    recall: Share  # of violated and missing subjects, those that were flagged
    false_failures: Share  # of clean reviews, those whose check fails
    checks: Share  # reviews that conclude as they should
    unsure: Share  # of subjects that were asked about, whatever the gold answer
    errors: Share  # the same for no answer at all


class Group(Noun):
    """The figures of the reviews, or of the subjects, that have something in common."""

    name: str
    scores: Scores


class Metrics(Noun):
    """Everything that is reported of a run."""

    cases: int
    trusted: int  # cases whose gold answers two readers argued
    failures: int  # reviews that did not come about
    scores: Scores
    answers: tuple[AnswerScore, ...]
    quotes_before: Share
    quotes_after: Share
    places_shown: Share  # places that prove a gold answer, of subjects that were asked about
    flips: Share | None  # None: one repeat alone
    rules: tuple[RuleScore, ...]
    subjects: tuple[Group, ...]
    languages: tuple[Group, ...]
    projects: tuple[Group, ...]
    difficulties: tuple[Group, ...]
    situations: tuple[Group, ...]
    cost: Cost


def measure(run: Run) -> Metrics:
    """The figures of `run`."""
    runs = run.cases
    subjects = [subject for one in runs for subject in one.counted]
    return Metrics(
        cases=len({one.case for one in runs}),
        trusted=len({one.case for one in runs if one.readers >= _TRUSTED}),
        failures=sum(bool(one.failure) for one in runs),
        scores=scores(runs),
        answers=tuple(answer_score(answer, subjects) for answer in GOLD_ANSWERS),
        quotes_before=share(sum(one.quotes.standing for one in runs), sum(one.quotes.given for one in runs)),
        quotes_after=share(sum(one.quotes.reported_standing for one in runs), sum(one.quotes.reported for one in runs)),
        places_shown=share(sum(one.places_shown for one in subjects), sum(one.places for one in subjects)),
        flips=flips(runs) if run.repeats > 1 else None,
        rules=_rules(runs),
        subjects=_by_kind(runs),
        languages=_groups(runs, lambda one: one.language),
        projects=_groups(runs, lambda one: one.project),
        difficulties=_groups(runs, lambda one: one.difficulty),
        situations=_groups(runs, lambda one: one.situation),
        cost=cost(runs, priced=_priced(run.judge)),
    )


def share(hits: int, total: int) -> Share:
    """The proportion with its interval."""
    low, high = wilson(hits, total)
    return Share(hits=hits, total=total, value=hits / total if total else None, low=low, high=high)


def scores(runs: Sequence[CaseRun]) -> Scores:
    """The figures that make sense for any set of reviews."""
    every = [subject for one in runs for subject in one.subjects]
    subjects = [subject for one in runs for subject in one.counted]
    failing = [finding for one in runs for finding in one.failing if finding.right is not None]
    clean = [one for one in runs if one.clean]
    return Scores(
        reviews=len(runs),
        subjects=len(subjects),
        agreement=_count(subjects, lambda one: one.right),
        precision=_count(failing, lambda one: bool(one.right)),
        recall=_count([one for one in subjects if one.broken], lambda one: one.flagged),
        false_failures=_count(clean, lambda one: one.failed),
        checks=_count([one for one in runs if one.check_known], lambda one: one.check == one.gold_check),
        unsure=_count([one for one in every if one.asked], lambda one: one.given == "unsure"),
        errors=_count([one for one in every if one.asked], lambda one: one.given == "error"),
    )


def answer_score(answer: GoldAnswer, subjects: Sequence[SubjectRun]) -> AnswerScore:
    """Precision, recall and F1 of one answer."""
    right = sum(one.answer == answer and one.gold == answer for one in subjects)
    given = sum(one.answer == answer for one in subjects)
    gold = sum(one.gold == answer for one in subjects)
    return AnswerScore(
        answer=answer,
        precision=share(right, given),
        recall=share(right, gold),
        f1=2 * right / (given + gold) if given + gold else None,
    )


def flips(runs: Sequence[CaseRun]) -> Share:
    """Subjects whose answer is not the same in every repeat, of those that were asked about in any."""
    answers: dict[tuple[str, str], set[str]] = {}
    asked: set[tuple[str, str]] = set()
    for one in runs:
        for subject in one.subjects:
            answers.setdefault((one.case, subject.subject), set()).add(subject.given)
            if subject.asked:
                asked.add((one.case, subject.subject))
    return share(sum(len(answers[key]) > 1 for key in asked), len(asked))


def _priced(judge: JudgeIdentity) -> bool:
    """Whether the price of the models that were asked for is that of who replied."""
    return not judge.replied_by or {judge.verdict_model, judge.refute_model} == {judge.replied_by}


def cost(runs: Sequence[CaseRun], *, priced: bool = True) -> Cost:
    """What the reviews took; of a figure that is unknown of one, nothing is told."""
    spent = [one.spent for one in runs if not one.failure]
    return Cost(
        calls=distribution([one.calls for one in spent]),
        input_tokens=distribution([one.input_tokens for one in spent]),
        output_tokens=distribution([one.output_tokens for one in spent]),
        cost_usd=distribution([one.cost_usd if priced else None for one in spent]),
        seconds=distribution([one.seconds for one in spent]),
        cached=share(sum(one.cached_input_tokens for one in spent), sum(one.input_tokens for one in spent)),
    )


def distribution(figures: Sequence[float | None]) -> Distribution:
    """Sum, mean, median and the largest."""
    known = [figure for figure in figures if figure is not None]
    if not known or len(known) < len(figures):
        return Distribution(total=None, mean=None, median=None, most=None)
    return Distribution(
        total=sum(known), mean=statistics.fmean(known), median=statistics.median(known), most=max(known)
    )


def _count(items: Sequence[Item], test: Callable[[Item], bool]) -> Share:
    return share(sum(map(test, items)), len(items))


def _rules(runs: Sequence[CaseRun]) -> tuple[RuleScore, ...]:
    findings = [finding for one in runs for finding in one.failing]
    codes = sorted({finding.rule for finding in findings})
    return tuple(_rule(code, [one for one in findings if one.rule == code]) for code in codes)


def _rule(code: str, findings: Sequence[FailingFinding]) -> RuleScore:
    known = [one for one in findings if one.right is not None]
    right = _count(known, lambda one: bool(one.right))
    return RuleScore(rule=code, right=right, unknown=len(findings) - len(known))


def _groups(runs: Sequence[CaseRun], key: Callable[[CaseRun], str]) -> tuple[Group, ...]:
    names = sorted({key(one) for one in runs})
    return tuple(Group(name=name, scores=scores([one for one in runs if key(one) == name])) for name in names)


def _by_kind(runs: Sequence[CaseRun]) -> tuple[Group, ...]:
    """By kind of subject: each review with no other subjects and findings than those of the kind.

    A check is of a whole review, so a kind says nothing about checks.
    """
    kinds = sorted({subject.kind for one in runs for subject in one.subjects})
    return tuple(Group(name=kind, scores=scores(list(_of_kind(runs, kind)))) for kind in kinds)


def _of_kind(runs: Sequence[CaseRun], kind: str) -> Iterable[CaseRun]:
    for one in runs:
        subjects = tuple(subject for subject in one.subjects if subject.kind == kind)
        keys = {subject.subject for subject in subjects}
        failing = tuple(finding for finding in one.failing if finding.subject in keys)
        if subjects:
            yield one.model_copy(update={"subjects": subjects, "failing": failing})
