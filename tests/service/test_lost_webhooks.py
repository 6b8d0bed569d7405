"""What got lost on the way from GitHub is found: by its log of deliveries, and by looking at what lies open."""


def test_a_webhook_that_came_while_nobody_listened_is_asked_for_again_when_the_service_has_started(story):
    with story.serving():
        asked = story.forge.pull_request()
        story.check(asked.head_sha)
    pull = story.forge.pull_request()
    story.people.comment("acme/rag", asked.number, "/spec status", by="bob")

    with story.serving(sweep=0.3):
        assert story.check(pull.head_sha).title == "2 findings"
        story.until(lambda: story.forge.replies(asked), "the reply to a command that came meanwhile")
        story.quiet()
        assert len(story.forge.replies(asked)) == 1


def test_a_head_of_which_no_webhook_tells_is_reviewed_once(story):
    with story.serving():
        pull = story.forge.pull_request()
        story.check(pull.head_sha)
    sha = story.forge.push_unheard(pull)

    with story.serving(sweep=0.3):
        assert story.check(sha).title == "2 findings"
        looks = story.log.count('"sweep": "pulls"')
        story.until(lambda: story.log.count('"sweep": "pulls"') > looks + 1, "two more looks")

    assert story.times_judged(sha) == 1
    assert len(story.forge.checks(sha)) == 1


def test_an_outage_of_github_ends_no_sweep(story):
    story.forge.simulator.fail_next("GET", "/app/hook/deliveries", 502, times=6)
    pull = story.forge.pull_request()

    with story.serving(sweep=0.3):
        story.until(lambda: '"event": "sweep.waiting"' in story.log, "a look that failed")
        assert story.check(pull.head_sha).title == "2 findings"
