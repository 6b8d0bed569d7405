import asyncio
from itertools import chain

import pytest
import sqlalchemy as sa
from ledger_events import ERRANDS, A, B, a_check, a_comment, a_group, an_event, an_order, decide, reviewed, taken

from app.domain.review import Unstarted
from app.ledger.ledger import SqlLedger
from app.ledger.tables import errands, reviews


async def count(ledger, *tables):
    with ledger._engine.begin() as connection:
        return [connection.execute(sa.select(sa.func.count()).select_from(table)).scalar() for table in tables]


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
    waiting = Unstarted(kind="review", id=one.review, partition="2#7")
    assert await ledger.unstarted() == (waiting,)
    await ledger.started(waiting)
    assert await ledger.unstarted() == ()
    assert await ledger.take(decide) is None


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
    again = await ledger.take(decide)
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

    unreadable, fine = await ledger.take(decide), await ledger.take(decide)

    assert unreadable.review is None
    assert fine.review is not None
    assert await ledger.receive(an_event("1")) == "again"


async def test_takers_at_the_same_time_get_each_delivery_once(ledger, url):
    for number in range(12):
        await ledger.receive(an_event(str(number), number=number % 3, head_sha=f"{number:040x}"))
    other = SqlLedger.open(url)

    async def drain(one):
        found = []
        while (result := await one.take(decide)) is not None:
            found.append(result.delivery)
        return found

    found = await asyncio.gather(drain(ledger), drain(other), drain(ledger))
    other.close()
    assert sorted(chain.from_iterable(found), key=int) == [str(number) for number in range(12)]


async def test_a_redelivery_of_any_event_makes_no_second_review_and_no_second_errand(ledger):
    events = [an_event("1"), an_order("2", number=8), a_group("3"), *(kind() for kind in ERRANDS)]
    results = await taken(ledger, *events)
    before = await count(ledger, reviews, errands)
    working = [await ledger.receive(event) for event in events]
    for one in results:
        if one.errand is None:
            await ledger.finish(one.review, "completed")
        else:
            await ledger.finish_errand(one.errand)

    ended = [await ledger.receive(event) for event in events for _ in range(3)]

    assert set(working) == set(ended) == {"repeat"}
    assert await ledger.take(decide) is None
    assert before == await count(ledger, reviews, errands) == [3, len(ERRANDS)]


async def test_a_redelivery_after_a_restart_is_known(ledger, url):
    await taken(ledger, an_event("1"), a_comment("2"))

    other = SqlLedger.open(url)
    assert [await other.receive(an_event("1")), await other.receive(a_comment("2"))] == ["repeat", "repeat"]
    assert await other.take(decide) is None
    other.close()


async def test_an_event_of_the_first_version_named_no_kind_and_is_read(ledger):
    await ledger.receive(an_event("1"))
    with ledger._engine.begin() as connection:
        connection.exec_driver_sql("""UPDATE inbox SET event = REPLACE(event, '"kind":"pull_request",', '')""")

    assert (await ledger.take(decide)).review is not None


async def test_an_order_of_our_own_is_kept_once_and_for_all(ledger):
    await asyncio.gather(*(ledger.order(an_order("mine")) for _ in range(3)))
    assert (await ledger.waiting(), await ledger.knows_delivery("mine")) == (1, True)

    one = await ledger.take(decide)
    await ledger.finish(one.review, "failed", "because")
    await ledger.order(an_order("mine"))

    assert await ledger.waiting() == 0


async def test_an_order_that_two_processes_give_is_kept_once(ledger, url):
    other = SqlLedger.open(url)
    for number in range(10):
        await asyncio.gather(*(one.order(an_order(f"mine {number}")) for one in (ledger, other)))
    other.close()

    assert await ledger.waiting() == 10


async def test_a_delivery_is_known_whatever_became_of_it(ledger):
    dropped, failed = await taken(ledger, an_event("dropped", closed=True), a_comment("failed"))
    await ledger.finish_errand(failed.errand, "because")
    await ledger.receive(a_check("waiting"))

    assert dropped.errand is None
    assert [await ledger.knows_delivery(name) for name in ("dropped", "failed", "waiting", "unknown")] == [
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_reviews_and_errands_wait_to_be_started_in_the_order_of_their_coming(ledger, clock, order):
    ids = []
    for which in order:
        clock.now += 1
        (one,) = await taken(ledger, (an_event("1"), a_comment("2"))[which])
        ids.append(one.review or one.errand)

    waiting = await ledger.unstarted()
    assert [one.id for one in waiting] == ids
    for one in waiting:
        await ledger.started(one)
    assert await ledger.unstarted() == ()


async def test_merge_groups_of_one_repository_are_reviewed_side_by_side(ledger):
    first, second, again = await taken(ledger, a_group("1"), a_group("2", head_sha=B), a_group("3"))

    assert (first.partition, second.partition, second.superseded) == (f"2@{A}", f"2@{B}", ())
    assert first.review == again.review != second.review
    assert (await ledger.review(first.review)).plan.merge_group.base_ref == "main"


async def test_a_review_that_was_pruned_leaves_its_id_to_nobody(ledger, clock):
    (first,) = await reviewed(ledger, an_event("1"))
    clock.now += 40 * 86_400
    await ledger.prune(30)

    (second,) = await reviewed(ledger, an_event("2", action="reopened"))

    assert second != first
