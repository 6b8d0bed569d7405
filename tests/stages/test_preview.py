from dataclasses import replace

from builders import (
    a_change,
    a_citation,
    a_dossier,
    a_feature,
    a_pull_request,
    a_requirement,
    a_reviewed_feature,
    a_verdict,
)

from app.domain.claim import Claim
from app.domain.decisions import Decisions
from app.stages.configuration import proposed_configuration
from app.stages.findings import rule_findings, select, verdict_findings
from app.stages.preview import preview
from app.stages.report import Judgement
from app.stages.waive import in_force, waive
from specs_schema.config import CONFIG_PATH, Labels, RepoConfig, Waiver
from specs_schema.config_reader import read_config

UNMET = a_verdict(
    a_requirement("FR-003"), "violated", citations=(a_citation("spec", "specs/001-login/spec.md", 10), a_citation())
)
MET = a_verdict(a_requirement("FR-001"))
WAIVER = Waiver(subject="FR-003", reason="Later", author="alice")


def previewed(config, proposed, *verdicts, facts=None, **fields):
    """The preview of a judged change, put together as the review does it."""
    weighed = verdicts or (MET, UNMET)
    claims = tuple(Claim(verdict.subject.key, "ticked", "ticks `T001`") for verdict in weighed)
    dossier = a_dossier(
        a_reviewed_feature(a_feature(), claims=claims),
        change=a_change(CONFIG_PATH, "src/login.py"),
        config=config,
        proposed=proposed,
        decisions=Decisions(today="2026-11-01"),
        **fields,
    )
    dossier = replace(dossier, pull_request=a_pull_request(**facts or {}))
    held = waive(weighed, in_force(config, dossier.decisions), "2026-11-01")
    told, withheld = select([*rule_findings(dossier), *verdict_findings(held)], held, dossier)
    return preview(dossier, Judgement(held, told, withheld, judged=True), weighed)


def test_a_change_that_brings_no_configuration_has_no_preview():
    assert previewed(RepoConfig(), None) is None


def test_a_stricter_configuration_says_what_it_would_conclude():
    found = previewed(RepoConfig(), RepoConfig(mode="gate"))

    assert (found.check, found.same) == ("failure", False)
    assert found.sentence == (
        "With the configuration of this pull request the check would conclude `failure`: FR-003 not met; "
        "1 of 2 claimed subjects met"
    )


def test_a_configuration_that_relaxes_the_gate_is_told_and_not_applied():
    found = previewed(RepoConfig(mode="gate"), RepoConfig(mode="gate", rules={"SPEC2": "off"}))

    assert (found.check, found.same) == ("success", False)


def test_a_configuration_that_changes_nothing_here_says_the_same():
    found = previewed(RepoConfig(mode="gate"), RepoConfig(mode="gate", patience=5))

    assert found.same
    assert found.sentence == "With the configuration of this pull request the check would conclude the same"


def test_a_waiver_that_the_change_brings_is_foreseen():
    found = previewed(RepoConfig(mode="gate"), RepoConfig(mode="gate", waivers=(WAIVER,)))

    assert found.check == "success"
    assert "1 waived" in found.sentence


def test_a_waiver_that_the_change_takes_away_is_foreseen():
    found = previewed(RepoConfig(mode="gate", waivers=(WAIVER,)), RepoConfig(mode="gate"))

    assert found.check == "failure"
    assert "FR-003 not met" in found.sentence


def test_what_would_have_to_be_read_again_is_named_as_not_foreseen():
    found = previewed(RepoConfig(), RepoConfig(ignore=("src/",), specs=("docs",), patience=5))

    assert found.sentence.endswith("would conclude the same (not foreseen: what `specs`, `ignore` would change)")


def test_a_configuration_under_which_there_would_be_no_review_says_why():
    found = previewed(RepoConfig(), RepoConfig(labels=Labels(skip=("wip",))), facts={"labels": ("wip",)})

    assert found.check is None
    assert found.sentence.startswith(
        "With the configuration of this pull request it would not be reviewed: This pull request has the label `wip`"
    )


def test_an_invalid_configuration_would_not_come_into_force():
    read = proposed_configuration("mode: gate", "mode: gates", "mode: gate", None)

    found = previewed(RepoConfig(mode="gate"), read.config, proposed_problems=read.problems)

    assert found.sentence == (
        "The configuration of this pull request is not valid; merged, it would not come into force"
    )


def test_a_change_that_mends_the_file_in_force_is_not_held_to_its_mistakes():
    problems = read_config(CONFIG_PATH, "mode: gates")[1]
    feature = a_reviewed_feature(a_feature(), claims=(Claim("FR-001", "named", "body names `FR-001`"),))
    dossier = a_dossier(feature, config_problems=problems, proposed=RepoConfig())

    found = preview(dossier, Judgement(), ())

    assert not found.same
    assert found.sentence.endswith("would conclude `success`: Nothing found by rules; requirements were not judged")
