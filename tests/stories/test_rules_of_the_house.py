"""Configuration, spec changes, forks, labels and authors: what a repository decides about its reviews."""

import pytest
from stories.world import FEATURE, SPEC, tasks

RIGHT = "LIMIT = 5\n"
WRONG = "LIMIT = 6\n"
GATE = "version: 1\nmode: gate\n"


def done(text):
    return {"answer.py": text, f"{FEATURE}/tasks.md": tasks("T001")}


def test_a_valid_configuration_is_pushed(story):
    story.configures(GATE)

    story.tell("mia pushes a configuration")


def test_a_mistyped_configuration_is_pushed(story):
    story.configures("version: 1\nmode: gates\ncoments:\n  max: 3\n")

    story.tell("mia pushes a configuration with a wrong value and a wrong key")


def test_the_last_valid_configuration_stays_in_force(story):
    story.configures(GATE)
    story.quiet()
    story.configures("version: 1\nmode: gates\n")
    story.quiet()
    pull = story.opens(done(WRONG))

    story.tell("ann opens a pull request with a fault, while the configuration is broken")
    assert story.check(pull.head_sha).conclusion == "failure"


def test_a_pull_request_that_relaxes_the_configuration_gains_nothing(story):
    story.configures(GATE)
    pull = story.opens({**done(WRONG), ".github/speckeeper.yml": "version: 1\nmode: advisory\n"})

    story.tell("ann relaxes the gate in the pull request that it would fail")
    assert story.check(pull.head_sha).conclusion == "failure"


def test_a_pull_request_that_breaks_the_configuration_is_told_the_line(story):
    story.configures(GATE)
    pull = story.opens({**done(RIGHT), ".github/speckeeper.yml": "version: 1\nmdoe: gate\n"})

    story.tell("ann mistypes a key of the configuration")
    assert story.check(pull.head_sha).status == "completed"


def test_a_waiver_in_the_configuration(story):
    story.configures(
        f"{GATE}waivers:\n  - subject: FR-001\n    reason: until the new backend\n    author: mia\n    until: 2099-12-31\n"
        "  - subject: T001\n    reason: the same\n    author: mia\n"
    )
    pull = story.opens(done(WRONG))

    story.tell("ann opens a pull request with a fault that mia has waived")
    assert story.check(pull.head_sha).conclusion == "success"


def test_a_waiver_that_has_ended(story):
    story.configures(
        f"{GATE}waivers:\n  - subject: FR-001\n    reason: until the new backend\n    author: mia\n    until: 2026-01-31\n"
    )
    pull = story.opens(done(WRONG))

    story.tell("ann opens a pull request with a fault whose waiver has ended")
    assert story.check(pull.head_sha).conclusion == "failure"


def test_a_label_skips_the_review(story):
    story.configures("version: 1\nlabels:\n  skip: [no-spec]\n")
    pull = story.opens(done(RIGHT))
    story.tell("ann opens a pull request")
    story.people.label(story.name, pull.number, "no-spec")
    story.tell("a label says that no review is wanted")
    story.people.label(story.name, pull.number, "docs")
    story.tell("a label that the configuration does not name")
    story.people.unlabel(story.name, pull.number, "no-spec")

    story.tell("the label is taken off")
    assert [run.conclusion for run in story.checks(pull.head_sha)] == ["success", "skipped", "success"]


def test_an_author_who_is_not_reviewed(story):
    story.configures("version: 1\nauthors:\n  skip: ['dependabot[bot]']\n")
    story.simulator.add_account("dependabot[bot]", "Bot")
    pull = story.opens(done(RIGHT), author="dependabot[bot]")

    story.tell("a bot opens a pull request")
    assert story.check(pull.head_sha).conclusion == "skipped"


def test_a_weakened_requirement_needs_acceptance(story):
    story.configures(GATE)
    weaker = SPEC.replace("MUST set `LIMIT`", "SHOULD set `LIMIT`")
    pull = story.opens({**done(RIGHT), f"{FEATURE}/spec.md": weaker})
    story.tell("ann weakens the requirement that she implements")
    assert story.check(pull.head_sha).conclusion == "action_required"

    story.people.press(story.check(pull.head_sha).id, "accept", by="ann")
    story.tell("ann presses Accept, and may not")
    story.people.press(story.checks(pull.head_sha)[0].id, "accept", by="bob")

    story.tell("bob presses Accept")
    assert story.check(pull.head_sha).conclusion == "success"


