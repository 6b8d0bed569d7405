import asyncio
from itertools import chain

from app.domain.event import PullRequestEvent
from app.stages.plan import plan_review

A, B = "a" * 40, "b" * 40


def an_event(delivery="1", **changes):
    fields = {
        "delivery": delivery,
        "action": "opened",
        "installation_id": 1,
        "repository_id": 2,
        "repository": "acme/rag",
        "number": 7,
        "head_sha": A,
    }
    return PullRequestEvent(**{**fields, **changes})


async def taken(ledger, *events):
    """What becomes of these events, one after the other."""
    results = []
    for event in events:
        await ledger.receive(event)
        results.append(await ledger.take(plan_review))
    return results


async def test_a_delivery_is_kept_once(ledger):
    assert [await ledger.receive(an_event()) for _ in range(2)] == ["new", "repeat"]
    assert await ledger.waiting() == 1


async def test_deliveries_that_arrive_together_are_each_kept_once(ledger):
    receipts = await asyncio.gather(*(ledger.receive(an_event(str(number % 5))) for number in range(20)))

    assert sorted(receipts) == ["new"] * 5 + ["repeat"] * 15


async def test_a_delivery_becomes_a_review_to_start(ledger):
    (one,) = await taken(ledger, an_event())

    review = await ledger.review(one.review)
    assert (one.partition, review.state, review.plan.head_sha) == ("2#7", "open", A)
    assert [waiting.review for waiting in await ledger.unstarted()] == [one.review]
    await ledger.started(one.review)
    assert await ledger.unstarted() == ()
    assert await ledger.take(plan_review) is None


async def test_a_newer_head_supersedes_the_review_that_runs_and_leaves_other_pull_requests_alone(ledger):
    first, other, second = await taken(
        ledger, an_event("1"), an_event("2", number=8), an_event("3", head_sha=B, action="synchronize")
    )

    assert second.superseded == (first.review,)
    old = await ledger.review(first.review)
    assert (old.state, old.superseded_by) == ("superseded", B)
    assert (await ledger.review(other.review)).state == "open"


async def test_a_review_that_is_being_completed_is_not_superseded(ledger):
    (first,) = await taken(ledger, an_event("1"))
    assert await ledger.begin_completing(first.review, "open")

    (second,) = await taken(ledger, an_event("2", head_sha=B))

    assert second.superseded == ()
    assert (await ledger.review(first.review)).state == "open"


async def test_an_event_older_than_the_newest_is_dropped(ledger):
    late = an_event("2", head_sha=B, updated_at="2026-11-23T05:00:00Z")
    first, second = await taken(ledger, an_event("1", updated_at="2026-11-23T05:00:01Z"), late)

    assert second.review is None
    assert (await ledger.review(first.review)).state == "open"


async def test_two_events_of_one_head_share_the_review_that_runs(ledger):
    first, second = await taken(ledger, an_event("1"), an_event("2", action="synchronize"))

    assert first.review == second.review


async def test_a_head_that_is_reviewed_is_reviewed_again_only_when_reopened(ledger):
    (first,) = await taken(ledger, an_event("1"))
    await ledger.finish(first.review, "completed")

    again, reopened = await taken(ledger, an_event("2", action="synchronize"), an_event("3", action="reopened"))

    assert again.review is None
    assert reopened.review not in (None, first.review)


async def test_a_redelivery_of_failed_work_is_taken_up_again_and_of_finished_work_is_not(ledger):
    first, second = await taken(ledger, an_event("1"), an_event("2", number=8))
    await ledger.finish(first.review, "failed", "because")
    await ledger.finish(second.review, "completed")

    assert await ledger.receive(an_event("1")) == "again"
    assert await ledger.receive(an_event("2", number=8)) == "repeat"
    again = await ledger.take(plan_review)
    assert again.review not in (None, first.review)


async def test_a_draft_becomes_a_review_that_says_why_it_is_skipped_and_readiness_a_real_one(ledger):
    draft, ready = await taken(ledger, an_event("1", draft=True), an_event("2", action="ready_for_review"))

    assert "draft" in (await ledger.review(draft.review)).skip
    assert (await ledger.review(ready.review)).skip is None


async def test_a_closed_pull_request_is_dropped(ledger):
    (dropped,) = await taken(ledger, an_event("1", closed=True))

    assert dropped.review is None


async def test_what_was_worked_through_keeps_no_event(ledger):
    await taken(ledger, an_event("1"), an_event("2", closed=True))

    with ledger._engine.begin() as connection:
        rows = connection.exec_driver_sql("SELECT event FROM inbox").scalars().all()
    assert rows == [None, None]


async def test_a_delivery_kept_by_another_version_fails_alone(ledger):
    await ledger.receive(an_event("1"))
    with ledger._engine.begin() as connection:
        connection.exec_driver_sql("""UPDATE inbox SET event = '{"future": true}'""")
    await ledger.receive(an_event("2"))

    unreadable, fine = await ledger.take(plan_review), await ledger.take(plan_review)

    assert unreadable.review is None
    assert fine.review is not None
    assert await ledger.receive(an_event("1")) == "again"


async def test_takers_at_the_same_time_get_each_delivery_once(ledger, url):
    from app.ledger.ledger import SqlLedger

    for number in range(12):
        await ledger.receive(an_event(str(number), number=number % 3, head_sha=f"{number:040x}"))
    other = SqlLedger.open(url)

    async def drain(one):
        found = []
        while (result := await one.take(plan_review)) is not None:
            found.append(result.delivery)
        return found

    found = await asyncio.gather(drain(ledger), drain(other), drain(ledger))
    other.close()
    assert sorted(chain.from_iterable(found), key=int) == [str(number) for number in range(12)]
