"""The formats of a report, the results of tests, and the commands about rules, as people run them."""

import json
import re

import jsonschema
import pytest
from click.testing import CliRunner

from app.cli import review, speckeeper
from app.rules.catalogue import RULES, page
from specs_schema.report import Report

RESULTS = """<testsuites><testsuite name="pytest">
<testcase classname="tests.test_login" name="test_fr_001_locks"/>
<testcase classname="tests.test_login" name="test_fr_001_after_five"><failure message="assert 8 == 5">E</failure></testcase>
<testcase classname="tests.test_login" name="test_t002"/>
<testcase classname="tests.test_login" name="test_other"/>
</testsuite></testsuites>"""


def run(*arguments):
    return CliRunner().invoke(speckeeper, arguments, catch_exceptions=False)


def reviewed(checkout, *arguments):
    return run("review", "--repo", str(checkout.path), "--base", "main", "--no-model", *arguments)


@pytest.fixture
def results(tmp_path):
    file = tmp_path / "results.xml"
    file.write_text(RESULTS)
    return str(file)


def test_sarif_of_a_real_repository(done):
    ran = reviewed(
        done,
        "--format",
        "sarif",
        "--forge-url",
        "https://forge.example/acme/app/",
        "--service-url",
        "https://s.example",
    )

    (one,) = json.loads(ran.output)["runs"]
    assert ran.exit_code == 0
    assert [result["ruleId"] for result in one["results"]] == ["SPEC302"]
    assert one["versionControlProvenance"][0]["repositoryUri"] == "https://forge.example/acme/app"
    assert one["tool"]["driver"]["rules"][0]["helpUri"] == f"https://s.example/rules/{RULES[0].code}"


def test_withheld_findings_can_be_left_out_of_sarif(done):
    done.git("checkout", "--quiet", "main")
    done.change({".github/speckeeper.yml": "version: 1\nrules: {SPEC302: off}\n"})
    done.git("checkout", "--quiet", "001-login")

    found = json.loads(reviewed(done, "--format", "sarif").output)["runs"][0]["results"]
    told = json.loads(reviewed(done, "--format", "sarif", "--without-withheld").output)["runs"][0]["results"]

    assert [(one["ruleId"], len(one["suppressions"])) for one in found] == [("SPEC302", 1)]
    assert told == []


def test_html_of_a_real_repository_links_to_the_lines_where_the_forge_is_known(done):
    head = done.git("rev-parse", "HEAD")

    linked = reviewed(done, "--format", "html", "--forge-url", "https://forge.example/acme/app").output
    unlinked = reviewed(done, "--format", "html").output

    assert f'<a href="https://forge.example/acme/app/blob/{head}/specs/001-login/tasks.md#L6">' in linked
    assert "<a " not in unlinked
    assert "Requirements were not judged" in unlinked


@pytest.mark.parametrize("option", ["--forge-url", "--service-url"])
def test_an_address_that_is_none_is_said(done, option):
    ran = reviewed(done, option, "javascript:alert(1)")

    assert ran.exit_code == 2
    assert "`javascript:alert(1)` is no address" in ran.stderr


def test_a_report_that_cannot_be_written_is_said(done, tmp_path):
    ran = reviewed(done, "--output", str(tmp_path / "none" / "report.txt"))

    assert ran.exit_code == 2
    assert "Cannot write the report" in ran.stderr


def test_results_of_tests_stand_beside_their_subjects_and_change_nothing(done, results):
    without = json.loads(reviewed(done, "--format", "json").output)
    ran = reviewed(done, "--format", "json", "--junit", results)

    report = json.loads(ran.output)
    jsonschema.validate(report, Report.model_json_schema())
    assert ran.exit_code == 0
    assert {key for key in report if key != "usage" and report[key] != without[key]} == {"tests"}
    assert [(one["subject"], len(one["tests"])) for one in report["tests"]["subjects"]] == [("FR-001", 2), ("T002", 1)]
    assert report["tests"]["subjects"][0]["tests"][0]["message"] == "assert 8 == 5"


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("text", "  FR-001    tests: ✓ 1, ✗ 1\n    ✗ tests.test_login: test_fr_001_after_five: assert 8 == 5\n"),
        ("markdown", "| `FR-001` | ✓ 1, ✗ 1: `tests.test_login: test_fr_001_after_five` | `specs/001-login/spec.md:"),
        ("html", "<td><code>FR-001</code></td><td>✓ 1, ✗ 1<br>"),
    ],
)
def test_every_format_for_people_tells_the_tests(done, results, form, told):
    assert told in reviewed(done, "--format", form, "--junit", results).output


def test_several_files_of_results_are_taken_together(done, results, tmp_path):
    second = tmp_path / "second.xml"
    second.write_text(
        '<testsuite><testcase classname="tests.test_login" name="test_fr_001_locks"><failure/></testcase></testsuite>'
    )

    report = json.loads(reviewed(done, "--format", "json", "--junit", results, "--junit", str(second)).output)

    outcomes = [test["outcome"] for test in report["tests"]["subjects"][0]["tests"]]
    assert (report["tests"]["files"], report["tests"]["cases"], outcomes) == (2, 4, ["failed", "failed"])


def test_results_that_cannot_be_read_are_said_with_file_and_line(done, tmp_path):
    file = tmp_path / "results.xml"
    file.write_text("<testsuite>\n<testcase>\n</testsuite>")

    ran = reviewed(done, "--junit", str(file))

    assert ran.exit_code == 2
    assert ran.stderr.startswith(f"speckeeper: Cannot read the test results `{file}`, line 3: ")


def test_the_rules_are_listed():
    lines = run("rules").output.splitlines()

    assert [line.split()[:4] for line in lines] == [[one.code, one.name, one.severity, one.status] for one in RULES]


def test_the_rules_are_listed_for_programs_and_for_documents():
    listed = json.loads(run("rules", "--format", "json").output)

    assert [set(one) for one in listed] == [{"code", "name", "severity", "status", "summary"}] * len(RULES)
    assert [one["code"] for one in listed] == [rule.code for rule in RULES]
    assert run("rules", "--format", "markdown").output.count("\n| [SPEC") == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_page_of_every_rule_is_printed(rule):
    ran = run("explain", rule.code.lower())

    assert (ran.exit_code, ran.output) == (0, page(rule).rstrip() + "\n")


@pytest.mark.parametrize(
    ("asked", "said"), [("SPEC3O1", "the nearest are SPEC301"), ("?", "`speckeeper rules` lists them")]
)
def test_an_unknown_rule_is_said_with_the_nearest(asked, said):
    ran = run("explain", asked)

    assert (ran.exit_code, ran.stdout) == (2, "")
    assert f"No rule is called `{asked}`; {said}" in ran.stderr


def test_the_readme_tells_every_format_and_every_option_about_tests_and_links():
    from pathlib import Path

    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    (formats,) = (parameter.type.choices for parameter in review.params if parameter.name == "form")

    assert re.findall(
        r"^\| `(\w+)` \| ", readme.partition("<!-- formats -->")[2].partition("## ")[0], re.MULTILINE
    ) == list(formats)
    assert all(option in readme for option in ("--junit", "--forge-url", "--without-withheld"))
