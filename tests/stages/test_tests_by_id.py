"""Which tests are linked to which subject, and how that is shown."""

from dataclasses import replace

import pytest
from builders import (
    FEATURE,
    a_change,
    a_criterion,
    a_dossier,
    a_feature,
    a_feature_dir,
    a_requirement,
    a_reviewed_feature,
    a_story,
    a_task,
    a_verdict,
)

from app.domain.case_result import CaseResult
from app.stages.markdown import page
from app.stages.report import Judgement, write_report
from app.stages.terminal import as_text
from app.stages.test_evidence import in_a_sentence, tally, with_tests
from app.stages.test_names import SpelledIds

SUBJECTS = (
    a_requirement("FR-001"),
    a_requirement("FR-017b"),
    a_requirement("FR-AUTH-002"),
    a_criterion("SC-001"),
    a_story().scenarios[0],
    a_task("T014"),
    a_task("T1.2"),
)
OTHER = "specs/002-search"


def named(text):
    return [subject.id for _, subject in SpelledIds((FEATURE, subject) for subject in SUBJECTS).named(text)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("FR-001", ["FR-001"]),
        ("test_fr_001_locks", ["FR-001"]),
        ("testFr001Locks", ["FR-001"]),
        ("locksFR001AfterFive", ["FR-001"]),
        ("[FR001] locks", ["FR-001"]),
        ("test_locks[FR-001-5]", ["FR-001"]),
        ("login › FR-001: locks", ["FR-001"]),
        ("TestFR001/five_attempts", ["FR-001"]),
        ("test_fr_0012", []),
        ("test_xfr_001", []),
        ("fr_1", []),
        ("test_fr017b", ["FR-017b"]),
        ("test_fr_017", []),
        ("test_fr_auth_002", ["FR-AUTH-002"]),
        ("sc001 within ten seconds", ["SC-001"]),
        ("test_us1_ac1", ["US1/AC1"]),
        ("US1/AC1", ["US1/AC1"]),
        ("US1AC1_sees_their_page", ["US1/AC1"]),
        ("test_us1_ac10", []),
        ("test_t014", ["T014"]),
        ("coversT014", ["T014"]),
        ("test014", []),
        ("part_014", []),
        ("test_t1_2", ["T1.2"]),
        ("test_fr_001_and_t014", ["FR-001", "T014"]),
        ("", []),
        ("x" * 100_000, []),
    ],
)
def test_ids_are_known_as_code_spells_them(text, ids):
    assert named(text) == ids


def a_case(name="test_fr_001", outcome="passed", **fields):
    return CaseResult(name=name, outcome=outcome, **fields)


def a_review(*verdicts, features=(), known=(), paths=(), change=(), judged=True):
    dossier = a_dossier(
        *(features or [a_reviewed_feature(a_feature(requirements=(a_requirement(),), tasks=(a_task("T014"),)))]),
        known_features=known,
        paths=frozenset(paths),
        change=a_change(*change),
    )
    return write_report(dossier, Judgement(tuple(verdicts), judged=judged), "1.0")[0], dossier


def linked(review, *cases):
    report, dossier = review
    shown = with_tests(report, dossier, cases, 1)
    tests = {one.subject: one.tests for one in (*shown.verdicts, *shown.tests.subjects) if one.tests}
    return {subject: [(test.name, test.outcome) for test in found] for subject, found in tests.items()}


@pytest.mark.parametrize("answer", ["met", "violated"])
def test_tests_stand_beside_a_verdict_and_change_nothing_of_it(answer):
    report, dossier = a_review(a_verdict(answer=answer))

    shown = with_tests(report, dossier, [a_case(), a_case("test_fr_001_b", "failed", message="assert 8 == 5\nmore")], 1)

    (verdict,) = shown.verdicts
    assert [(test.name, test.outcome, test.message) for test in verdict.tests] == [
        ("test_fr_001_b", "failed", "assert 8 == 5 more"),
        ("test_fr_001", "passed", ""),
    ]
    assert shown.model_copy(update={"tests": None, "verdicts": report.verdicts}) == report
    assert verdict.model_copy(update={"tests": ()}) == report.verdicts[0]


