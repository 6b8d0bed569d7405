"""Webhooks that come again: of every kind, any number of times, also across restarts."""

from happenings import REPOSITORY, installing, reviews_and_commands

from app.github.events.webhook import _HANDLERS as HANDLERS


def deliver_all_again(story):
    for one in story.forge.simulator.deliveries:
        story.forge.simulator.redeliver(one.guid)


def done(story):
    """Every write to GitHub, and every judging, so far."""
    return [(one.method, one.route) for one in story.forge.simulator.writes(REPOSITORY)], story.judged()


def test_a_redelivery_of_every_kind_of_webhook_writes_nothing_and_judges_nothing_also_across_a_restart(story):
    with story.serving() as server:
        reviews_and_commands(story)
        installing(story)
        before = done(story)
        assert {one.event for one in story.forge.simulator.deliveries} >= set(HANDLERS)

        deliver_all_again(story)
        story.quiet()
        assert done(story) == before
        server.kill()

    deliver_all_again(story)  # nobody takes these: GitHub notes that they failed
    with story.serving():
        deliver_all_again(story)
        story.quiet()
        assert done(story) == before


def test_a_redelivery_to_a_service_that_takes_up_its_work_after_a_kill_adds_nothing(story):
    with story.holding():
        with story.serving() as server:
            asked = story.forge.pull_request()
            story.check(asked.head_sha)
            story.forge.simulator.fail_next("POST", "/reactions", 502, times=1_000)
            story.people.comment(REPOSITORY, asked.number, "/spec verify\n/spec status", by="bob")
            held = story.forge.pull_request("hold")
            story.until_judging(held.head_sha)
            server.kill()

        story.forge.end_outages()
        with story.serving():
            deliver_all_again(story)
            story.until_judging(held.head_sha, times=2)
            deliver_all_again(story)
            story.release()
            story.check(held.head_sha)

    assert story.times_judged(held.head_sha) == 2  # once by each process
    assert [len(story.forge.comments(pull)) for pull in (asked, held)] == [1, 1]
    assert len(story.forge.replies(asked)) == 1
    assert len(story.forge.checks(asked.head_sha)) == 2  # the first one, and the one that was asked for
