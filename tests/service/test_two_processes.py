"""Two processes that share one database: everything once."""

from concurrent.futures import ThreadPoolExecutor

LOOK = 0.8  # seconds between two looks of a sweep


def test_webhooks_that_reach_two_processes_at_once_end_in_one_check_one_comment_and_one_reply(story):
    sent = set()
    with story.serving() as first, story.serving_twice() as second, story.forge.unheard():
        pulls = [story.forge.pull_request() for _ in range(5)]
        deliver_to_both(story, sent, (first, second))
        for pull in pulls:
            story.check(pull.head_sha)
        for pull in pulls:
            story.people.comment("acme/rag", pull.number, "/spec waive FR-001 Known\n/spec status", by="bob")
        deliver_to_both(story, sent, (first, second))
        story.quiet()

    for pull in pulls:
        assert [check.title for check in story.forge.checks(pull.head_sha)] == ["2 findings", "1 finding"]
        (comment,) = story.forge.comments(pull)
        assert comment.count("**Fixed** in") + comment.count("**No longer told** in") == 1
        assert len(story.forge.replies(pull)) == 1
        assert story.times_judged(pull.head_sha) == 2


def test_one_of_two_processes_holds_the_lease_of_the_sweep_and_the_other_takes_over_when_it_dies(story):
    with story.serving(sweep=LOOK) as first, story.serving_twice(sweep=LOOK) as second:
        story.until(lambda: len(holders(story)) == 2, "the two leases")
        seen = set()
        for _ in range(3):
            before = looks(story)
            story.until(lambda before=before: looks(story) > before, "one more look")
            seen |= holders(story)
        assert len(seen) == 2  # the log of deliveries and the open pull requests, each in one hand all the time

        holder = dict(seen)["sweep.deliveries"]
        {"one": first, "two": second}[holder].kill()
        other = {"one": "two", "two": "one"}[holder]
        story.until(
            lambda: holders(story) == {("sweep.deliveries", other), ("sweep.pulls", other)}, "the other to take over"
        )


def deliver_to_both(story, sent, servers):
    """Each webhook that was not sent yet to both at the same moment, by ten senders."""
    new = [one for one in story.forge.simulator.deliveries if one.guid not in sent]
    sent |= {one.guid for one in new}
    with ThreadPoolExecutor(10) as senders:
        answers = [
            senders.submit(story.deliver, one.payload, one.guid, one.event, server.url)
            for one in new
            for server in servers
        ]
    assert {answer.result().status_code for answer in answers} == {202}


def holders(story):
    return set(story.books.rows("SELECT name, holder FROM leases"))


def looks(story):
    return sum("GET /app/hook/deliveries" in route for route in story.forge.asked())
