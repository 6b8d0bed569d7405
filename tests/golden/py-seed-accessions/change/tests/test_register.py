from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from seedvault.entries import AccessionEntry
from seedvault.models import Accession
from seedvault.register import Refused, Register


def entry(collection="POA", number=17, **other):
    return AccessionEntry(collection=collection, number=number, species="Poa alpina", seeds=300, **other)


def test_a_number_is_given_once_in_a_collection(session):
    register = Register(session)
    register.add(entry())
    with pytest.raises(Refused):
        register.add(entry(collected_on="2025-08-01"))
    assert session.query(Accession).one().collected_on is None


def test_collections_count_on_their_own(session):
    register = Register(session)
    register.add(entry())
    register.add(entry(collection="FAB"))
    assert session.query(Accession).count() == 2


@pytest.mark.parametrize("collection", ["poa", "PO", "POAC", "P0A", "POA\n"])
def test_a_collection_is_a_code(collection):
    with pytest.raises(ValidationError):
        entry(collection=collection)


def test_seeds_are_not_collected_tomorrow():
    today = datetime.now(UTC).date()
    assert entry(collected_on=today).collected_on == today
    with pytest.raises(ValidationError):
        entry(collected_on=today + timedelta(days=1))
