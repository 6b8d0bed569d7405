"""Processes that are killed, stopped, or die beside others: nothing is lost, nothing happens twice."""

import signal

from fakes.service import free_port

MOMENTS = (
    "ledger.receive:after",
    "ledger.take:after",
    "host.create_check:before",
    "host.create_check:after",
    "ledger.announced:after",
    "judge",
    "ledger.reviewed:after",
    "host.head:after",
    "ledger.begin_completing:after",
    "host.complete_check:after",
    "ledger.finish:after",
)


def test_a_kill_at_any_moment_and_a_restart_end_in_one_completed_check(story):
    moments = MOMENTS if "sqlite" in story.kind else MOMENTS[1::4]
    heads = []
    for moment in moments:
        with story.serving() as server:
            for sha in heads:
                story.check(sha)
            (story.folder / "die").write_text(moment)
            heads.append(story.forge.pull_request().head_sha)
            server.process.join(20)
            assert server.process.exitcode == -signal.SIGKILL, f"did not come to {moment}"

    with story.serving():
        for moment, sha in zip(moments, heads, strict=True):
            check = story.check(sha)
            assert (check.conclusion, check.title, len(check.annotations)) == ("neutral", "1 finding", 1), moment


def test_a_service_that_is_told_to_stop_stops_soon_and_ends_its_work_after_the_restart(story):
    with story.holding():
        with story.serving() as server:
            sha = story.forge.pull_request("hold").head_sha
            story.until_judging(sha)
            assert server.terminate() == 0
        (unfinished,) = story.forge.checks(sha)
        assert unfinished.status == "in_progress"

        with story.serving():
            story.until_judging(sha, times=2)
            story.release()
            assert story.check(sha).title == "1 finding"


def test_what_a_dead_executor_left_behind_is_taken_over_by_another(story):
    with story.holding(), story.serving(dead=1.0) as first:
        sha = story.forge.pull_request("hold").head_sha
        story.until_judging(sha)
        with story.serving(dead=1.0, SPECKEEPER_PORT=str(free_port()), SPECKEEPER_EXECUTOR_ID="two") as second:
            first.kill()
            story.url = second.url
            story.until_judging(sha, times=2)
            story.release()
            assert story.check(sha).title == "1 finding"


def test_a_review_that_ends_the_process_again_and_again_is_given_up_and_says_so(story):
    sha = ""
    for _ in range(3):
        (story.folder / "die").write_text("judge")
        with story.serving() as server:
            sha = sha or story.forge.pull_request().head_sha
            server.process.join(20)

    (story.folder / "die").write_text("judge")
    with story.serving():
        check = story.check(sha)
    assert check.title == "Not judged: internal error"
    assert story.times_judged(sha) == 3
