"""What an event of a head does that has a review."""

import asyncio

import pytest
from ledger_events import A, B, a_reviewed, an_event, an_order, decide, reviewed, taken

from app.domain.check import CheckOutput
from app.ledger.ledger import SqlLedger

AGAIN = [
    an_order("2"),
    an_event("2", action="reopened"),
    an_event("2", action="edited"),
    an_event("2", action="labeled"),
    an_event("2", action="unlabeled"),
]
SKIPPED = CheckOutput(conclusion="skipped", title="T", summary="S")


def at(seconds):
    return f"2026-11-23T05:00:{seconds:02}Z"


@pytest.mark.parametrize("event", AGAIN, ids=lambda event: event.action)
async def test_what_asks_again_opens_a_new_review_of_a_head_that_is_reviewed(ledger, event):
    (first,) = await reviewed(ledger, an_event("1"))

    (again,) = await taken(ledger, event)

    assert again.review not in (None, first)
    assert again.superseded == ()


@pytest.mark.parametrize("action", ["opened", "synchronize", "ready_for_review"])
async def test_what_does_not_ask_again_is_answered_by_the_completed_review(ledger, action):
    await reviewed(ledger, an_event("1"))

    (again,) = await taken(ledger, an_event("2", action=action))

    assert again.review is None


async def test_readiness_opens_a_review_when_the_last_one_said_that_it_skips(ledger):
    (first,) = await taken(ledger, an_event("1"))
    await ledger.decided(first.review, SKIPPED)
    await ledger.finish(first.review, "completed")

    (ready,) = await taken(ledger, an_event("2", action="ready_for_review"))

    assert ready.review not in (None, first.review)


async def test_readiness_opens_a_review_when_a_draft_was_skipped_after_a_real_review(ledger):
    await reviewed(ledger, an_event("1"))
    (draft,) = await taken(ledger, an_event("2", draft=True))
    await ledger.finish(draft.review, "completed")

    (ready,) = await taken(ledger, an_event("3", action="ready_for_review"))

    assert ready.review is not None
    assert (await ledger.review(ready.review)).skip is None


async def test_a_draft_that_was_skipped_is_not_skipped_again(ledger):
    (draft,) = await taken(ledger, an_event("1", draft=True))
    await ledger.finish(draft.review, "completed")

    (again,) = await taken(ledger, an_event("2", draft=True, action="edited"))

    assert again.review is None


@pytest.mark.parametrize("event", AGAIN, ids=lambda event: event.action)
async def test_what_asks_again_joins_a_review_that_has_not_begun(ledger, event):
    (first,) = await taken(ledger, an_event("1"))

    (second,) = await taken(ledger, event)

    assert (second.review, second.superseded) == (first.review, ())
    await ledger.finish(first.review, "completed")
    assert await ledger.receive(event) == "repeat"


@pytest.mark.parametrize("event", AGAIN[2:], ids=lambda event: event.action)
async def test_a_change_of_what_a_review_has_read_replaces_it(ledger, event):
    (first,) = await taken(ledger, an_event("1"))
    await ledger.announcing(first.review)

    (second,) = await taken(ledger, event)

    assert (second.review != first.review, second.superseded) == (True, (first.review,))
    old = await ledger.review(first.review)
    assert (old.state, old.superseded_by, old.stopped) == ("superseded", A, None)


async def test_an_order_joins_a_review_that_has_begun(ledger):
    (first,) = await taken(ledger, an_event("1"))
    await ledger.announcing(first.review)

    (second,) = await taken(ledger, an_order("2"))

    assert second.review == first.review


async def test_an_order_replaces_a_review_that_is_about_to_say_that_it_skips(ledger):
    (first,) = await taken(ledger, an_event("1"))
    await ledger.decided(first.review, SKIPPED)

    (second,) = await taken(ledger, an_order("2"))

    assert second.superseded == (first.review,)


@pytest.mark.parametrize("wish", [{"full": True}, {"entitled": True}, {"feature": "specs/002-logout"}])
async def test_an_order_for_more_than_the_running_review_gives_replaces_it_and_a_second_such_order_joins(ledger, wish):
    (first,) = await taken(ledger, an_event("1"))

    second, third = await taken(ledger, an_order("2", **wish), an_order("3", **wish))

    assert second.superseded == (first.review,)
    assert (await ledger.review(first.review)).superseded_by == A
    assert (third.review, third.superseded) == (second.review, ())


async def test_what_was_asked_of_a_replaced_review_is_asked_of_the_new_one(ledger):
    await taken(ledger, an_order("1", full=True, entitled=True))

    (second,) = await taken(ledger, an_order("2", feature="specs/002-logout", sender="bob"))

    plan = (await ledger.review(second.review)).plan
    assert (plan.full, plan.asked_by, plan.feature) == (True, "ada", "specs/002-logout")


