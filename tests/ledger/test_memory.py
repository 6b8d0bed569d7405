import asyncio

import pytest
from ledger_events import an_event, taken

from app.ledger.ledger import SqlLedger

DAY = 86_400


@pytest.fixture(autouse=True)
async def _known(ledger):
    await taken(ledger, an_event("1"), an_event("2", repository_id=3))


async def test_what_was_remembered_is_recalled_for_its_repository_alone(ledger):
    await ledger.remember(2, {"one": "1", "two": "2"})
    await ledger.remember(2, {"two": "zwei"})
    await ledger.remember(2, {})

    assert await ledger.recall(2, ["one", "two", "three"]) == {"one": "1", "two": "zwei"}
    assert await ledger.recall(3, ["one"]) == {}
    assert await ledger.recall(2, []) == {}


async def test_a_thousand_values_are_one_call(ledger):
    values = {f"{number:064x}": str(number) for number in range(1_000)}

    await ledger.remember(2, values)

    assert await ledger.recall(2, list(values)) == values


async def test_what_is_not_used_is_forgotten_for_its_age_and_what_is_used_is_not(ledger, clock):
    await ledger.remember(2, {"used": "1", "unused": "2"})
    clock.now += 20 * DAY
    await ledger.recall(2, ["used"])
    clock.now += 20 * DAY

    await ledger.prune(30)

    assert await ledger.recall(2, ["used", "unused"]) == {"used": "1"}


async def test_that_a_value_was_used_is_written_down_once_a_day_at_most(ledger, clock):
    async def used_at():
        await ledger.recall(2, ["key"])
        with ledger._engine.begin() as connection:
            return connection.exec_driver_sql("SELECT used_at FROM memory").scalar()

    await ledger.remember(2, {"key": "value"})
    first = await used_at()
    clock.now += DAY
    assert await used_at() == first
    clock.now += 1
    assert await used_at() == clock.now


async def test_two_processes_that_remember_the_same_do_not_get_into_each_others_way(ledger, url):
    other = SqlLedger.open(url)
    keys = [f"{number}" for number in range(50)]
    forth, back = dict.fromkeys(keys, "value"), dict.fromkeys(reversed(keys), "value")

    await asyncio.gather(
        *(one.remember(2, values) for _ in range(5) for one, values in ((ledger, forth), (other, back)))
    )

    other.close()
    assert await ledger.recall(2, keys) == forth


async def test_nothing_is_remembered_of_a_repository_that_was_forgotten(ledger):
    await ledger.forget(1)

    await ledger.remember(2, {"key": "value"})

    assert await ledger.recall(2, ["key"]) == {}
