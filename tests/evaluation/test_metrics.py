"""Figures against numbers that were worked out by hand."""

import pytest
from evaluation_runs import a_case, a_finding, a_run, a_subject

from app.evaluation.metrics import answer_score, cost, distribution, measure, share
from app.evaluation.outcome import JudgeIdentity, QuoteCount, Spent
from app.evaluation.wilson import wilson


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [  # Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0000),
    ],
)
def test_wilson_gives_the_published_intervals(hits, total, low, high):
    assert wilson(hits, total) == pytest.approx((low, high), abs=0.00005)


def test_no_failure_in_a_hundred_bounds_the_rate_below_four_percent():
    assert wilson(0, 100) == pytest.approx((0, 0.036993), abs=1e-6)


def test_nothing_seen_says_nothing_and_nonsense_is_refused():
    assert wilson(0, 0) == (0.0, 1.0)
    assert share(0, 0).value is None
    with pytest.raises(ValueError, match="3 of 2"):
        wilson(3, 2)


def test_precision_recall_and_f1_of_an_answer():
    subjects = [
        a_subject("1", "violated"),
        a_subject("2", "violated"),
        a_subject("3", "violated", "met"),
        a_subject("4", "met", "violated"),
        a_subject("5", "met"),
        a_subject("6", "missing", "violated"),
    ]
    score = answer_score("violated", subjects)

    assert (score.precision.hits, score.precision.total) == (2, 4)
    assert (score.recall.hits, score.recall.total) == (2, 3)
    assert score.f1 == pytest.approx(4 / 7)  # the harmonic mean of 1/2 and 2/3
    assert answer_score("unsure", subjects).f1 is None


def test_what_nobody_claims_may_be_found_met():
    found = a_subject("1", "not_claimed", "met")

    assert found.right
    assert answer_score("not_claimed", [found]).recall.hits == 1
    assert answer_score("met", [found]).precision.total == 0
    assert not a_subject("1", "met", "not_claimed", asked=False).right


def test_a_subject_without_a_gold_answer_is_never_right():
    assert not a_subject(gold=None, given="met").right


def test_failures_of_checks_are_counted_over_clean_and_broken_cases_apart():
    clean, wronged = (
        a_case(a_subject()),
        a_case(a_subject(), case="b", check="failure", failing=(a_finding(right=False),)),
    )
    broken = a_case(
        a_subject("FR-001", "violated"),
        a_subject("FR-002", "missing", "unsure"),
        case="c",
        gold_check="failure",
        failing=(a_finding(),),
    )
    scores = measure(a_run(clean, wronged, broken)).scores

    assert (scores.false_failures.hits, scores.false_failures.total) == (1, 2)
    assert (scores.precision.hits, scores.precision.total) == (1, 2)
    assert (scores.recall.hits, scores.recall.total) == (1, 2)
    assert (scores.checks.hits, scores.checks.total) == (2, 3)
    assert (scores.agreement.hits, scores.agreement.total) == (3, 4)
    assert (scores.unsure.hits, scores.unsure.total) == (1, 4)


def test_a_broken_subject_that_a_rule_tells_is_found_whatever_the_model_says():
    told = a_subject("T001", "missing", "unsure", flagged=True)
    assert measure(a_run(a_case(told, gold_check="failure"))).scores.recall.hits == 1


def test_shares_of_unsure_are_of_what_was_asked():
    silent = a_subject("FR-002", "not_claimed", asked=False)
    scores = measure(a_run(a_case(a_subject(given="unsure"), a_subject("FR-003", given="error"), silent))).scores

    assert (scores.unsure.hits, scores.errors.hits, scores.unsure.total) == (1, 1, 2)


def test_quotes_and_shown_places_are_summed_over_cases():
    first = a_case(
        a_subject(places=3, places_shown=2), quotes=QuoteCount(given=10, standing=9, reported=4, reported_standing=4)
    )
    second = a_case(a_subject(places=1, places_shown=1), case="b", quotes=QuoteCount(given=2, standing=2))
    metrics = measure(a_run(first, second))

    assert (metrics.quotes_before.hits, metrics.quotes_before.total) == (11, 12)
    assert (metrics.quotes_after.hits, metrics.quotes_after.total) == (4, 4)
    assert (metrics.places_shown.hits, metrics.places_shown.total) == (3, 4)


def test_an_answer_flips_when_any_repeat_differs():
    def case(repeat, *given):
        subjects = (a_subject(f"FR-00{number}", given=one) for number, one in enumerate(given, start=1))
        return a_case(*subjects, a_subject("SC-001", "not_claimed", asked=False), repeat=repeat)

    run = a_run(
        case(1, "met", "met", "unsure"), case(2, "met", "unsure", "unsure"), case(3, "met", "met", "unsure"), repeats=3
    )

    assert (measure(run).flips.hits, measure(run).flips.total) == (1, 3)
    assert measure(a_run(case(1, "met"))).flips is None


def test_the_same_id_in_two_cases_is_two_subjects():
    run = a_run(a_case(a_subject()), a_case(a_subject(given="unsure"), case="b"), repeats=2)
    assert (measure(run).flips.hits, measure(run).flips.total) == (0, 2)


def test_costs_have_sum_mean_median_and_most():
    runs = [
        a_case(case=str(calls), spent=Spent(calls=calls, input_tokens=100 * calls, cached_input_tokens=50))
        for calls in (1, 2, 9)
    ]
    found = cost(runs)

    assert (found.calls.total, found.calls.mean, found.calls.median, found.calls.most) == (12, 4, 2, 9)
    assert (found.cached.hits, found.cached.total) == (150, 1200)


def test_a_cost_that_is_unknown_of_one_case_is_unknown():
    assert distribution([1.0, None]).total is None
    assert distribution([]).median is None


def test_the_price_of_another_model_is_not_told_as_that_of_who_replied():
    asked = {"kind": "anthropic", "verdict_model": "m-1", "refute_model": "m-1"}
    case = a_case(spent=Spent(cost_usd=0.5))

    assert measure(a_run(case, judge=JudgeIdentity(**asked))).cost.cost_usd.total == 0.5
    assert measure(a_run(case, judge=JudgeIdentity(**asked, replied_by="m-1"))).cost.cost_usd.total == 0.5
    assert measure(a_run(case, judge=JudgeIdentity(**asked, replied_by="m-2"))).cost.cost_usd.total is None


def test_groups_add_up_to_the_whole():
    cases = [
        a_case(a_subject(), language="go", difficulty="subtle", situation="clean"),
        a_case(a_subject("T001", kind="task"), a_subject("FR-002"), case="b", project="cli"),
    ]
    metrics = measure(a_run(*cases))

    for groups in (metrics.languages, metrics.difficulties, metrics.situations, metrics.projects, metrics.subjects):
        assert sum(group.scores.subjects for group in groups) == metrics.scores.subjects == 3
    assert {group.name: group.scores.subjects for group in metrics.subjects} == {"requirement": 2, "task": 1}


def test_findings_are_counted_by_rule():
    failing = (a_finding(), a_finding(right=False), a_finding(rule="SPEC302"))
    rules = measure(a_run(a_case(a_subject(), failing=failing))).rules

    assert [(one.rule, one.right.hits, one.right.total) for one in rules] == [("SPEC201", 1, 2), ("SPEC302", 1, 1)]


def test_cases_that_one_reader_alone_argued_are_told():
    metrics = measure(a_run(a_case(a_subject(), readers=1), a_case(a_subject(), case="b")))
    assert (metrics.cases, metrics.trusted) == (2, 1)
