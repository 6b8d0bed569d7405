from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from kilnlog.firings import Refused, record
from kilnlog.kilns import remove
from kilnlog.models import Atmosphere, Firing

TODAY = date.today()


def count(session):
    return session.scalar(select(func.count(Firing.id)))


def test_a_firing_is_kept(session, kiln):
    record(session, kiln, TODAY, glazed=True, pieces_lost=7, atmosphere=Atmosphere.REDUCTION, note="celadon test")
    (kept,) = kiln.firings
    assert (kept.glazed, kept.pieces_lost, kept.atmosphere, kept.note) == (True, 7, "reduction", "celadon test")


def test_little_has_to_be_said(session, kiln):
    kept = record(session, kiln, TODAY - timedelta(days=1))
    assert (kept.glazed, kept.atmosphere, kept.note) == (False, Atmosphere.OXIDATION, "")


def test_tomorrow_cannot_be_fired(session, kiln):
    with pytest.raises(Refused):
        record(session, kiln, TODAY + timedelta(days=1))


@pytest.mark.parametrize("pieces", [-1, 301])
def test_lost_pieces_have_to_fit(session, kiln, pieces):
    with pytest.raises(Refused):
        record(session, kiln, TODAY, pieces_lost=pieces)


def test_a_kiln_is_fired_once_a_day(session, kiln):
    record(session, kiln, TODAY, note="first")
    with pytest.raises(Refused):
        record(session, kiln, TODAY, note="second")
    assert [kept.note for kept in kiln.firings] == ["first"]


def test_firings_go_with_their_kiln(session, kiln):
    record(session, kiln, TODAY)
    remove(session, kiln)
    assert count(session) == 0
