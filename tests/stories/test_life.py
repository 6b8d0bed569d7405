"""A pull request from its opening to its end: pushes, drafts, force-pushes, other bases, several features."""

from stories.world import FEATURE, SPEC, TASKS, tasks

RIGHT = "LIMIT = 5\n"
WRONG = "LIMIT = 6\n"
GATE = "version: 1\nmode: gate\n"


def done(text, *more):
    """The files of a change that ticks T001 and writes `text`."""
    return {"answer.py": text, f"{FEATURE}/tasks.md": tasks("T001", *more)}


def test_all_that_is_claimed_is_met(story):
    pull = story.opens(done(RIGHT))

    story.tell("ann opens a pull request that does what it says")
    assert story.check(pull.head_sha).conclusion == "success"


def test_a_requirement_is_not_met(story):
    pull = story.opens(done(WRONG))

    story.tell("ann opens a pull request that sets another limit than the spec")
    assert story.check(pull.head_sha).conclusion == "neutral"


def test_a_requirement_is_not_met_in_gate_mode(story):
    story.configures(GATE)
    pull = story.opens(done(WRONG))

    story.tell("ann opens a pull request that sets another limit than the spec")
    assert story.check(pull.head_sha).conclusion == "failure"


def test_a_fault_is_mended_by_a_push(story):
    story.configures(GATE)
    pull = story.opens(done(WRONG))
    story.tell("ann opens a pull request with a fault")
    sha = story.pushes(pull, done(RIGHT))

    story.tell("ann pushes the right limit")
    assert story.check(sha).conclusion == "success"


def test_a_push_that_changes_nothing_about_a_fault_says_nothing_twice(story):
    pull = story.opens(done(WRONG))
    story.quiet()
    story.transcript.scene("ann opens a pull request with a fault")
    story.pushes(pull, {"README.md": "# Answers, and more\n"})

    story.tell("ann pushes something else")
    assert len(story.our_comments(pull)) == 1


def test_a_fault_that_moved_is_not_told_again(story):
    pull = story.opens(done(WRONG))
    story.quiet()
    story.transcript.scene("ann opens a pull request with a fault")
    story.pushes(pull, {"answer.py": f"# The limits of the service.\n\n\n{WRONG}"})

    story.tell("ann pushes lines above the fault")
    assert len(story.our_comments(pull)) == 1


def test_a_fault_that_comes_back_is_told_again(story):
    pull = story.opens(done(WRONG))
    story.quiet()
    story.pushes(pull, done(RIGHT))
    story.tell("ann mends the fault")
    story.pushes(pull, done(WRONG))

    story.tell("ann brings it back")
    assert len(story.our_comments(pull)) == 2


def test_a_draft_is_reviewed_when_it_is_ready(story):
    pull = story.opens(done(RIGHT), draft=True)
    story.tell("ann opens a draft")
    story.people.mark_ready(story.name, pull.number)

    story.tell("ann marks it ready")
    assert [run.conclusion for run in story.checks(pull.head_sha)] == ["skipped", "success"]


def test_drafts_are_reviewed_where_the_configuration_says_so(story):
    story.configures("version: 1\ndrafts: review\n")
    pull = story.opens(done(RIGHT), draft=True)

    story.tell("ann opens a draft")
    assert story.check(pull.head_sha).conclusion == "success"


def test_a_pull_request_that_becomes_a_draft_while_it_is_judged(story):
    with story.model.holding():
        pull = story.opens(done(RIGHT))
        story.until_asked()
        story.people.convert_to_draft(story.name, pull.number)
        story.until(lambda: story.checks(pull.head_sha)[-1].status == "completed", "the check to end")

    story.tell("ann opens a pull request, and makes it a draft while the model reads")
    assert story.check(pull.head_sha).conclusion == "skipped"


def test_a_pull_request_is_closed_while_it_is_judged(story):
    with story.model.holding():
        pull = story.opens(done(RIGHT))
        story.until_asked()
        story.people.close(story.name, pull.number)
        story.until(lambda: story.checks(pull.head_sha)[-1].status == "completed", "the check to end")

    story.tell("ann opens a pull request, and closes it while the model reads")
    assert story.check(pull.head_sha).conclusion == "skipped"


def test_a_pull_request_is_reopened(story):
    pull = story.opens(done(RIGHT))
    story.quiet()
    story.people.close(story.name, pull.number)
    story.tell("ann opens a pull request and closes it")
    story.people.reopen(story.name, pull.number)

    story.tell("ann opens it again")
    assert len(story.checks(pull.head_sha)) == 2


def test_a_force_push_drops_commits(story):
    pull = story.opens(done(RIGHT))
    first = pull.head_sha
    story.pushes(pull, done(WRONG))
    story.tell("ann opens a pull request, and breaks it with a second commit")
    story.git("switch", "-q", pull.head_ref)
    story.git("reset", "-q", "--hard", first)
    story.git("push", "-q", "--force", "origin", pull.head_ref)
    story.simulator.push(story.name, pull.number)

    story.tell("ann force-pushes the first commit")
    assert story.check(first).conclusion == "success"


def test_a_rebase_without_change_asks_no_model_and_comments_nothing(story):
    pull = story.opens(done(WRONG))
    story.tell("ann opens a pull request with a fault")
    story.git("switch", "-q", "main")
    story.commit({"other.py": "OTHER = 1\n"}, "Do something else")
    story.git("switch", "-q", pull.head_ref)
    story.git("rebase", "-q", "main")
    story.git("push", "-q", "--force", "origin", pull.head_ref)
    asked = story.model.requests
    story.simulator.push(story.name, pull.number)

    story.tell("ann rebases it on a newer main")
    assert story.model.requests == asked
    assert len(story.our_comments(pull)) == 1
    assert story.check(pull.head_sha).conclusion == "neutral"


