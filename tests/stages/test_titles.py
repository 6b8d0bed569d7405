"""The one thing worth knowing, in one line."""

from dataclasses import replace

import pytest
from builders import a_requirement, a_span, a_verdict

from app.domain.finding import Finding
from app.rules import open_clarification, violated_requirement, weakened_requirement
from app.stages.conclude import Situation, conclude
from app.stages.titles import title
from specs_schema.config import RepoConfig

ERROR = Finding(violated_requirement.RULE, "error", "specs/001-login", a_span(), "no", "yes", subject="FR-007")
WEAKER = Finding(weakened_requirement.RULE, "error", "specs/001-login", a_span(), "no", "yes", subject="FR-003")
OPEN = Finding(open_clarification.RULE, "error", "specs/001-login", a_span(), "no", "yes")


def titled(findings=(), failure=None, *, unaccepted=0, mode="gate", claimed=None, judged=True, config=None, **answers):
    verdicts = tuple(
        a_verdict(a_requirement(f"{answer}-{n}"), answer, failure=failure if answer == "error" else None)
        for answer, number in answers.items()
        for n in range(number)
    )
    situation = Situation(
        config=RepoConfig(mode=mode, **(config or {})),
        has_feature=True,
        verdicts=verdicts,
        findings=tuple(findings),
        claimed=len(verdicts) if claimed is None else claimed,
        judged=judged,
        unaccepted=unaccepted,
    )
    return title(situation, conclude(situation))


def test_what_is_not_met_comes_before_the_tally_and_waived_is_not_met():
    assert titled([ERROR], met=11, waived=1) == "FR-007 not met; 11 of 12 claimed subjects met, 1 waived"


def test_all_met_needs_no_lead():
    assert titled(met=11, waived=1) == "11 of 12 claimed subjects met, 1 waived"


@pytest.mark.parametrize("mode", ["gate", "advisory"])
def test_a_spec_change_that_waits_for_acceptance_leads(mode):
    assert titled(unaccepted=1, met=2, mode=mode) == "1 spec change needs acceptance; 2 of 2 claimed subjects met"
    assert titled(unaccepted=3, met=2, mode=mode) == "3 spec changes need acceptance; 2 of 2 claimed subjects met"


def test_a_failing_finding_leads_before_a_spec_change():
    assert titled([ERROR], unaccepted=1, met=1) == "FR-007 not met; 1 of 1 claimed subject met"


def test_a_spec_change_that_fails_is_not_called_unmet():
    config = {"fail_on": ("SPEC6", "SPEC1"), "spec_changes": "report"}

    assert titled([WEAKER], met=1, config=config) == "1 spec change not allowed; 1 of 1 claimed subject met"
    both = titled([WEAKER, OPEN, replace(WEAKER, subject="FR-004")], met=1, config=config)
    assert both == "2 spec changes not allowed; 1 other fault; 1 of 1 claimed subject met"


@pytest.mark.parametrize(
    ("failure", "lead"),
    [
        ("budget", "The budget is used up"),
        ("outage", "The model could not be reached"),
        ("misconfigured", "The model refused the operator's settings"),
        ("malformed", "Could not be judged"),
    ],
)
def test_what_kept_the_model_from_judging_leads(failure, lead):
    assert titled(failure=failure, met=1, error=2) == f"{lead}; 1 of 3 claimed subjects met, 2 not judged"


def test_a_few_unjudged_subjects_are_counted_and_do_not_lead():
    assert titled(failure="budget", met=3, error=1) == "3 of 4 claimed subjects met, 1 not judged"


def test_rules_alone():
    assert titled(claimed=3, judged=False) == "Nothing found by rules; requirements were not judged"
    assert titled([OPEN], claimed=3, judged=False) == "1 warning; requirements were not judged"
