"""What the published report says beside verdicts and findings."""

from builders import a_dossier, a_feature, a_requirement, a_reviewed_feature, a_span, a_verdict

from app.domain.decisions import Acceptance, Decisions, Waiver
from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.rules import removed_requirement, weakened_requirement
from app.stages.acceptance import basis
from app.stages.report import Judgement, write_report
from app.stages.waive import waive
from specs_schema.config import RepoConfig
from specs_schema.report import ReportedSpecChange, ReportedWaiver

WAIVER = Waiver(subject="FR-003", reason="the old clients", by="ann", until="2026-12-31", source="configuration")


def weaker(subject, rule=weakened_requirement.RULE, severity="warning"):
    cited = (Citation("spec", a_span(), f"{subject} MUST"), Citation("spec", a_span(), f"{subject} MAY"))
    return Finding(rule, severity, "specs/001-login", a_span(), "weaker", "restore", subject, subject, cited)


def report(verdicts=(), findings=(), notes=(), *, decisions=None, mode="gate"):
    subjects = tuple(verdict.subject for verdict in verdicts)
    claims = tuple(claim for verdict in verdicts for claim in verdict.claims)
    dossier = a_dossier(
        a_reviewed_feature(a_feature(requirements=subjects), claims=claims),
        config=RepoConfig(mode=mode),
        decisions=decisions or Decisions(),
    )
    return write_report(dossier, Judgement(tuple(verdicts), tuple(findings), judged=True, notes=tuple(notes)), "1.0")


def test_a_waived_verdict_says_who_waived_what():
    verdicts = waive([a_verdict(a_requirement("FR-003"), "violated"), a_verdict()], [WAIVER], "2026-06-01")

    waived, met = report(verdicts)[0].verdicts

    assert waived.answer == "waived"
    assert waived.waiver == ReportedWaiver(
        by="ann", reason="the old clients", until="2026-12-31", source="configuration"
    )
    assert met.waiver is None


def test_what_was_judged_now_and_what_was_remembered_are_counted_apart():
    answers = {"FR-001": "met", "FR-002": "violated", "FR-003": "unsure", "FR-004": "error", "FR-005": "not_claimed"}
    verdicts = [a_verdict(a_requirement(key), answer, remembered=key != "FR-003") for key, answer in answers.items()]

    written, _ = report(verdicts)

    assert (written.coverage.judged, written.coverage.judged_now, written.coverage.remembered) == (3, 1, 2)
    assert [verdict.remembered for verdict in written.verdicts] == [True, True, False, True, True]


def test_notes_are_told_in_their_order():
    assert report(notes=("First", "Second"))[0].notes == ("First", "Second")


def test_spec_changes_say_whether_they_wait_and_who_accepted_them():
    waiting, accepted = weaker("FR-001"), weaker("FR-002", removed_requirement.RULE)
    quiet = weaker("FR-003", severity="notice")
    by_bob = Acceptance(fingerprint=accepted.fingerprint, basis=basis(accepted), by="bob")

    written, decision = report([a_verdict()], [waiting, accepted, quiet], decisions=Decisions(accepted=(by_bob,)))

    assert written.spec_changes == (
        ReportedSpecChange(fingerprint=waiting.fingerprint, waits=True),
        ReportedSpecChange(fingerprint=accepted.fingerprint, accepted_by="bob"),
    )
    assert decision.check == "action_required"
    assert written.title == "1 spec change needs acceptance; 1 of 1 claimed subject met"


def test_in_advisory_mode_a_spec_change_is_reported_and_waits_for_nobody():
    written, decision = report([a_verdict()], [weaker("FR-001")], mode="advisory")

    assert written.spec_changes == (ReportedSpecChange(fingerprint=weaker("FR-001").fingerprint),)
    assert (decision.check, written.title) == ("success", "1 of 1 claimed subject met")


def test_when_all_is_accepted_the_gate_is_open():
    one = weaker("FR-001")
    by_bob = Acceptance(fingerprint=one.fingerprint, basis=basis(one), by="bob")

    assert report([a_verdict()], [one], decisions=Decisions(accepted=(by_bob,)))[1].check == "success"
