"""GitHub says no: the operator reads why in the log, the author in the check where there can be one."""


def test_a_permission_that_is_missing_is_named_in_the_log_and_a_redelivery_runs_when_it_is_granted(story):
    permissions = story.forge.installation.permissions
    permissions["checks"] = "read"
    with story.serving():
        sha = story.forge.pull_request().head_sha
        story.until(lambda: '"state": "failed"' in story.log, "the refusal")
        assert story.forge.checks(sha) == []
        assert "grant the App `checks=write`" in story.log

        permissions["checks"] = "write"
        story.forge.simulator.redeliver(story.forge.last_delivery().guid)
        assert story.check(sha).title == "2 findings"


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