async def test_a_push_does_not_rely_on_a_review_of_one_feature_alone(ledger):
    await reviewed(ledger, an_order("1", feature="specs/002-logout"))

    (push,) = await taken(ledger, an_event("2", action="synchronize"))

    assert push.review is not None
    assert (await ledger.review(push.review)).plan.feature == ""


async def test_an_order_opens_a_new_review_while_the_last_one_is_being_completed(ledger):
    (first,) = await taken(ledger, an_event("1"))
    assert await ledger.begin_completing(first.review, "open")

    order, push = await taken(ledger, an_order("2"), an_event("3", action="synchronize"))

    assert order.review != first.review
    assert order.superseded == ()
    assert push.review == order.review


async def test_an_order_of_an_older_head_ends_no_review_of_a_newer_one(ledger):
    (newer,) = await taken(ledger, an_event("1", head_sha=B))

    (order,) = await taken(ledger, an_order("2"))

    assert order.superseded == ()
    assert (await ledger.review(newer.review)).state == "open"


async def test_a_pull_request_that_returns_to_an_older_head_is_reviewed_again(ledger, clock):
    (first,) = await reviewed(ledger, an_event("1"))
    clock.now += 1
    await reviewed(ledger, an_event("2", head_sha=B))
    clock.now += 1

    (back,) = await taken(ledger, an_event("3", action="synchronize"))

    assert back.review not in (None, first)


async def test_a_closed_pull_request_ends_its_reviews_and_those_of_no_other(ledger):
    first, other = await taken(ledger, an_event("1"), an_event("2", number=8))

    (closed,) = await taken(ledger, an_event("3", action="closed"))

    assert (closed.review, closed.errand, closed.superseded) == (None, None, (first.review,))
    stopped = await ledger.review(first.review)
    assert (stopped.state, stopped.stopped, stopped.superseded_by) == (
        "superseded",
        "The pull request was closed",
        None,
    )
    assert (await ledger.review(other.review)).state == "open"
    assert await ledger.receive(an_event("3", action="closed")) == "repeat"


async def test_a_review_that_is_being_completed_ends_as_it_is_when_its_pull_request_is_closed(ledger):
    (first,) = await taken(ledger, an_event("1"))
    assert await ledger.begin_completing(first.review, "open")

    (closed,) = await taken(ledger, an_event("2", action="closed"))

    assert closed.superseded == ()
    assert (await ledger.review(first.review)).state == "open"


async def test_a_reopened_pull_request_is_reviewed_after_it_was_stopped(ledger):
    await taken(ledger, an_event("1"), an_event("2", action="closed"))

    (reopened,) = await taken(ledger, an_event("3", action="reopened"))

    assert (await ledger.review(reopened.review)).state == "open"


async def test_a_push_that_arrives_after_a_later_close_opens_nothing(ledger):
    await taken(ledger, an_event("1", updated_at=at(1)), an_event("2", action="closed", updated_at=at(3)))

    (late,) = await taken(ledger, an_event("3", head_sha=B, updated_at=at(2)))

    assert late.review is None


async def test_a_close_that_arrives_after_a_later_reopening_ends_nothing(ledger):
    first, _ = await taken(ledger, an_event("1", updated_at=at(1)), an_event("2", action="reopened", updated_at=at(3)))

    (late,) = await taken(ledger, an_event("3", action="closed", updated_at=at(2)))

    assert late.superseded == ()
    assert (await ledger.review(first.review)).state == "open"


async def test_orders_and_pushes_of_one_pull_request_that_two_processes_take_leave_one_review_open(ledger, url):
    other = SqlLedger.open(url)
    for number in range(8):
        pushed = an_event(f"push {number}", head_sha=f"{number:040x}", updated_at=at(number))
        await ledger.receive(pushed)
        await ledger.receive(an_order(f"order {number}", head_sha=f"{number:040x}"))

    async def drain(one):
        found = []
        while (result := await one.take(decide)) is not None:
            found.append(result)
        return found

    first, second = await asyncio.gather(drain(ledger), drain(other))
    other.close()
    await taken(ledger, an_event("last", head_sha=B, updated_at=at(30)))
    reviews = {one.review for one in (*first, *second) if one.review}
    assert {(await ledger.review(one)).state for one in reviews} == {"superseded"}


async def test_the_last_review_is_the_newest_one_with_a_report(ledger, clock):
    (first,) = await reviewed(ledger, an_event("1"))
    clock.now += 1
    (second,) = await reviewed(ledger, an_event("2", head_sha=B))
    clock.now += 1
    await taken(ledger, an_order("3", head_sha=B))

    assert (await ledger.last_review("2#7")).id == second
    assert (await ledger.last_review("2#7", A)).id == first
    assert await ledger.last_review("2#8") is None
    assert (await ledger.find_review(first)).reviewed == a_reviewed()
    assert await ledger.find_review("none") is None