def test_without_a_model_the_tests_are_told_by_subject():
    report, dossier = a_review(judged=False)

    shown = with_tests(report, dossier, [a_case(), a_case("test_nothing")], 2)

    (subject,) = shown.tests.subjects
    assert (subject.subject, subject.path, subject.line, len(subject.tests)) == ("FR-001", f"{FEATURE}/spec.md", 10, 1)
    assert (shown.tests.files, shown.tests.cases, shown.tests.linked) == (2, 2, 1)


@pytest.mark.parametrize("where", ["name", "classname", "file"])
def test_an_id_is_found_in_name_class_and_file(where):
    assert "FR-001" in linked(a_review(), a_case(**{"name": "test_a", where: "tests/test_fr_001.py"}))


def test_an_id_is_found_in_a_property():
    assert "FR-001" in linked(a_review(), a_case("test_a", properties=("requirement", "FR-001")))


def test_an_id_is_found_in_what_the_test_says_of_itself_where_its_file_was_read():
    source = 'def test_a():\n    """FR-001: locks"""\n'
    report, dossier = a_review(paths=("tests/test_a.py",))
    read = replace(dossier, texts={"tests/test_a.py": source})

    assert "FR-001" in linked((report, read), a_case("test_a", classname="tests.test_a"))
    assert linked((report, dossier), a_case("test_a", classname="tests.test_a")) == {}


def test_a_test_that_ran_more_than_once_counts_once_with_its_worst_result():
    cases = [a_case(outcome=outcome) for outcome in ("skipped", "passed", "failed", "passed")]

    assert linked(a_review(), *cases) == {"FR-001": [("test_fr_001", "failed")]}


def test_ids_that_a_reader_made_up_are_nobodys():
    task = a_task("T014", id_given=False)
    review = a_review(features=[a_reviewed_feature(a_feature(tasks=(task,)))])

    assert linked(review, a_case("test_t014")) == {}


def two_features(**fields):
    """Two features under review, each with its FR-001; the tasks of the second name a file of tests."""
    second = a_feature(
        dir=OTHER,
        number="002",
        requirements=(a_requirement(),),
        tasks=(a_task("T020", paths=("tests/test_search.py", "web/checks.ts")),),
    )
    return a_review(
        features=[
            a_reviewed_feature(a_feature(requirements=(a_requirement(),))),
            a_reviewed_feature(second, dir=a_feature_dir(OTHER, "002")),
        ],
        **fields,
    )


def features_of(review, case):
    report, dossier = review
    tests = with_tests(report, dossier, [case], 1).tests
    return [one.feature for one in tests.subjects], tests.unplaced


@pytest.mark.parametrize(
    ("case", "features"),
    [
        (a_case(file="tests/specs/002-search/test_a.py"), [OTHER]),
        (a_case(classname="Test002Search"), [OTHER]),
        (a_case(properties=("spec", "specs/001-login")), [FEATURE]),
        (a_case(classname="tests.test_search.TestFind"), [OTHER]),
        (a_case(file="/build/app/tests/test_search.py"), [OTHER]),
        (a_case(classname="tests.test_login"), [FEATURE]),
        (a_case(classname="test_login"), [FEATURE]),
        (a_case(classname="checks"), [OTHER]),
        (a_case(classname="tests.test_elsewhere"), []),
        (a_case(classname="Test003Export"), []),
    ],
)
def test_of_several_features_the_one_that_name_file_or_tasks_tell(case, features):
    review = two_features(
        known=(FEATURE, OTHER, "specs/003-export"),
        paths=("tests/test_search.py", "tests/test_login.py", "tests/test_elsewhere.py", "web/checks.ts"),
        change=("tests/test_login.py",),
    )

    assert features_of(review, case) == (features, 0 if features else 1)


