"""The table of the design, row by row."""

import pytest
from builders import a_requirement, a_span, a_task, a_verdict

from app.domain.finding import Finding
from app.rules import open_clarification, unreadable_document, violated_requirement
from app.stages.conclude import Situation, conclude
from specs_schema.config import RepoConfig

ERROR = Finding(violated_requirement.RULE, "error", "specs/001-login", a_span(), "no", "yes", subject="FR-001")
WARNING = Finding(open_clarification.RULE, "warning", "specs/001-login", a_span(), "no", "yes")
UNREADABLE = Finding(unreadable_document.RULE, "error", "specs/001-login", a_span(), "no", "yes")


def decide(
    mode,
    verdicts=(),
    findings=(),
    *,
    claimed=None,
    judged=True,
    has_feature=True,
    unaccepted=0,
    held_back=False,
    **config,
):
    situation = Situation(
        config=RepoConfig(mode=mode, **config),
        has_feature=has_feature,
        verdicts=tuple(verdicts),
        findings=tuple(findings),
        claimed=len(verdicts) if claimed is None else claimed,
        judged=judged,
        unaccepted=unaccepted,
        held_back=held_back,
    )
    decision = conclude(situation)
    return decision.check, decision.exit_status, decision.report


def verdicts(**answers):
    return [
        a_verdict(a_requirement(f"{answer}-{n}"), answer) for answer, count in answers.items() for n in range(count)
    ]


def failures(kind, count, met=9):
    failed = [a_verdict(a_task(f"T{n:03}"), "error", failure=kind) for n in range(count)]
    return [*verdicts(met=met), *failed]


@pytest.mark.parametrize(
    ("situation", "advisory", "gate"),
    [
        (dict(verdicts=verdicts(met=3, waived=1)), ("success", 0, "pass"), ("success", 0, "pass")),
        (dict(verdicts=verdicts(met=3), findings=[WARNING]), ("success", 0, "pass"), ("success", 0, "pass")),
        (
            dict(verdicts=verdicts(met=3, violated=1), findings=[ERROR]),
            ("neutral", 0, "advisory"),
            ("failure", 1, "fail"),
        ),
        (dict(verdicts=verdicts(met=2, unsure=2)), ("success", 0, "pass"), ("success", 0, "pass")),
        (
            dict(verdicts=verdicts(met=2, unsure=3)),
            ("neutral", 2, "incomplete"),
            ("action_required", 2, "incomplete"),
        ),
        (dict(verdicts=failures("malformed", 1)), ("success", 0, "pass"), ("success", 0, "pass")),
        (
            dict(verdicts=failures("malformed", 3, met=2)),
            ("neutral", 2, "incomplete"),
            ("action_required", 2, "incomplete"),
        ),
        (dict(verdicts=failures("refusal", 1)), ("neutral", 2, "incomplete"), ("action_required", 2, "incomplete")),
        (dict(verdicts=failures("too_large", 1)), ("neutral", 2, "incomplete"), ("action_required", 2, "incomplete")),
        (
            dict(verdicts=verdicts(met=1), findings=[UNREADABLE]),
            ("neutral", 2, "incomplete"),
            ("action_required", 2, "incomplete"),
        ),
        (dict(verdicts=failures("outage", 1)), ("neutral", 2, "incomplete"), ("neutral", 2, "incomplete")),
        (
            dict(verdicts=failures("outage", 1), findings=[ERROR]),
            ("neutral", 0, "advisory"),
            ("failure", 1, "fail"),
        ),
        (
            dict(verdicts=verdicts(met=3), unaccepted=1),
            ("neutral", 0, "advisory"),
            ("action_required", 1, "fail"),
        ),
        (
            dict(verdicts=verdicts(met=3, violated=1), findings=[ERROR], unaccepted=1),
            ("neutral", 0, "advisory"),
            ("failure", 1, "fail"),
        ),
        (
            dict(verdicts=verdicts(met=1), findings=[UNREADABLE], unaccepted=1),
            ("neutral", 0, "advisory"),
            ("action_required", 1, "fail"),
        ),
        (dict(verdicts=failures("budget", 4, met=4)), ("success", 0, "pass"), ("success", 0, "pass")),
        (
            dict(verdicts=failures("budget", 5, met=4)),
            ("neutral", 2, "incomplete"),
            ("action_required", 2, "incomplete"),
        ),
        (dict(claimed=0), ("neutral", 0, "advisory"), ("neutral", 0, "advisory")),
        (dict(has_feature=False), ("neutral", 0, "no_spec"), ("neutral", 0, "no_spec")),
        (
            dict(claimed=4, judged=False, held_back=True),
            ("neutral", 2, "incomplete"),
            ("action_required", 2, "incomplete"),
        ),
        (
            dict(claimed=4, judged=False, held_back=True, findings=[ERROR]),
            ("neutral", 0, "advisory"),
            ("failure", 1, "fail"),
        ),
        (dict(claimed=4, judged=False), ("success", 0, "pass"), ("success", 0, "pass")),
        (dict(claimed=4, judged=False, findings=[ERROR]), ("neutral", 0, "advisory"), ("failure", 1, "fail")),
    ],
)
def test_the_table(situation, advisory, gate):
    assert decide("advisory", **situation) == advisory
    assert decide("gate", **situation) == gate


def test_what_could_not_be_judged_may_be_allowed():
    assert decide("gate", verdicts(unsure=3), on_unjudged="allow") == ("neutral", 2, "incomplete")


def test_an_outage_may_block_and_is_never_a_success():
    assert decide("gate", failures("outage", 1), on_outage="block") == ("action_required", 2, "incomplete")


def test_a_refused_key_is_the_operators_and_no_pass():
    assert decide("gate", failures("misconfigured", 1)) == ("neutral", 2, "incomplete")


def test_a_budget_that_ran_out_is_what_on_unjudged_is_about_and_no_outage():
    spent = failures("budget", 5, met=4)

    assert decide("gate", spent, on_unjudged="allow", on_outage="block") == ("neutral", 2, "incomplete")


def test_waived_subjects_do_not_count_as_unjudged():
    assert decide("gate", verdicts(met=1, unsure=2, waived=1)) == ("success", 0, "pass")
    assert decide("gate", verdicts(unsure=2, waived=1)) == ("action_required", 2, "incomplete")


def test_claiming_nothing_may_block():
    assert decide("gate", claimed=0, on_no_claim="block") == ("action_required", 1, "fail")


def test_only_the_kinds_in_fail_on_fail():
    assert decide("gate", verdicts(met=1), [ERROR], fail_on=("SPEC3",)) == ("success", 0, "pass")


def test_open_tasks_whose_files_are_touched_do_not_count_as_unjudged():
    touched = [a_verdict(a_task(f"T{n:03}", done=False), "unsure", claim="path") for n in range(9)]

    assert decide("gate", [*verdicts(met=1), *touched]) == ("success", 0, "pass")
