import pytest
from ledger_events import ERRANDS, a_comment, an_event, decide, taken

from app.domain.review import OpenErrand, Unstarted
from app.ports import NotFound


@pytest.mark.parametrize("kind", ERRANDS, ids=lambda kind: kind.__name__)
async def test_an_errand_carries_its_event_until_it_is_finished(ledger, kind):
    event = kind("1")

    (one,) = await taken(ledger, event)

    assert (one.errand, one.review, one.superseded) == ("1", None, ())
    assert await ledger.errand("1") == OpenErrand(id="1", event=event)
    assert await ledger.unstarted() == (Unstarted(kind="errand", id="1", partition=decide(event).partition),)
    await ledger.started((await ledger.unstarted())[0])
    await ledger.finish_errand("1")
    assert (await ledger.errand("1")).finished
    assert await ledger.unstarted() == ()


async def test_an_errand_that_does_not_exist_is_not_found(ledger):
    with pytest.raises(NotFound, match="`none`"):
        await ledger.errand("none")
    await ledger.finish_errand("none")


async def test_an_errand_remembers_that_it_replies_and_its_reply(ledger):
    await taken(ledger, a_comment("1"))

    await ledger.replying("1")
    assert (await ledger.errand("1")).replying
    await ledger.replied("1", 5_000_000_001)

    found = await ledger.errand("1")
    assert (found.replying, found.reply_id) == (True, 5_000_000_001)


async def test_a_finished_errand_is_changed_by_nothing_and_keeps_no_words_of_the_comment(ledger):
    await taken(ledger, a_comment("1", body="/spec verify a secret", previous="a secret"))
    await ledger.finish_errand("1")

    await ledger.replied("1", 9)
    await ledger.finish_errand("1", "late")

    found = await ledger.errand("1")
    assert (found.reply_id, found.event.body, found.event.previous) == (None, "", "")
    assert await ledger.receive(a_comment("1")) == "repeat"


async def test_an_errand_that_failed_runs_again_on_redelivery_under_another_id_and_knows_its_reply(ledger, clock):
    await taken(ledger, a_comment("1"))
    await ledger.replied("1", 9)
    await ledger.finish_errand("1", "because")
    clock.now += 1

    assert await ledger.receive(a_comment("1")) == "again"
    again = await ledger.take(decide)

    assert again.errand != "1"
    found = await ledger.errand(again.errand)
    assert (found.event, found.reply_id, found.finished) == (a_comment("1"), 9, False)
    assert [one.id for one in await ledger.unstarted()] == [again.errand]
    await ledger.finish_errand(again.errand)
    assert await ledger.receive(a_comment("1")) == "repeat"


async def test_the_reply_to_an_earlier_version_of_a_comment_is_found(ledger, clock):
    await taken(ledger, a_comment("1"), a_comment("2", comment_id=6), a_comment("3", repository_id=3))
    await ledger.replied("1", 9)
    await ledger.finish_errand("1")
    clock.now += 1
    await taken(ledger, a_comment("4", action="edited"))

    assert await ledger.reply_to(2, 5_000_000_000) == 9
    assert await ledger.reply_to(2, 6) is None
    assert await ledger.reply_to(3, 5_000_000_000) is None


async def test_the_wait_of_an_errand_is_measured_from_its_beginning(ledger, clock):
    await taken(ledger, a_comment("1"), an_event("2"))
    assert await ledger.errand_waited("1") == 0
    clock.now += 30
    assert await ledger.errand_waited("1") == 30
    await ledger.replied("1", 9)
    clock.now += 5
    assert await ledger.errand_waited("1") == 0


async def test_a_finished_errand_is_forgotten_for_its_age_and_an_open_one_is_not(ledger, clock):
    await taken(ledger, a_comment("1"), a_comment("2"))
    await ledger.finish_errand("1")
    clock.now += 40 * 86_400

    await ledger.prune(30)

    with pytest.raises(NotFound):
        await ledger.errand("1")
    assert (await ledger.errand("2")).event.body == "/spec verify"
