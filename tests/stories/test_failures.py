"""What happens when something outside fails: it is said on the pull request, and never a pass."""

import pytest
from stories.world import FEATURE, tasks

RIGHT = "LIMIT = 5\n"
GATE = "version: 1\nmode: gate\npatience: 0\n"
WRONG = "LIMIT = 6\n"


def done(text):
    return {"answer.py": text, f"{FEATURE}/tasks.md": tasks("T001")}


def test_the_model_answers_nonsense(story):
    story.configures(GATE)
    story.model.behaviour = "nonsense"
    pull = story.opens(done(RIGHT))

    story.tell("the model talks about something else")
    assert story.check(pull.head_sha).conclusion == "action_required"


def test_the_model_is_away(story):
    story.configures(GATE)
    story.model.behaviour = "away"
    pull = story.opens(done(RIGHT))

    story.tell("the model is overloaded for longer than patience lasts")
    assert story.check(pull.head_sha).conclusion == "neutral"


def test_the_model_refuses(story):
    story.configures(GATE)
    story.model.behaviour = "refuses"
    pull = story.opens(done(RIGHT))

    story.tell("the model refuses to answer")
    assert story.check(pull.head_sha).conclusion == "action_required"


def test_github_answers_502_while_a_review_is_posted(story):
    story.simulator.fail_next("POST", "/reviews$", 502, times=2, when="after")
    pull = story.opens(done(WRONG))

    story.tell("GitHub takes the comments and loses its answer, twice")
    assert len(story.our_comments(pull)) == 1


def test_github_limits_the_rate_of_comments(story):
    story.simulator.fail_next(
        "POST",
        "/reviews$",
        403,
        headers={"Retry-After": "1"},
        body={"message": "You have exceeded a secondary rate limit"},
    )
    pull = story.opens(done(WRONG))

    story.tell("GitHub asks to wait before comments are posted")
    assert len(story.our_comments(pull)) == 1


def test_one_refused_comment_does_not_lose_the_others(story):
    story.simulator.fail_next("POST", "/reviews$", 422, body={"message": "Unprocessable Entity"})
    pull = story.opens(
        {"answer.py": "LIMIT = 6\nTIMEOUT = 1\n", f"{FEATURE}/tasks.md": tasks("T001", "T002")},
        body="Implements FR-001 and FR-002",
    )

    story.tell("GitHub refuses the comments as one review")
    assert story.our_comments(pull)


def test_a_missing_permission_is_named(story):
    story.people.grant(story.installation, {**dict(story.installation.permissions), "pull_requests": "read"}, by="acme")
    try:
        pull = story.opens(done(WRONG))
        story.tell("the organisation has not granted writing on pull requests")
    finally:
        story.people.grant(
            story.installation, {**dict(story.installation.permissions), "pull_requests": "write"}, by="acme"
        )
        story.quiet()
    assert "pull_requests" in story.check(pull.head_sha).summary


def test_a_secret_in_the_code_is_not_shown(story):
    token = "ghp_" + "a1B2c3D4" * 4 + "a1B2"
    pull = story.opens({"answer.py": f'LIMIT = 6\nTOKEN = "{token}"\n', f"{FEATURE}/tasks.md": tasks("T001")})

    story.tell("ann commits a token beside the fault")
    assert all(token not in str(one.request) for one in story.transcript.all_writes())
    assert story.check(pull.head_sha).status == "completed"


def test_text_that_wants_to_do_something_on_github_does_nothing(story):
    pull = story.opens(
        {
            "answer.py": "LIMIT = 6  # @acme/owners see https://evil.example ![x](https://evil.example/x.png) fixes #1\n",
            f"{FEATURE}/tasks.md": tasks("T001"),
        },
        title="Set FR-001 @everyone <img src=x>",
    )

    story.tell("code and title hold mentions, links and HTML")
    assert story.check(pull.head_sha).status == "completed"


def test_the_repository_is_renamed(story):
    pull = story.opens(done(RIGHT))
    story.tell("ann opens a pull request")
    renamed = f"{story.name}-by-now"
    story.people.rename_repository(story.name, renamed.split("/")[1], by="mia")
    story.quiet()
    story.name = renamed
    story.transcript.renamed(renamed)
    sha = story.pushes(pull, {"README.md": "# Answers!\n"})

    story.tell("mia renames the repository, and ann pushes")
    assert story.check(sha).conclusion == "success"


@pytest.mark.parametrize("story", ["initech"], indirect=True)
def test_the_app_is_suspended(story):
    (installation,) = [one for one in story.simulator.store.installations.values() if one.account.login == "initech"]
    story.people.suspend(installation, by="initech")
    pull = story.opens(done(RIGHT))
    story.tell("the organisation suspends the App, and ann opens a pull request")
    assert story.checks(pull.head_sha) == []
    story.people.unsuspend(installation, by="initech")
    story.pushes(pull, {"README.md": "# Answers!\n"})

    story.tell("it takes the suspension back, and ann pushes")
    assert story.check(pull.head_sha).conclusion == "success"


@pytest.mark.parametrize("story", ["hooli"], indirect=True)
def test_the_app_is_removed_and_everything_about_it_is_forgotten(story):
    (installation,) = [one for one in story.simulator.store.installations.values() if one.account.login == "hooli"]
    story.opens(done(WRONG))
    story.tell("ann opens a pull request with a fault")
    story.people.uninstall(installation, by="hooli")

    story.tell("the organisation removes the App")
    assert story.world.rows_about(installation.id) == {}
