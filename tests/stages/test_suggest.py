import pytest
from builders import FEATURE, a_span
from hypothesis import given
from hypothesis import strategies as st

from app.domain.finding import Finding
from app.rules import ticked_task_without_file, ticked_task_without_work, violated_task
from app.stages.suggest import suggestion

TASKS = f"{FEATURE}/tasks.md"


def a_finding(rule=ticked_task_without_work.RULE, line=1):
    return Finding(rule, "error", FEATURE, a_span(TASKS, line, line + 1), "not done", "Do it", subject="T014")


def suggested(line, **fields):
    found = suggestion(a_finding(**fields), {TASKS: f"{line}\n  more of it\n"})
    return found[1] if found else None


@pytest.mark.parametrize(
    ("line", "replaced"),
    [
        ("- [x] T014 Test it in tests/test_a.py", "- [ ] T014 Test it in tests/test_a.py"),
        ("- [X] T014 Test it", "- [ ] T014 Test it"),
        ("\t  * [x]  T014 [P] a [x] b  ", "\t  * [ ]  T014 [P] a [x] b  "),
        ("12. [x] T014", "12. [ ] T014"),
    ],
)
def test_a_ticked_box_is_emptied_and_nothing_else_is_touched(line, replaced):
    assert suggested(line) == replaced
    assert suggested(line, rule=ticked_task_without_file.RULE) == replaced


def test_the_suggestion_replaces_the_line_of_the_box_alone():
    place, _ = suggestion(a_finding(), {TASKS: "- [x] T014 Test it\n  more of it\n"})

    assert (place.path, place.first, place.last) == (TASKS, 1, 1)


def test_a_task_that_is_done_wrong_is_not_to_be_unticked():
    assert suggested("- [x] T014", rule=violated_task.RULE) is None


@pytest.mark.parametrize(
    "line",
    [
        "- [ ] T014 open already",
        "### T014 Test it [x]",
        "| [x] | T014 |",
        "- [x] T014 \u202eevil",
        "- [x] T014 zero\u200bwidth",
        "- [x] T014 bell\x07",
        "- [x] T014 carriage return\r",
        "- [x] T014 with a ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "- [x] " + "long" * 1_000,
        "",
    ],
)
def test_a_line_that_is_no_plain_ticked_box_gets_no_suggestion(line):
    assert suggested(line) is None


def test_a_line_that_is_not_there_gets_no_suggestion():
    assert suggestion(a_finding(line=9), {TASKS: "- [x] T014\n"}) is None
    assert suggestion(a_finding(), {}) is None


@given(st.text())
def test_a_suggestion_differs_from_its_line_in_one_character(text):
    line = f"- [x] {text}".split("\n")[0]

    replaced = suggested(line)

    if replaced is not None:
        assert len(replaced) == len(line)
        assert [pair for pair in zip(line, replaced, strict=True) if pair[0] != pair[1]] == [("x", " ")]