def test_the_base_branch_changes(story):
    story.git("switch", "-qc", "release", "main")
    story.commit({f"{FEATURE}/spec.md": SPEC.replace("`LIMIT` to `5`", "`LIMIT` to `6`")}, "Allow six", "release")
    pull = story.opens(done(WRONG))
    story.tell("ann opens a pull request against main, where the limit is five")
    story.people.edit(story.name, pull.number, base="release")

    story.tell("ann retargets it to release, where the limit is six")
    assert len(story.checks(pull.head_sha)) == 2


def test_a_title_that_claims_another_requirement_is_reviewed_again(story):
    pull = story.opens(done(RIGHT))
    story.tell("ann opens a pull request")
    story.people.edit(story.name, pull.number, body="Implements FR-001 and FR-002")

    story.tell("ann claims FR-002 as well")
    assert len(story.checks(pull.head_sha)) == 2


def test_a_mended_typo_in_the_body_does_nothing(story):
    pull = story.opens(done(RIGHT), body="Implements FR-001. Teh rest follows.")
    story.tell("ann opens a pull request")
    story.people.edit(story.name, pull.number, body="Implements FR-001. The rest follows.")

    story.tell("ann mends a typo")
    assert len(story.checks(pull.head_sha)) == 1


def test_two_features_in_one_change(story):
    other = SPEC.replace("Limits", "Colours").replace("001-limits", "002-colours").replace("LIMIT", "COLOUR")
    story.git("switch", "-q", "main")
    story.commit(
        {"specs/002-colours/spec.md": other, "specs/002-colours/tasks.md": TASKS.replace("LIMIT", "COLOUR")},
        "Specify colours",
    )
    second = TASKS.replace("LIMIT", "COLOUR").replace("- [ ] T001 ", "- [x] T001 ")
    pull = story.opens({**done("LIMIT = 5\nCOLOUR = 6\n"), "specs/002-colours/tasks.md": second}, body="")

    story.tell("ann opens a pull request that ticks tasks of two features")
    assert "002-colours" in story.check(pull.head_sha).summary


def test_the_spec_is_deleted(story):
    pull = story.opens({f"{FEATURE}/spec.md": None, f"{FEATURE}/tasks.md": None, "answer.py": RIGHT})

    story.tell("ann opens a pull request that deletes the whole feature")
    assert story.check(pull.head_sha).conclusion == "neutral"


def test_the_spec_is_renamed(story):
    moved = "specs/001-bounds"
    pull = story.opens(
        {
            f"{FEATURE}/spec.md": None,
            f"{FEATURE}/tasks.md": None,
            f"{moved}/spec.md": SPEC,
            f"{moved}/tasks.md": tasks("T001"),
            "answer.py": RIGHT,
        }
    )

    story.tell("ann opens a pull request that gives the feature's folder another name")
    assert story.check(pull.head_sha).status == "completed"


def test_three_thousand_files(story):
    files = {f"data/{number:04}.py": f"N = {number}\n" for number in range(3_000)}
    pull = story.opens({**done(RIGHT), **files})

    story.tell("ann opens a pull request with 3,002 files, over GitHub's limit of a diff")
    assert story.check(pull.head_sha).conclusion == "success"


def test_a_change_without_a_spec(story):
    pull = story.opens({"README.md": "# Answers!\n"}, "Shout", "", branch="shout")

    story.tell("ann opens a pull request about something else")
    assert story.check(pull.head_sha).conclusion == "neutral"


def test_nothing_is_claimed(story):
    pull = story.opens({f"{FEATURE}/research.md": "# Research\n"}, "Write research down", "", branch="001-limits")

    story.tell("ann opens a pull request that touches the feature and claims nothing")
    assert story.check(pull.head_sha).conclusion == "neutral"


def test_a_fault_outside_the_diff_is_an_annotation(story):
    story.git("switch", "-q", "main")
    story.commit({"answer.py": WRONG}, "Begin")
    pull = story.opens({f"{FEATURE}/tasks.md": tasks("T001")})

    story.tell("ann ticks a task, and the code that contradicts it is not part of the change")
    assert story.check(pull.head_sha).annotations or story.our_comments(pull)


def test_no_more_comments_than_the_configuration_allows(story):
    story.configures("version: 1\ncomments:\n  max: 1\n")
    pull = story.opens(
        {"answer.py": "LIMIT = 6\nTIMEOUT = 1\n", f"{FEATURE}/tasks.md": tasks("T001", "T002")},
        body="Implements FR-001 and FR-002",
    )

    story.tell("ann opens a pull request with two faults, where one comment is allowed")
    assert len(story.our_comments(pull)) == 1


def test_a_ticked_task_that_is_not_done_can_be_unticked_with_one_click(story):
    pull = story.opens({**done(RIGHT, "T003")})

    story.tell("ann ticks T003, and nothing of it is there")
    assert any("```suggestion" in comment.body for comment in story.our_comments(pull))


def test_the_head_branch_is_deleted(story):
    pull = story.opens(done(RIGHT))
    story.quiet()
    story.people.delete_branch(story.name, pull.head_ref, by="ann")

    story.tell("ann opens a pull request and deletes its branch, which closes it")
    assert story.check(pull.head_sha).status == "completed"
