"""SIGTERM, as a deployment sends it: the process ends soon and well, and what it was about is done by the next one."""


def test_a_service_that_is_told_to_stop_loses_nothing_that_runs_or_waits(story):
    refusing = story.forge.simulator.fail_next
    with story.holding():
        with story.serving(SPECKEEPER_REVIEW_CONCURRENCY="2") as server:
            asked = story.forge.pull_request()
            story.check(asked.head_sha)
            refusing("POST", "/reactions", 502, times=1_000)
            story.people.comment("acme/rag", asked.number, "/spec status", by="bob")
            story.until(lambda: '"event": "errand.waiting"' in story.log, "an errand that waits for GitHub")
            running = [story.forge.pull_request("hold") for _ in range(2)]
            for pull in running:
                story.until_judging(pull.head_sha)
            waiting = [story.forge.pull_request() for _ in range(3)]
            story.until(lambda: all(story.forge.checks(pull.head_sha) for pull in waiting), "reviews that wait")
            refusing("GET", "/compare/", 502, times=1_000)
            away = story.forge.pull_request()
            story.until(lambda: '"event": "review.waiting"' in story.log, "a review that waits for GitHub")
            late = story.forge.pull_request()

            assert server.terminate() == 0
        assert story.times_judged(waiting[0].head_sha) == 0
        pulls = [*running, *waiting, away, late]
        assert not any(check.status == "completed" for pull in pulls for check in story.forge.checks(pull.head_sha))

        story.forge.end_outages()
        with story.serving():
            for pull in running:
                story.until_judging(pull.head_sha, times=2)
            story.release()
            for pull in pulls:
                assert story.check(pull.head_sha).title == "2 findings"
                assert len(story.forge.comments(pull)) == 1
            assert len(story.forge.replies(asked)) == 1
            assert len(story.forge.checks(asked.head_sha)) == 1


def test_a_service_that_is_told_to_stop_when_nothing_is_to_be_done_ends_with_status_0(story):
    with story.serving() as server:
        assert server.terminate() == 0
    assert "Traceback" not in story.log
