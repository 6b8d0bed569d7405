"""The catalogue, the pages, docs/rules.md, the README and the published schemas say the same of every rule."""

import json
import re
from pathlib import Path

import pytest

from app.rules.__main__ import document, readme
from app.rules.catalogue import CHECKS, RULES, page
from app.rules.pages import listed, meant, nearest, section, summary, table
from specs_schema.__main__ import schemas
from specs_schema.config import RepoConfig

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
CONFIGURATION = json.loads(schemas()["speckeeper.v1.json"])
REPORT = json.loads(schemas()["report.v1.json"])
HEADINGS = ("What it checks", "Why it matters", "Example", "How to fix it", "How to silence it")
FAMILIES = {
    "1": "spec",
    "2": "requirements",
    "3": "tasks",
    "4": "contracts",
    "5": "plan",
    "6": "changes",
    "7": "scope",
    "9": "review",
}


def rows(text):
    return re.findall(r"^\| \[(SPEC\d{3})\]\(([^)]*)\) \| ([a-z-]+) \| (\w+) \| (\w+) \| (.+) \|$", text, re.MULTILINE)


def expected(pages):
    return [
        (
            rule.code,
            f"{pages}#{rule.name}-{rule.code.lower()}",
            rule.name,
            rule.severity,
            rule.status,
            listed(rule).summary,
        )
        for rule in RULES
    ]


def test_the_readme_lists_every_rule_as_the_catalogue_has_it():
    remedy = "run `python -m app.rules readme < README.md > new && mv new README.md`"

    assert readme(README) == README, remedy
    assert rows(README) == expected("docs/rules.md")


def test_a_readme_without_the_markers_is_not_written():
    with pytest.raises(SystemExit, match="rules"):
        readme("# Speckeeper\n")


def test_the_document_of_the_rules_has_the_table_and_a_heading_for_each():
    text = (ROOT / "docs" / "rules.md").read_text("utf-8")
    headings = re.findall(r"^## (\S+) \((SPEC\d{3})\)$", text, re.MULTILINE)

    assert text == document(), "run `python -m app.rules > docs/rules.md`"
    assert rows(text) == expected("")
    assert headings == [(rule.name, rule.code) for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_page_says_something_below_each_heading_and_begins_with_one_sentence(rule):
    assert [heading for heading in HEADINGS if not section(rule, heading)] == []
    assert "\n\n" not in summary(rule)
    assert len(listed(rule).summary) <= 120
    assert "|" not in listed(rule).summary


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_page_says_how_to_silence_the_rule_or_why_nobody_can(rule):
    silence = section(rule, "How to silence it")

    assert re.search(rf"{rule.code}|waive|ignore|cannot|nobody|not at all|configuration", silence, re.IGNORECASE), (
        silence
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_configuration_takes_every_code_and_every_severity(rule):
    (pattern,) = CONFIGURATION["properties"]["rules"]["patternProperties"]

    assert re.search(pattern, rule.code)
    assert re.search(pattern, rule.code[:5])
    assert rule.code[4] in FAMILIES
    RepoConfig.model_validate({"rules": {rule.code: rule.severity}, "fail_on": [rule.code]})


def test_the_severities_of_the_catalogue_are_those_of_the_report():
    severities = REPORT["$defs"]["ReportedFinding"]["properties"]["severity"]["enum"]

    assert {rule.severity for rule in RULES} <= set(severities)
    assert {"rule", "name", "severity"} <= REPORT["$defs"]["ReportedFinding"]["properties"].keys()


def test_what_fails_a_check_by_default_are_families_that_have_rules():
    assert [one for one in RepoConfig().fail_on if not any(rule.code.startswith(one) for rule in RULES)] == []


def test_every_rule_that_a_program_settles_is_listed_once():
    assert set(CHECKS) <= set(RULES)
    assert [rule.code for rule in RULES] == sorted({rule.code for rule in RULES})


@pytest.mark.parametrize("name", ["SPEC301", "spec301", "ticked-task-without-work", "Ticked-Task-Without-Work"])
def test_a_rule_is_meant_by_code_or_name(name):
    assert meant(name).code == "SPEC301"


def test_the_nearest_rules_of_a_mistyped_one():
    assert meant("SPEC3O1") is None
    assert nearest("SPEC3O1")[0].code == "SPEC301"
    assert nearest("ticked-task-without-files")[0].name == "ticked-task-without-file"
    assert nearest("") == nearest("?" * 10_000) == ()


def test_a_section_that_is_not_there_is_empty():
    assert section(RULES[0], "Known problems") == ""
    assert page(RULES[0]).startswith(f"# {RULES[0].name} ({RULES[0].code})")
    assert table().count("\n") == len(RULES) + 1
