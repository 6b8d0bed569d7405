"""Waivers: who lets what be, until when, and what no waiver reaches."""

import pytest
from builders import (
    FEATURE,
    a_citation,
    a_dossier,
    a_feature,
    a_feature_dir,
    a_requirement,
    a_reviewed_feature,
    a_span,
    a_task,
    a_verdict,
)

from app.domain.decisions import Decisions, Waiver
from app.domain.finding import Finding
from app.rules import (
    invalid_configuration,
    ticked_task_without_file,
    ticked_task_without_work,
    violated_requirement,
    weakened_requirement,
)
from app.rules.catalogue import rule_for
from app.stages.findings import select, verdict_findings
from app.stages.waive import lapsed, waive, waivers_of
from specs_schema.config import RepoConfig
from specs_schema.config import Waiver as Configured

TODAY = "2026-06-15"
LAST_YEAR = "2025-12-31"
FOREVER = Waiver(subject="FR-003", reason="the old clients", by="ann")
LOCK = a_requirement("FR-003")
BY_ANN = "waived by ann: the old clients"


def waiver(**fields):
    return FOREVER.model_copy(update=fields)


def answer_of(given, one, today=TODAY):
    (verdict,) = waive([a_verdict(LOCK, given)], [one], today)
    return verdict.answer


@pytest.mark.parametrize("given", ["violated", "missing", "unsure", "error"])
def test_every_answer_against_a_waived_subject_becomes_waived(given):
    assert answer_of(given, FOREVER) == "waived"


@pytest.mark.parametrize("given", ["met", "not_claimed"])
def test_what_needs_no_waiver_stays_as_it_is(given):
    assert answer_of(given, FOREVER) == given


def test_the_reason_names_who_until_when_and_why():
    (verdict,) = waive([a_verdict(LOCK, "violated")], [waiver(until="2026-12-31")], TODAY)

    assert verdict.reason == "waived by ann until 2026-12-31: the old clients"
    assert verdict.waiver == waiver(until="2026-12-31")


def test_a_waived_failure_of_the_model_is_no_failure_any_more():
    (verdict,) = waive([a_verdict(LOCK, "error", failure="outage")], [FOREVER], TODAY)

    assert (verdict.answer, verdict.failure) == ("waived", None)


@pytest.mark.parametrize(
    ("until", "answer"),
    [("2026-06-15", "waived"), ("2026-06-16", "waived"), ("2026-06-14", "violated"), ("2026-99-99", "waived")],
)
def test_a_waiver_holds_through_its_last_day(until, answer):
    assert answer_of("violated", waiver(until=until)) == answer


def test_without_a_day_a_waiver_that_ends_does_not_hold():
    assert answer_of("violated", waiver(until="2026-12-31"), today="") == "violated"
    assert answer_of("violated", FOREVER, today="") == "waived"


def test_a_waiver_of_another_subject_or_feature_does_nothing():
    assert answer_of("violated", waiver(subject="FR-03")) == "violated"
    assert answer_of("violated", waiver(feature="specs/002-logout")) == "violated"
    assert answer_of("violated", waiver(feature=FEATURE)) == "waived"


def test_a_waiver_that_ended_does_not_hide_one_that_holds():
    (verdict,) = waive([a_verdict(LOCK, "violated")], [waiver(until=LAST_YEAR), waiver(by="bob")], TODAY)

    assert verdict.reason == "waived by bob: the old clients"


def test_waivers_come_from_the_configuration_and_from_commands():
    config = RepoConfig(waivers=(Configured(subject="FR-003", reason="r", author="eve", feature=f"{FEATURE}/"),))
    first, second = waivers_of(config, Decisions(waivers=(FOREVER,)))

    assert first == Waiver(subject="FR-003", reason="r", by="eve", feature=FEATURE, source="configuration")
    assert second == FOREVER


def finding(rule=violated_requirement.RULE, subject="FR-003", line=3, **fields):
    return Finding(rule, rule.severity, FEATURE, a_span("src/login.py", line), "no", "yes", subject=subject, **fields)


def selected(*findings, waivers=(FOREVER,), verdicts=(), config=None):
    decisions = Decisions(today=TODAY, waivers=waivers)
    return select(findings, verdicts, a_dossier(a_reviewed_feature(), decisions=decisions, config=config))


@pytest.mark.parametrize("rule", [violated_requirement.RULE, ticked_task_without_file.RULE])
def test_findings_about_a_waived_subject_are_withheld_with_the_reason(rule):
    told, withheld = selected(finding(rule))

    assert told == ()
    assert [one.why for one in withheld] == [BY_ANN]


