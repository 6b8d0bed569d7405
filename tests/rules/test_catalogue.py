import importlib

import pytest
from builders import a_criterion, a_requirement, a_story, a_task, a_verdict

from app.rules.catalogue import CHECKS, RULES, page, rule_for

HEADINGS = ["What it checks", "Why it matters", "Example", "How to fix it", "How to silence it"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_page_has_the_five_headings_in_order(rule):
    found = [line.removeprefix("# ") for line in page(rule).split("\n")[1:] if line.startswith("# ")]

    assert found == HEADINGS


def test_codes_and_names_are_unique_and_every_rule_module_is_listed():
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert importlib.import_module(f"app.rules.{rule.name.replace('-', '_')}").RULE is rule


def test_every_check_is_of_a_listed_rule():
    assert set(CHECKS) <= set(RULES)


@pytest.mark.parametrize(
    ("subject", "answer", "code"),
    [
        (a_requirement(), "violated", "SPEC201"),
        (a_requirement(), "missing", "SPEC202"),
        (a_story().scenarios[0], "missing", "SPEC202"),
        (a_criterion(), "violated", "SPEC201"),
        (a_task(), "missing", "SPEC301"),
        (a_task(), "violated", "SPEC303"),
    ],
)
def test_a_verdict_is_told_under_the_rule_of_its_kind(subject, answer, code):
    assert rule_for(a_verdict(subject, answer)).code == code


@pytest.mark.parametrize("answer", ["met", "unsure", "error", "not_claimed", "waived"])
def test_only_violated_and_missing_are_told(answer):
    assert rule_for(a_verdict(answer=answer)) is None


def test_an_open_task_that_is_not_finished_is_information():
    verdict = a_verdict(a_task(done=False), "missing", claim="path")

    assert rule_for(verdict).code == "SPEC304"
    assert rule_for(verdict).severity == "notice"
