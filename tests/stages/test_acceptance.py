"""Changes that weaken the spec: who has to agree, and to what exactly."""

from dataclasses import replace

import pytest
from builders import FEATURE, a_dossier, a_reviewed_feature, a_span

from app.domain.decisions import Acceptance, Decisions
from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.rules import removed_requirement, violated_requirement, weakened_requirement
from app.rules.catalogue import WEAKENS
from app.stages.acceptance import acceptable, basis, required
from app.stages.findings import select
from specs_schema.config import RepoConfig


def quoted(text):
    return Citation("spec", a_span(), text)


WEAKER = Finding(
    weakened_requirement.RULE,
    "warning",
    FEATURE,
    a_span(),
    "Change weakens `FR-003`",
    "Restore it",
    subject="FR-003",
    key="FR-003",
    citations=(quoted("System MUST lock"), quoted("System SHOULD lock")),
)
BY_BOB = Acceptance(fingerprint=WEAKER.fingerprint, basis=basis(WEAKER), by="bob")


def dossier(*accepted, mode="gate", **config):
    decisions = Decisions(accepted=accepted)
    return a_dossier(a_reviewed_feature(), decisions=decisions, config=RepoConfig(mode=mode, **config))


def waiting(finding, *accepted, **config):
    return acceptable([finding], dossier(*accepted, **config))


@pytest.mark.parametrize(
    ("mode", "spec_changes", "needed"),
    [
        ("gate", None, True),
        ("advisory", None, False),
        ("gate", "report", False),
        ("advisory", "require_acceptance", True),
    ],
)
def test_the_gate_requires_acceptance_unless_the_configuration_says_else(mode, spec_changes, needed):
    assert required(RepoConfig(mode=mode, spec_changes=spec_changes)) is needed
    assert bool(waiting(WEAKER, mode=mode, spec_changes=spec_changes)) is needed


def test_what_waits_is_known_by_its_fingerprint_and_the_texts_before_and_after():
    (one,) = waiting(WEAKER)

    assert (one.fingerprint, one.basis) == (WEAKER.fingerprint, basis(WEAKER))


def test_what_was_accepted_does_not_wait():
    assert waiting(WEAKER, BY_BOB) == ()


@pytest.mark.parametrize(
    "changed",
    [
        replace(WEAKER, citations=(quoted("System MUST lock"), quoted("System MAY lock"))),
        replace(WEAKER, citations=(quoted("System MUST lock at once"), quoted("System SHOULD lock"))),
        replace(WEAKER, citations=tuple(reversed(WEAKER.citations))),
        replace(WEAKER, citations=(quoted("System MUST lock"),)),
    ],
)
def test_another_change_of_the_same_subject_is_not_covered(changed):
    assert changed.fingerprint == WEAKER.fingerprint
    assert len(waiting(changed, BY_BOB)) == 1


def test_an_acceptance_covers_the_change_wherever_its_lines_move():
    moved = tuple(replace(one, span=a_span(first=90)) for one in WEAKER.citations)

    assert waiting(replace(WEAKER, span=a_span(first=90), citations=moved), BY_BOB) == ()


def test_the_same_texts_of_another_subject_are_not_covered():
    assert len(waiting(replace(WEAKER, subject="FR-004", key="FR-004"), BY_BOB)) == 1


def test_a_notice_and_other_rules_need_no_acceptance():
    assert waiting(replace(WEAKER, severity="notice")) == ()
    assert waiting(replace(WEAKER, rule=violated_requirement.RULE, severity="error")) == ()


def test_an_accepted_change_is_told_as_a_notice_that_names_who_accepted_it():
    (told,), _ = select([WEAKER], (), dossier(BY_BOB, rules={"SPEC602": "error"}, fail_on=("SPEC6",)))

    assert told.severity == "notice"
    assert told.message == "Change weakens `FR-003` (accepted by bob)"
    assert told.fingerprint == WEAKER.fingerprint


def test_one_that_is_not_accepted_keeps_its_severity():
    (told,), _ = select([WEAKER], (), dossier())

    assert told == WEAKER


def test_a_rule_that_is_switched_off_asks_for_nothing():
    off = dossier(rules={"SPEC6": "off"})

    assert acceptable(select([WEAKER], (), off)[0], off) == ()


def test_a_removed_requirement_weakens_too():
    assert removed_requirement.RULE.code in WEAKENS
    assert len(waiting(replace(WEAKER, rule=removed_requirement.RULE, citations=WEAKER.citations[:1]))) == 1
