"""Figures where a case knows the right answers about some subjects alone."""

from evaluation_runs import a_case, a_finding, a_run, a_subject

from app.evaluation.comparison import compare
from app.evaluation.evaluate import told
from app.evaluation.metrics import measure
from app.evaluation.show import shown


def unknown(subject="FR-009", given="violated", **fields):
    return a_subject(subject, None, given, counted=False, **fields)


def a_partial_case(*subjects, **fields):
    return a_case(*subjects, **{"case": "seed", "gold_check": "failure", "check": "failure"} | fields)


def test_subjects_without_gold_are_neither_right_nor_wrong():
    run = a_run(a_partial_case(a_subject("FR-001", "violated"), unknown(), unknown("FR-010", "met")))
    metrics = measure(run)
    answers = {one.answer: one for one in metrics.answers}

    assert (metrics.scores.subjects, metrics.scores.agreement.total, metrics.scores.recall.total) == (1, 1, 1)
    assert (answers["violated"].precision.hits, answers["violated"].precision.total) == (1, 1)
    assert answers["met"].precision.total == 0
    assert sum(group.scores.subjects for group in metrics.subjects) == 1
    assert told(run.cases[0]) == "seed: failure; 1 of 1 right; 0.0 s"


def test_unsure_and_errors_are_still_of_all_that_were_asked():
    run = a_run(a_partial_case(a_subject("FR-001", "violated"), unknown(given="unsure"), unknown("T001", "error")))
    scores = measure(run).scores

    assert (scores.unsure.hits, scores.errors.hits, scores.unsure.total) == (1, 1, 3)


def test_failing_findings_without_gold_are_counted_apart_and_listed():
    failing = (a_finding(), a_finding("FR-009", right=None), a_finding("FR-002", right=False))
    run = a_run(a_partial_case(a_subject("FR-001", "violated"), failing=failing))
    metrics = measure(run)
    text = shown(run, "text")

    assert (metrics.scores.precision.hits, metrics.scores.precision.total) == (1, 2)
    assert [(one.rule, one.right.hits, one.right.total, one.unknown) for one in metrics.rules] == [("SPEC201", 1, 2, 1)]
    wrong, apart = text.split("Not as it should be")[1].split("Failing findings without gold")
    assert "FR-002" in wrong
    assert "FR-009" not in wrong
    assert "FR-009" in apart
    assert "FR-002" not in apart


def test_a_check_that_nobody_knows_is_neither_clean_nor_wrong():
    run = a_run(a_partial_case(a_subject("FR-001", "met"), gold_check="unknown"))
    metrics = measure(run)

    assert (metrics.scores.checks.total, metrics.scores.false_failures.total) == (0, 0)
    assert "the check" not in shown(run, "text")
    assert told(run.cases[0]).startswith("seed: failure; ")


def test_a_comparison_leaves_out_what_has_no_gold():
    before = a_run(a_partial_case(a_subject("FR-001", "violated", "met"), unknown(), gold_check="unknown"))
    after = a_run(
        a_partial_case(
            a_subject("FR-001", "violated"), unknown(given="met"), gold_check="unknown", check="action_required"
        )
    )
    found = compare(before, after).differences

    assert [(one.subject, one.direction) for one in found] == [("FR-001", "better")]
