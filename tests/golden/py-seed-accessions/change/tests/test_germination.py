import pytest
from pydantic import ValidationError

from seedvault.entries import AccessionEntry, GerminationEntry
from seedvault.models import Accession
from seedvault.register import Refused, Register


@pytest.fixture
def register(session):
    return Register(session)


@pytest.fixture
def accession(register):
    return register.add(AccessionEntry(collection="POA", number=17, species="Poa alpina", seeds=300))


def note(register, accession, sown, germinated):
    entry = GerminationEntry(
        accession_id=accession.id, tested_on="2026-06-01", sown=sown, germinated=germinated
    )
    return register.note(entry)


@pytest.mark.parametrize(("sown", "germinated"), [(1, 0), (50, 50), (400, 12)])
def test_within_the_bounds(register, accession, sown, germinated):
    assert note(register, accession, sown, germinated).id


@pytest.mark.parametrize(("sown", "germinated"), [(50, 60), (401, 12)])
def test_outside_of_the_bounds(register, accession, sown, germinated):
    with pytest.raises(Refused):
        note(register, accession, sown, germinated)


@pytest.mark.parametrize(("sown", "germinated"), [(0, 0), (50, -1)])
def test_what_nobody_can_have_counted(register, accession, sown, germinated):
    with pytest.raises(ValidationError):
        note(register, accession, sown, germinated)


def test_an_accession_with_a_test_stays(register, accession, session):
    note(register, accession, 50, 41)
    with pytest.raises(Refused):
        register.delete(accession)
    assert session.query(Accession).count() == 1
