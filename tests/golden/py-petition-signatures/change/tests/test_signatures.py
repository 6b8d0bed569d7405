from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from townhall.app import create_app
from townhall.petitions import Petition, Petitions


class Now:
    def __init__(self):
        self.time = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)

    def __call__(self):
        return self.time


@pytest.fixture
def now():
    return Now()


@pytest.fixture
def client(now):
    petitions = Petitions(Petition(1, "A bridge for bicycles"), Petition(2, "Trees"), Petition(3, "Trams", open=False))
    return TestClient(create_app(petitions, now))


def sign(client, name="Ana", email=None, petition=1, address="192.0.2.7"):
    body = {"name": name, "email": email or f"{name}@example.com"}
    return client.post(f"/petitions/{petition}/signatures", json=body, headers={"X-Forwarded-For": address})


def test_a_citizen_signs(client):
    assert sign(client).status_code == 201


def test_an_e_mail_address_signs_once(client):
    sign(client, email="ana@example.com")
    assert sign(client, email="Ana@Example.com").status_code == 409
    assert sign(client, email="ana@example.com", petition=2).status_code == 201


def test_a_network_address_has_a_limit(client, now):
    for number in range(20):
        assert sign(client, f"p{number}", petition=1 + number % 2).status_code == 201
    assert sign(client, "one.more").status_code == 429
    assert sign(client, "one.more", address="192.0.2.8").status_code == 201
    now.time += timedelta(days=1)
    assert sign(client, "tomorrow").status_code == 201


def test_a_closed_petition(client):
    assert sign(client, petition=3).status_code == 410


def test_the_latest_signature_comes_first(client):
    sign(client, "Ana")
    sign(client, "Ben")
    assert client.get("/petitions/1/signatures").json() == [
        {"name": "Ben", "signed_on": "2026-04-01"},
        {"name": "Ana", "signed_on": "2026-04-01"},
    ]


def test_the_list_ends_after_fifty(client):
    for number in range(51):
        sign(client, f"p{number}", address=f"198.51.100.{number}")
    names = [one["name"] for one in client.get("/petitions/1/signatures").json()]
    assert (len(names), names[0], names[-1]) == (50, "p50", "p1")