def test_a_test_of_one_of_many_features_is_not_taken_for_the_one_under_review():
    review = a_review(known=(FEATURE, OTHER), paths=("tests/test_a.py",))

    assert features_of(review, a_case(classname="tests.test_a")) == ([], 1)


def test_a_package_of_go_is_its_tests():
    review = two_features(
        known=(FEATURE, OTHER),
        paths=("internal/login/login_test.go", "login/login_test.go"),
        change=("internal/login/login_test.go",),
    )

    assert features_of(review, a_case(classname="github.com/acme/app/internal/login"))[0] == [FEATURE]
    assert features_of(review, a_case(classname="github.com/acme/app/login"))[0] == []


def test_secrets_and_control_characters_of_messages_are_not_shown():
    report, dossier = a_review(a_verdict())
    case = a_case("test_fr_001\x1b[31m", "failed", message="token = ghp_" + "a1B2" * 10 + "\nmore")

    (test,) = with_tests(report, dossier, [case], 1).verdicts[0].tests

    assert test.name == "test_fr_001[31m"
    assert "[masked-github-token]" in test.message


def test_the_tally_leaves_out_what_there_is_none_of():
    report, dossier = a_review(a_verdict())
    outcomes = ("passed", "passed", "failed", "error", "skipped")
    cases = [a_case(f"test_fr_001_{number}", outcome) for number, outcome in enumerate(outcomes)]

    tests = with_tests(report, dossier, cases, 1).verdicts[0].tests

    assert tally(tests) == "✓ 2, ✗ 2, – 1"
    assert tally(tests[-1:]) == "– 1"
    assert tally(()) == ""


def test_markdown_has_a_column_for_tests_only_where_results_were_given():
    report, dossier = a_review(a_verdict(), a_verdict(a_task("T014")))
    shown = with_tests(report, dossier, [a_case(outcome="failed", classname="a|b", message="m")], 1)

    text = page(shown).whole()

    assert "| subject | answer | tests | claimed by | code | spec |\n| --- | --- | --- | --- | --- | --- |\n" in text
    assert "| `FR-001` | ✓ met | ✗ 1: `a\\|b: test_fr_001` | ticks `T001` |" in text
    assert "| `T014` | ✓ met |  | ticks `T001` |" in text
    assert "Of 1 test in 1 file of results, 1 names a subject. A passing test is not conformance" in text
    assert "tests" not in page(report).whole()


@pytest.mark.parametrize(
    ("cases", "said"),
    [
        (
            1,
            "Of 1 test in 1 file of results, 0 name a subject; 1 more names an id, and nothing tells of which feature. A",
        ),
        (
            2,
            "Of 2 tests in 1 file of results, 0 name a subject; 2 more name an id, and nothing tells of which feature. A",
        ),
    ],
)
def test_ids_of_which_nobody_knows_the_feature_are_counted(cases, said):
    report, dossier = a_review(known=(FEATURE, OTHER), paths=("tests/test_a.py",))
    given = [a_case(f"test_fr_001_{number}", classname="tests.test_a") for number in range(cases)]

    assert in_a_sentence(with_tests(report, dossier, given, 1).tests).startswith(said)


def test_markdown_tells_tests_of_subjects_without_a_row():
    report, dossier = a_review(a_verdict(answer="not_claimed", claimed=False))

    text = page(with_tests(report, dossier, [a_case(), a_case("test_t014")], 1)).whole()

    assert "### Tests that name a subject\n\n| subject | tests | spec |" in text
    assert "| `FR-001` | ✓ 1 |" in text
    assert "| `T014` | ✓ 1 |" in text


def test_the_terminal_shows_a_failing_test_below_its_subject():
    report, dossier = a_review(a_verdict(), judged=True)

    lines = as_text(with_tests(report, dossier, [a_case(outcome="failed", message="assert 8 == 5")], 1)).split("\n")

    row = next(number for number, line in enumerate(lines) if line.startswith("  FR-001"))
    assert lines[row].split()[:4] == ["FR-001", "met", "✗", "1"]
    assert lines[row + 1] == "    ✗ test_fr_001: assert 8 == 5"