def test_the_finding_of_a_waived_verdict_is_withheld_and_not_dropped():
    verdict = a_verdict(LOCK, "violated", citations=(a_citation(),))

    told, withheld = selected(*verdict_findings([verdict]), verdicts=[verdict])

    assert told == ()
    assert [(one.finding.rule, one.why) for one in withheld] == [(rule_for(verdict), BY_ANN)]


@pytest.mark.parametrize("rule", [weakened_requirement.RULE, invalid_configuration.RULE])
def test_no_waiver_hides_a_spec_change_or_a_failure_to_review(rule):
    told, withheld = selected(finding(rule))

    assert [one.rule for one in told] == [rule]
    assert withheld == ()


def test_a_waiver_of_nothing_hides_nothing():
    _, withheld = selected(finding(subject=""), waivers=(waiver(subject=""),))

    assert withheld == ()


def test_a_waived_requirement_stands_for_the_task_that_fails_at_the_same_lines():
    code = (a_citation(),)
    task = finding(ticked_task_without_work.RULE, "T001", citations=code)

    alone, _ = selected(finding(citations=code), task, waivers=())
    beside, withheld = selected(finding(citations=code), task)

    assert [one.subject for one in alone] == ["FR-003"]
    assert beside == ()
    assert [(one.finding.subject, one.why) for one in withheld] == [("FR-003", BY_ANN), ("T001", "told as `FR-003`")]


def test_a_waived_requirement_does_not_stand_for_a_task_that_fails_elsewhere():
    task = finding(ticked_task_without_work.RULE, "T001", citations=(a_citation(path="other.py"),))

    told, _ = selected(finding(citations=(a_citation(),)), task)

    assert [one.subject for one in told] == ["T001"]


def test_what_the_configuration_switches_off_stands_in_for_nothing_either():
    code = (a_citation(),)
    task = finding(ticked_task_without_work.RULE, "T001", citations=code)

    told, _ = selected(finding(citations=code), task, waivers=(), config=RepoConfig(rules={"SPEC201": "off"}))

    assert [one.subject for one in told] == ["T001"]


def notes(*waivers, known=(FEATURE,)):
    feature = a_reviewed_feature(a_feature(requirements=(LOCK,), tasks=(a_task("T003"),)))
    return lapsed(a_dossier(feature, decisions=Decisions(today=TODAY, waivers=waivers), known_features=known))


def test_an_ended_waiver_of_a_reviewed_subject_is_told():
    assert notes(waiver(until=LAST_YEAR)) == ("The waiver of `FR-003` by ann ended on 2025-12-31",)


def test_a_waiver_in_force_is_not_told_nor_one_that_another_replaces():
    assert notes(FOREVER) == ()
    assert notes(waiver(until=LAST_YEAR), waiver(by="bob")) == ()


def test_a_waiver_whose_subject_is_gone_is_told():
    gone = "The waiver of `FR-009` by ann does nothing: there is no such subject any more"

    assert notes(waiver(subject="FR-009")) == (gone,)


def test_a_waiver_of_a_feature_that_does_not_exist_is_told():
    (note,) = notes(waiver(feature="specs/009-gone"))

    assert note.startswith("The waiver of `FR-003` of `specs/009-gone` by ann does nothing")


def test_a_configured_waiver_of_a_feature_that_was_not_read_is_no_news():
    other = ("specs/002-logout", FEATURE)
    configured = waiver(subject="FR-009", source="configuration")

    assert notes(configured, known=other) == ()
    assert notes(waiver(feature="specs/002-logout"), known=other) == ()
    assert len(notes(waiver(subject="FR-009"), known=other)) == 1


def test_a_deleted_feature_has_no_subjects_any_more():
    dossier = a_dossier(
        a_reviewed_feature(None, a_feature(requirements=(LOCK,))),
        decisions=Decisions(today=TODAY, waivers=(FOREVER,)),
        known_features=(a_feature_dir().dir,),
    )

    assert len(lapsed(dossier)) == 1


def test_a_task_whose_whole_fault_is_waived_with_its_requirement_is_waived_too():
    fault = a_verdict(a_requirement("FR-003"), "violated", citations=(a_citation(),))
    task = a_verdict(a_task("T001"), "violated", citations=(a_citation(),))
    elsewhere = a_verdict(a_task("T002"), "violated", citations=(a_citation(path="other.py"),))

    answers = [one.answer for one in waive([fault, task, elsewhere], (waiver(),), TODAY)]

    assert answers == ["waived", "waived", "violated"]
