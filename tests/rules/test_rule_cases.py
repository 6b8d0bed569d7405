"""The golden cases of the rules: what a rule finds, of what it is silent, and that its page says the same.

`UPDATE_RULE_CASES=1` writes what is told into `expected.json`; read the difference before it is kept.
"""

import json
import os
import re

import pytest
from rule_cases import CASES, findings, printed, repository, shown

from app.rules.catalogue import CHECKS, RULES, by_code
from app.rules.pages import one_line, section

UPDATE = bool(os.environ.get("UPDATE_RULE_CASES"))
BLOCK = re.compile(r"^```text\n.*?^```$", re.DOTALL | re.MULTILINE)

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)


@pytest.fixture
def checkout(case, tmp_path):
    return repository(case, tmp_path / "checkout")


@every_case
def test_of_the_change_is_told_what_the_case_says_and_of_the_other_one_nothing(case, checkout):
    told, _ = findings(case, checkout, "head")
    _, silent = findings(case, checkout, "silent")

    if UPDATE:
        (case.folder / "expected.json").write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", "utf-8")
    assert told == case.expected
    assert case.told() != []
    assert case.code not in silent
    assert case.files("silent") or case.message("silent") != case.message("head")


def test_every_rule_has_a_case_of_its_name_and_nothing_else_has():
    assert {case.folder.name for case in CASES} == {f"{rule.code}-{rule.name}" for rule in RULES}


def test_the_answers_of_a_judge_are_written_down_for_the_rules_that_need_one_and_for_no_other():
    assert {case.code for case in CASES if case.judged} == {rule.code for rule in RULES if rule not in CHECKS}


@every_case
def test_the_example_of_a_page_ends_with_what_is_told_of_its_case(case):
    example = section(by_code(case.code), "Example")

    assert BLOCK.findall(example) == [shown(case.told())], (
        "the page of a rule shows this block at the end of its example"
    )
    assert example.endswith("```")


@every_case
def test_what_the_example_of_a_page_quotes_stands_in_its_case(case):
    prose = one_line(BLOCK.sub("", section(by_code(case.code), "Example")))
    quoted = [piece.strip() for span in re.findall(r"`([^`]+)`", prose) for piece in span.split("...")]

    assert [piece for piece in quoted if piece not in case.texts()] == []


@pytest.mark.parametrize("case", [case for case in CASES if case.code == "SPEC302"], ids=lambda case: case.code)
def test_the_block_of_a_page_is_what_a_terminal_shows(checkout, case):
    on_screen = one_line(printed(checkout, "head"))

    (told,) = case.told()
    assert (
        f"{told['path']}:{told['line']}: {told['severity']}: {told['message']} ({case.code} {case.name})" in on_screen
    )
    assert f"hint: {told['hint']}" in on_screen
