"""What GitHub does not do by itself: deliver again what failed, and tell of pull requests whose webhook got lost."""

import asyncio

import pytest

from app.domain.forge import Delivery, Installation, OpenPull
from app.ports import Unavailable
from app.workflow.sweep import Every, Sweep

NOW = 1_800_000_000.0


class Forge:
    """The App's own side of GitHub."""

    def __init__(self, failed=(), pulls=(), installations=()):
        self.failed = failed
        self.pulls = pulls
        self.known = installations or (Installation(id=1, account="acme", created_at=NOW - 86_400),)
        self.asked_since = []
        self.redelivered = []

    async def failed_deliveries(self, since):
        self.asked_since.append(since)
        return tuple(self.failed)

    async def redeliver(self, delivery_id):
        self.redelivered.append(delivery_id)

    async def installations(self):
        return self.known

    async def open_pulls(self, installation, since):
        self.asked_since.append(since)
        return tuple(pull for pull in self.pulls if pull.installation_id == installation.id)


class Store:
    """The ledger, as far as a sweep asks it."""

    def __init__(self, known=(), heads=(), *, lease=True):
        self.known = set(known)
        self.heads = set(heads)
        self.received = []
        self.leases = []
        self._lease = lease

    async def knows_delivery(self, delivery):
        return delivery in self.known

    async def knows_head(self, plan, head):
        assert plan.head_sha == head
        return head in self.heads

    async def receive(self, event):
        self.received.append(event)
        return "new"

    async def lease(self, name, holder, seconds):
        assert seconds > 0
        self.leases.append((name, holder))
        if isinstance(self._lease, Exception):
            raise self._lease
        return self._lease


def a_sweep(store, forge, **more):
    async def opened():
        return forge

    return Sweep(store, opened, "one", now=lambda: NOW, **more)


def a_delivery(number, guid, attempts=1):
    return Delivery(id=number, guid=guid, event="pull_request", delivered_at=NOW - 60, attempts=attempts)


def a_pull(number, sha, installation=1):
    return OpenPull(
        installation_id=installation, repository_id=7, repository="acme/app", number=number, head_sha=sha, author="ann"
    )


async def test_what_failed_and_nobody_has_is_delivered_again():
    forge = Forge(failed=[a_delivery(1, "lost"), a_delivery(2, "kept")])

    assert await a_sweep(Store(known=["kept"]), forge).redeliver() == 1

    assert forge.redelivered == [1]
    assert forge.asked_since == [NOW - 3 * 86_400]


async def test_what_failed_five_times_is_given_up():
    forge = Forge(failed=[a_delivery(1, "broken", attempts=5)])

    assert await a_sweep(Store(), forge).redeliver() == 0
    assert forge.redelivered == []


async def test_a_pull_request_nobody_told_of_is_reviewed():
    store = Store(heads=["a" * 40])
    sweep = a_sweep(store, Forge(pulls=[a_pull(1, "a" * 40), a_pull(2, "b" * 40)]))
    told = []
    sweep.on_delivery = lambda: told.append("woken")

    assert await sweep.find_missed() == 1

    (event,) = store.received
    assert (event.number, event.head_sha, event.delivery) == (2, "b" * 40, f"sweep:7#2:{'b' * 40}")
    assert told == ["woken"]


async def test_pull_requests_from_before_the_installation_are_left_alone():
    forge = Forge(installations=(Installation(id=1, account="acme", created_at=NOW - 5),))

    await a_sweep(Store(), forge).find_missed()

    assert forge.asked_since == [NOW - 5]


@pytest.mark.parametrize("lease", [True, False, Unavailable("the database is away")])
async def test_only_the_holder_of_the_lease_works_and_an_outage_ends_nothing(lease):
    forge, store = Forge(failed=[a_delivery(1, "lost")]), Store(lease=lease)
    running = asyncio.create_task(a_sweep(store, forge, every=Every(0.01, 0.01)).run())

    while len(store.leases) < 6:  # noqa: ASYNC110 - the sweep tells nobody that it has looked
        await asyncio.sleep(0.001)

    assert not running.done()
    running.cancel()
    assert bool(forge.redelivered) is (lease is True)
