import asyncio
from itertools import pairwise

import pytest
from ledger_events import A, B, a_comment, an_event, reviewed, taken

from app.ledger.ledger import SqlLedger


@pytest.fixture
def other(url, clock):
    other = SqlLedger.open(url, clock)
    yield other
    other.close()


async def test_turns_to_write_lie_apart_for_each_installation(ledger, clock):
    assert [await ledger.write_slot(1, 1.5) for _ in range(3)] == [0, 1.5, 3]
    assert await ledger.write_slot(2, 1.5) == 0
    clock.now += 10
    assert await ledger.write_slot(1, 1.5) == 0


async def test_turns_that_two_processes_take_at_once_are_never_the_same(ledger, other):
    waits = await asyncio.gather(*(one.write_slot(1, 1.0) for _ in range(20) for one in (ledger, other)))

    assert sorted(waits) == [float(number) for number in range(40)]


async def test_no_hour_has_more_than_450_turns(ledger, clock):
    turns = []
    for number in range(470):
        clock.now += number % 3  # some callers come late, some at once
        turns.append(clock.now + await ledger.write_slot(1, 1.0))

    gaps = [later - earlier for earlier, later in pairwise(turns)]
    hours = [later - earlier for earlier, later in zip(turns, turns[450:], strict=False)]
    assert min(gaps) >= 1.0
    assert min(hours) == 3_600.0


async def test_turns_of_the_past_are_not_kept(ledger, clock):
    for _ in range(5):
        await ledger.write_slot(1, 1.0)
    clock.now += 7_200
    await ledger.write_slot(1, 1.0)
    clock.now += 7_200

    with ledger._engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT COUNT(*) FROM write_slots").scalar() == 1
    await ledger.prune(30)
    with ledger._engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT COUNT(*) FROM write_slots").scalar() == 0


async def test_a_lease_is_one_holders_until_it_ends(ledger, other, clock):
    assert await ledger.lease("sweep", "one", 60)
    assert not await other.lease("sweep", "two", 60)
    assert await other.lease("another", "two", 60)

    clock.now += 50
    assert await ledger.lease("sweep", "one", 60)
    clock.now += 50
    assert not await other.lease("sweep", "two", 60)
    clock.now += 10
    assert await other.lease("sweep", "two", 60)
    assert not await ledger.lease("sweep", "one", 60)


async def test_of_many_who_want_a_free_lease_at_once_one_gets_it(ledger, other, clock):
    for round_ in range(5):
        names = [f"{round_} {number}" for number in range(10)]
        got = await asyncio.gather(
            *(one.lease("sweep", name, 60) for name, one in zip(names, [ledger, other] * 5, strict=True))
        )
        assert sum(got) == 1
        clock.now += 60


async def test_commands_are_counted_for_each_person_and_pull_request_within_a_time(ledger, clock):
    await taken(ledger, a_comment("1"))
    assert [await ledger.count_command("2#7", "ada", 60) for _ in range(3)] == [1, 2, 3]
    assert await ledger.count_command("2#7", "bob", 60) == 1
    assert await ledger.count_command("2#8", "ada", 60) == 1

    clock.now += 60
    assert await ledger.count_command("2#7", "ada", 60) == 1


async def test_a_refusal_is_the_first_of_its_kind_once(ledger, other, clock):
    await taken(ledger, a_comment("1"))
    told = await asyncio.gather(*(one.first_refusal("2#7", "ada", "waive") for one in [ledger, other] * 3))
    assert sorted(told) == [False] * 5 + [True]
    assert await ledger.first_refusal("2#7", "ada", "accept")
    assert await ledger.first_refusal("2#7", "bob", "waive")
    assert await ledger.first_refusal("2#8", "ada", "waive")

    clock.now += 40 * 86_400
    await ledger.prune(30)
    assert await ledger.first_refusal("2#7", "ada", "waive")


async def test_what_a_repository_spent_is_that_of_its_reviews_that_ended_lately(ledger, clock):
    await reviewed(ledger, an_event("1"), cost_usd=5.0)
    clock.now += 86_000
    await reviewed(ledger, an_event("2", head_sha=B), cost_usd=0.25)
    await reviewed(ledger, an_event("3", number=8), cost_usd=0.5)
    await reviewed(ledger, an_event("4", number=9, head_sha=A), cost_usd=None)
    await reviewed(ledger, an_event("5", repository_id=3), cost_usd=7.0)

    assert await ledger.spent_usd(2, 86_400) == 5.75
    clock.now += 401
    assert await ledger.spent_usd(2, 86_400) == 0.75
    assert await ledger.spent_usd(4, 86_400) == 0.0
