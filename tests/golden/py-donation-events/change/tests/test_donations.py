import sqlite3

import pytest

from vena.donation_commands import Discard, DiscardDonation, NewDonation, RecordDonation
from vena.donations import NotInStock


@pytest.fixture
def record(connection, outbox):
    return RecordDonation(connection, outbox)


@pytest.fixture
def discard(connection, outbox):
    return DiscardDonation(connection, outbox)


def test_the_laboratory_hears_of_a_donation(record, broker):
    record(NewDonation("B-1001", 5, 450))
    ((name, payload),) = broker.got
    assert name == "donation.recorded"
    assert payload.keys() == {"id", "occurred_at", "donation_id", "donor_id", "volume_ml"}
    assert (payload["donation_id"], payload["donor_id"], payload["volume_ml"]) == ("B-1001", 5, 450)


def test_a_bag_is_recorded_once(record, broker):
    record(NewDonation("B-1001", 5, 450))
    with pytest.raises(sqlite3.IntegrityError):
        record(NewDonation("B-1001", 5, 450))
    assert len(broker.got) == 1


def test_an_event_waits_for_the_broker(record, broker):
    broker.away = True
    record(NewDonation("B-1001", 5, 450))
    broker.away = False
    record(NewDonation("B-1002", 5, 500))
    assert [payload["donation_id"] for _, payload in broker.got] == ["B-1001", "B-1002"]


def test_the_stock_system_hears_of_a_discarded_bag(record, discard, broker):
    record(NewDonation("B-1001", 5, 450))
    discard(Discard("B-1001", "clotted"))
    name, payload = broker.got[-1]
    assert (name, payload["donation_id"], payload["reason"]) == ("donation.discarded", "B-1001", "clotted")


def test_a_bag_is_discarded_once(record, discard, broker):
    record(NewDonation("B-1001", 5, 450))
    discard(Discard("B-1001", "clotted"))
    with pytest.raises(NotInStock):
        discard(Discard("B-1001", "clotted"))
    assert len(broker.got) == 2