def test_a_removed_requirement_is_reported_in_advisory_mode(story):
    lines = [line for line in SPEC.splitlines() if "FR-003" not in line]
    pull = story.opens({**done(RIGHT), f"{FEATURE}/spec.md": "\n".join(lines) + "\n"})

    story.tell("ann removes FR-003")
    assert "FR-003" in story.check(pull.head_sha).summary


def test_an_accepted_change_is_asked_for_again_when_it_goes_further(story):
    story.configures(GATE)
    pull = story.opens({**done(RIGHT), f"{FEATURE}/spec.md": SPEC.replace("MUST set `LIMIT`", "SHOULD set `LIMIT`")})
    story.quiet()
    story.people.press(story.check(pull.head_sha).id, "accept", by="bob")
    story.tell("ann weakens a requirement, and bob accepts it")
    sha = story.pushes(pull, {f"{FEATURE}/spec.md": SPEC.replace("MUST set `LIMIT`", "MAY set `LIMIT`")})

    story.tell("ann weakens it further")
    assert story.check(sha).conclusion == "action_required"


def forked(story):
    """A fork of the story's repository by an outsider, with a branch that has a fault."""
    story.commit(done(WRONG), "Set the limit", "001-limits", author="eve")
    fork = f"eve/{story.name.split('/')[1]}"
    story.git("clone", "-q", "--bare", ".", str(story.folder / "fork.git"))
    story.simulator.add_repository(fork, story.folder / "fork.git", fork_of=story.name)
    pull, _ = story.simulator.open_pull_request(
        story.name, "001-limits", title="Set the limit", body="FR-001", author="eve", head_repository=fork
    )
    return pull


def test_an_outsiders_fork_is_reviewed_by_rules_until_somebody_asks(story):
    asked = story.model.requests
    pull = forked(story)
    story.tell("eve, an outsider, opens a pull request from her fork")
    assert story.model.requests == asked
    story.comments(pull, "/spec verify", by="eve")
    story.tell("eve asks for a review")
    assert story.model.requests == asked
    story.comments(pull, "/spec verify", by="bob")

    story.tell("bob asks for a review")
    assert story.model.requests > asked


def test_an_outsiders_fork_does_not_pass_a_gate_unjudged(story):
    story.configures(GATE)
    pull = forked(story)

    story.tell("eve, an outsider, opens a pull request from her fork, in gate mode")
    assert story.check(pull.head_sha).conclusion == "action_required"


def test_forks_are_switched_off(story):
    story.configures("version: 1\nforks: 'off'\n")
    pull = forked(story)

    story.tell("eve opens a pull request from her fork")
    assert story.check(pull.head_sha).conclusion == "skipped"


def test_a_rerequested_check_of_a_fork_finds_its_pull_request(story):
    pull = forked(story)
    story.quiet()
    story.people.rerequest_suite(story.check(pull.head_sha).suite_id, by="bob")

    story.tell("eve opens a pull request from her fork, and bob presses Re-run all checks")
    assert len(story.checks(pull.head_sha)) == 2


def test_a_file_that_no_change_may_touch(story):
    story.configures(f"{GATE}scope:\n  forbid: ['legal/']\n")
    pull = story.opens({**done(RIGHT), "legal/TERMS.md": "# Terms\n"})

    story.tell("ann touches a forbidden file")
    assert story.check(pull.head_sha).conclusion == "failure"


@pytest.mark.parametrize("story", ["globex"], indirect=True)
def test_the_organisation_sets_defaults_and_the_repository_its_own(story):
    story.organisation_configures("version: 1\nmode: gate\nrules:\n  SPEC302: 'off'\n")
    pull = story.opens(done(WRONG))
    story.tell("ann opens a pull request in a repository without a configuration of its own")
    assert story.check(pull.head_sha).conclusion == "failure"
    story.comments(pull, "/spec config", by="ann")
    story.tell("ann asks what is configured")
    story.configures("version: 1\nmode: advisory\n")
    story.comments(pull, "/spec verify", by="bob")

    story.tell("mia configures the repository itself, and bob asks for a review")
    assert story.check(pull.head_sha).conclusion == "neutral"
