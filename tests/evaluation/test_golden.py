"""The cases of this repository: all of them run, and none of what is measured here depends on a model."""

from pathlib import Path

import pytest
import yaml

from app.evaluation.case_reader import read_cases
from app.evaluation.evaluate import EvalRequest, evaluate
from app.evaluation.judges import JudgeRequest
from app.evaluation.metrics import measure
from app.judge.settings import JudgeSettings
from app.parsing.spec_reader import SpecReader

CASES = Path(__file__).parents[1] / "golden"
# (case, subject) whose proving lines the packets do not show yet, so that even the right answer stays `unsure`.
UNREACHED: frozenset[tuple[str, str]] = frozenset(
    {
        ("java-exam-grades", "FR-006"),  # a configuration class that nothing names
        ("py-donation-events", "FR-004"),  # two imports away from the change
        ("py-reuse-yard", "FR-005"),  # the change is of tests alone, which reach the code through fixtures
        ("py-reuse-yard", "US1/AC1"),
    }
)
PLACES_SHOWN = 0.98  # share of the proving lines that a first reader is shown


def run(kind):
    request = EvalRequest(JudgeRequest(kind, JudgeSettings(""), CASES / "replies"), "1.0", "2026-11-23T09:00:00+00:00")
    read = read_cases(CASES)
    assert read.problems == ()
    return evaluate(read.cases, SpecReader("fork"), request, lambda _line: None)


@pytest.fixture(scope="module")
def written():
    """The case files as they are on disk, read by nobody of ours."""
    return {file.parent.name: yaml.safe_load(file.read_text("utf-8")) for file in CASES.glob("*/case.yml")}


@pytest.fixture(scope="module")
def scripted():
    return run("scripted")


@pytest.fixture(scope="module")
def contrary():
    return run("contrary")


def test_there_are_cases_in_every_language_and_of_the_situations_that_matter(written):
    assert len(written) >= 12
    assert {case["language"] for case in written.values()} >= {"python", "typescript", "go", "java"}
    situations = [case["situation"] for case in written.values()]
    assert situations.count("clean") >= 3
    assert situations.count("contradicted") >= 3
    assert set(situations) >= {
        "half-done",
        "ticked-not-done",
        "done-elsewhere",
        "other-name",
        "not-checkable",
        "misleading",
    }


def test_the_right_answers_with_exact_quotes_come_out_as_they_went_in(written, scripted):
    gold = {
        (name, subject): answer["answer"] for name, case in written.items() for subject, answer in case["gold"].items()
    }
    gold |= {
        (name, subject): "not_claimed" for name, case in written.items() for subject in case.get("not_claimed", [])
    }
    answers = {(one.case, subject.subject): subject.answer for one in scripted.cases for subject in one.subjects}

    assert {key for key in gold if answers.get(key) != gold[key]} == UNREACHED
    assert answers.keys() == gold.keys()  # every subject of every feature has a gold answer


def test_every_check_concludes_as_its_case_says(written, scripted):
    wanted = {name: case["check"] for name, case in written.items()}
    assert {one.case: one.check for one in scripted.cases} == wanted
    assert all(one.features == (written[one.case]["feature"],) for one in scripted.cases)


def test_the_scores_of_the_right_answers_are_perfect(written, scripted):
    metrics = measure(scripted)
    broken = sum(
        answer["answer"] in {"violated", "missing"} for case in written.values() for answer in case["gold"].values()
    )
    clean = sum(case["check"] in {"success", "neutral"} for case in written.values())

    assert (metrics.cases, metrics.failures) == (len(written), 0)
    assert (metrics.scores.recall.hits, metrics.scores.recall.total) == (broken, broken)
    assert metrics.scores.precision.value == 1
    assert (metrics.scores.false_failures.hits, metrics.scores.false_failures.total) == (0, clean)
    assert metrics.quotes_before.value == metrics.quotes_after.value == 1
    assert metrics.places_shown.value >= PLACES_SHOWN
    if not UNREACHED:
        assert metrics.scores.agreement.value == metrics.places_shown.value == 1


def test_a_liar_with_forged_quotes_fails_no_check(contrary):
    assert [one.case for one in contrary.cases if one.clean and one.failed] == []
    by_the_model = [
        (one.case, subject.subject)
        for one in contrary.cases
        for subject in one.subjects
        if subject.given in {"violated", "missing"}
    ]
    assert by_the_model == []


def test_nothing_that_a_liar_quotes_is_reported_unless_it_stands(contrary):
    metrics = measure(contrary)

    assert metrics.quotes_before.value < 0.5
    assert metrics.quotes_after.value == 1
    assert metrics.scores.unsure.value > 0.9


def test_the_rules_alone_fail_no_case_wrongly():
    done = run("none")

    assert [(one.case, finding.message) for one in done.cases for finding in one.failing if not finding.right] == []
    assert {subject.given for one in done.cases for subject in one.subjects} == {"not_judged"}
    assert measure(done).scores.false_failures.hits == 0
