from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from cantor.app import create_app
from cantor.members import Member
from cantor.rehearsals import Rehearsals

CONDUCTOR, ALTO = {"X-Member-Key": "k0"}, {"X-Member-Key": "k1"}


@pytest.fixture
def client():
    members = [Member("k0", "Leo", conducts=True), Member("k1", "Mia", "alto")]
    rehearsals = Rehearsals(lambda: datetime(2026, 2, 5, 12, 0, tzinfo=UTC))
    return TestClient(create_app(members, rehearsals))


def announce(client, title, day, who=CONDUCTOR, end="21:30"):
    body = {
        "title": title,
        "place": "St. Mary",
        "begin": f"2026-02-{day:02}T19:30:00Z",
        "end": f"2026-02-{day:02}T{end}:00Z",
    }
    return client.post("/rehearsals", json=body, headers=who)


def test_the_next_rehearsal_comes_first(client):
    assert announce(client, "Tuesday", 10).status_code == 201
    announce(client, "Monday", 9)
    assert [one["title"] for one in client.get("/rehearsals", headers=ALTO).json()] == ["Monday", "Tuesday"]


def test_what_has_ended_is_not_listed(client):
    announce(client, "Yesterday", 4)
    assert client.get("/rehearsals", headers=ALTO).json() == []


def test_singers_announce_nothing(client):
    assert announce(client, "Monday", 9, who=ALTO).status_code == 403


@pytest.mark.parametrize("end", ["19:30", "18:00"])
def test_the_end_is_after_the_begin(client, end):
    assert announce(client, "Monday", 9, end=end).status_code == 422
