"""GitHub says no: the operator reads why in the log, the author in the check where there can be one."""


def test_a_token_that_github_refuses_is_logged_and_a_redelivery_runs_when_access_is_given(story):
    permissions = story.forge.installation.permissions
    permissions["checks"] = "read"
    with story.serving():
        sha = story.forge.pull_request().head_sha
        story.until(lambda: '"state": "failed"' in story.log, "the refusal")
        assert story.forge.checks(sha) == []
        assert "/access_tokens" in story.log

        permissions["checks"] = "write"
        story.forge.simulator.redeliver(story.forge.last_delivery().guid)
        assert story.check(sha).title == "1 finding"


def test_a_repository_that_the_app_lost_in_the_middle_fails_without_a_traceback(story):
    with story.serving(), story.holding():
        sha = story.forge.pull_request("hold").head_sha
        story.until_judging(sha)
        story.forge.installation.repository_ids = set()
        story.forge.simulator.expire_tokens()
        story.release()
        story.until(lambda: '"state": "failed"' in story.log, "the refusal")

    assert "internal_error" not in story.log
    assert "Traceback" not in story.log
