"""Webhooks that come again: of every kind, any number of times, also across restarts."""

from app.github.events.webhook import _HANDLERS as HANDLERS

REPOSITORY, OTHER = "acme/rag", "acme/other"
STATUS = "/spec status"


def reviews_and_commands(story):
    """Everything of which a review or a reply comes."""
    people = story.people
    first, second = story.forge.pull_request(), story.forge.pull_request(draft=True)
    story.check(first.head_sha)
    people.mark_ready(REPOSITORY, second.number)
    people.label(REPOSITORY, first.number, "later", by="bob")
    people.unlabel(REPOSITORY, first.number, "later", by="bob")
    people.edit(REPOSITORY, first.number, body="Implements FR-002", by="bob")
    story.quiet()
    said, _ = people.comment(REPOSITORY, first.number, STATUS, by="bob")
    people.edit_comment(said, f"{STATUS}\n/spec waive FR-002 Known", by="bob")
    answer, _ = people.reply(story.forge.inline(first)[0], "/spec explain FR-001", by="bob")
    people.edit_review_comment(answer, "/spec help", by="bob")
    story.quiet()
    run = story.forge.checks(first.head_sha)[-1]
    people.press(run.id, "verify", by="bob")
    people.rerequest(run.id, by="bob")
    people.rerequest_suite(run.suite_id, by="bob")
    story.quiet()
    story.forge.push(first)
    story.forge.configure("version: 1\nmode: gate\n")
    story.quiet()
    people.queue(REPOSITORY, [first.number], by="mia")
    people.convert_to_draft(REPOSITORY, second.number)
    people.close(REPOSITORY, second.number)
    people.reopen(REPOSITORY, second.number)
    story.quiet()


def installing(story):
    """Everything about where the App is installed."""
    people, installation = story.people, story.forge.installation
    story.forge.simulator.add_repository(OTHER, story.folder / "rag.git")
    people.rename_repository(OTHER, "another", by="mia")
    people.remove_repositories(installation, ["acme/another"], by="mia")
    people.add_repositories(installation, ["acme/another"], by="mia")
    people.suspend(installation, by="mia")
    people.unsuspend(installation, by="mia")
    elsewhere, _ = people.install(story.forge.app, "umbrella")
    people.uninstall(elsewhere, by="umbrella")
    story.quiet()


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
