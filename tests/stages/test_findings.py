"""Verdicts and findings → what is told, in which words, and what is withheld because it is told or known already."""

from dataclasses import replace

import pytest
from builders import FEATURE, a_citation, a_dossier, a_requirement, a_reviewed_feature, a_span, a_task, a_verdict

from app.domain.finding import Finding
from app.rules import (
    field_differs,
    operation_not_in_code,
    ticked_task_without_file,
    unfinished_task,
    violated_contract,
)
from app.stages.findings import select, verdict_findings
from app.stages.weigh import PARTLY
from specs_schema.contract import Operation

CONTRACT = a_span("contracts/api.yaml", 5)
OPERATION = Operation(id="POST /items", text="Add an item", method="POST", path="/items", span=CONTRACT)
TASK = a_task("T004")


@pytest.mark.parametrize(
    ("verdict", "message", "hint"),
    [
        (
            a_verdict(a_requirement("FR-001"), "violated", found="it allows 8"),
            "Change does not meet `FR-001`: it allows 8",
            f"Meet `FR-001`, or change it in `{FEATURE}/spec.md`",
        ),
        (
            a_verdict(a_requirement("FR-001"), "missing"),
            "Change claims `FR-001` and does not meet it",
            "Implement `FR-001`, or take back the claim (ticks `T001`)",
        ),
        (
            a_verdict(TASK, "missing"),
            "`T004` is ticked and not done",
            f"Do `T004`, or untick it in `{FEATURE}/tasks.md`",
        ),
        (
            a_verdict(TASK, "missing", reason=PARTLY),
            "`T004` is ticked and only partly done",
            f"Do `T004`, or untick it in `{FEATURE}/tasks.md`",
        ),
        (
            a_verdict(TASK, "missing", claim="complete"),
            "`T004` is claimed and not done",
            f"Do `T004`, or untick it in `{FEATURE}/tasks.md`",
        ),
        (
            a_verdict(TASK, "missing", claim="path"),
            "`T004` is open, and the change does not finish it",
            f"Nothing needs mending: `{FEATURE}/tasks.md` says the same",
        ),
        (
            a_verdict(TASK, "violated", found="it drops rows"),
            "Change does not meet `T004`: it drops rows",
            f"Meet `T004`, or change it in `{FEATURE}/tasks.md`",
        ),
    ],
)
def test_a_finding_says_what_is_wrong_with_which_subject_and_what_to_do(verdict, message, hint):
    (finding,) = verdict_findings([verdict])

    assert (finding.message, finding.hint) == (message, hint)


def test_a_fault_stands_at_the_code_and_undone_work_at_the_task():
    code = (a_citation(path="src/a.py", line=7),)
    (violated,) = verdict_findings([a_verdict(TASK, "violated", citations=code)])
    (missing,) = verdict_findings([a_verdict(TASK, "missing", citations=code)])

    assert violated.span == code[0].span
    assert missing.span == TASK.span


def finding(rule, subject=OPERATION.key, feature=FEATURE):
    return Finding(rule, rule.severity, feature, a_span("src/api.py", 3), f"no {rule.code}", "yes", subject=subject)


def selected(*findings, verdicts=()):
    told, withheld = select(findings, verdicts, a_dossier(a_reviewed_feature()))
    return [one.rule.code for one in told], [(one.finding.rule.code, one.why) for one in withheld]


MISSING, DIFFERS, JUDGED = (rule.RULE for rule in (operation_not_in_code, field_differs, violated_contract))


def test_what_the_judge_says_of_an_operation_is_not_told_again_from_its_fields():
    assert selected(finding(DIFFERS), finding(JUDGED)) == (["SPEC402"], [("SPEC411", "told as `SPEC402`")])


@pytest.mark.parametrize(
    "other", [finding(JUDGED, "GET /items"), finding(JUDGED, feature="specs/002-other"), finding(unfinished_task.RULE)]
)
def test_what_is_said_of_something_else_hides_nothing(other):
    assert selected(finding(DIFFERS), other)[1] == []


@pytest.mark.parametrize(("answer", "told"), [("met", []), ("unsure", ["SPEC408"]), ("violated", ["SPEC408"])])
def test_a_missing_route_is_not_told_where_the_operation_was_found(answer, told):
    found, withheld = selected(finding(MISSING), verdicts=[a_verdict(OPERATION, answer)])

    assert found == told
    assert withheld == ([] if told else [("SPEC408", "the operation was found elsewhere")])


@pytest.mark.parametrize(
    "elsewhere",
    [
        a_verdict(OPERATION.model_copy(update={"id": "GET /items"}), "met"),
        replace(a_verdict(OPERATION, "met"), feature="specs/002-other"),
    ],
)
def test_an_operation_that_was_found_says_nothing_of_others(elsewhere):
    assert selected(finding(MISSING), verdicts=[elsewhere]) == (["SPEC408"], [])


def test_a_field_that_differs_is_told_although_the_operation_was_found():
    assert selected(finding(DIFFERS), verdicts=[a_verdict(OPERATION, "met")]) == (["SPEC411"], [])


def test_a_file_that_is_not_there_is_not_told_where_the_work_was_found():
    absent = finding(ticked_task_without_file.RULE, TASK.key)

    assert selected(absent, verdicts=[a_verdict(TASK, "met")]) == (
        [],
        [("SPEC302", "the work was found elsewhere")],
    )
    assert selected(absent, verdicts=[a_verdict(TASK, "unsure")]) == (["SPEC302"], [])


def test_the_same_finding_is_told_once():
    assert selected(finding(DIFFERS), finding(DIFFERS)) == (["SPEC411"], [("SPEC411", "told once already")])
