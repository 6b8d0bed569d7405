import pytest
from fastapi.testclient import TestClient

from quayside.app import create_app
from quayside.berths import Berth, Berths


@pytest.fixture
def client():
    return TestClient(create_app(Berths([Berth("A1", 12.0), Berth("B2", 9.0)])))


def reserve(client, arrival, departure, berth="A1", length_m=10.5):
    body = {"berth": berth, "boat": "Alma", "length_m": length_m, "arrival": arrival, "departure": departure}
    return client.post("/reservations", json=body)


def test_a_free_berth_is_reserved(client):
    answer = reserve(client, "2026-07-01", "2026-07-04")
    assert answer.status_code == 201
    assert answer.json()["id"]


def test_a_taken_berth_is_refused(client):
    reserve(client, "2026-07-01", "2026-07-04")
    answer = reserve(client, "2026-07-03", "2026-07-06")
    assert answer.status_code == 409
    assert answer.json()["error"] == "berth_taken"
    assert "2026-07-04" in answer.json()["message"]


def test_the_day_of_departure_is_free(client):
    reserve(client, "2026-07-01", "2026-07-04")
    assert reserve(client, "2026-07-04", "2026-07-06").status_code == 201


def test_another_berth_is_free(client):
    reserve(client, "2026-07-01", "2026-07-04")
    assert reserve(client, "2026-07-01", "2026-07-04", berth="B2", length_m=8).status_code == 201


@pytest.mark.parametrize("departure", ["2026-07-01", "2026-06-30"])
def test_departure_is_after_arrival(client, departure):
    assert reserve(client, "2026-07-01", departure).status_code == 422


def test_a_boat_has_to_fit(client):
    assert reserve(client, "2026-07-01", "2026-07-04", length_m=12).status_code == 201
    assert reserve(client, "2026-07-04", "2026-07-05", length_m=12.1).status_code == 422


def test_an_unknown_berth(client):
    assert reserve(client, "2026-07-01", "2026-07-04", berth="Z9").status_code == 404
