from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from plugmap.app import create_app
from plugmap.operators import Operator
from plugmap.stations import Site, Stations


class Now:
    def __init__(self):
        self.time = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)

    def __call__(self):
        return self.time


@pytest.fixture
def now():
    return Now()


@pytest.fixture
def client(now):
    sites = [Site(9, "Amperio", 48.1, 11.5), Site(4, "Voltera", 47.8, 13.0)]
    operators = [Operator("Voltera", "v-key"), Operator("Amperio", "a-key")]
    return TestClient(create_app(operators, Stations(sites, now)))


def report(client, status, station=4, key="v-key"):
    return client.put(f"/stations/{station}/status", json={"status": status}, headers={"X-Operator-Key": key})


def statuses(client):
    return {station["id"]: station["status"] for station in client.get("/stations").json()}


def test_a_report_is_listed(client):
    assert report(client, "occupied").status_code == 204
    assert statuses(client) == {4: "occupied", 9: "unknown"}


def test_reports_of_other_operators(client):
    report(client, "occupied")
    assert report(client, "free", key="a-key").status_code == 403
    assert statuses(client)[4] == "occupied"


@pytest.mark.parametrize("status", ["unknown", "Free", ""])
def test_what_is_no_status(client, status):
    assert report(client, status).status_code == 422


def test_there_is_no_such_station(client):
    assert report(client, "free", station=5).status_code == 404


def test_reports_grow_old(client, now):
    report(client, "free")
    now.time += timedelta(minutes=15)
    assert statuses(client)[4] == "free"
    now.time += timedelta(minutes=45)
    assert statuses(client)[4] == "unknown"


def test_stations_of_one_operator(client):
    answer = client.get("/stations", params={"operator": "Voltera"})
    assert [station["id"] for station in answer.json()] == [4]


def test_the_list_is_in_order_and_ends(now):
    sites = [Site(number, "Voltera", 47.8, 13.0) for number in range(120, 0, -1)]
    client = TestClient(create_app([], Stations(sites, now)))
    assert [station["id"] for station in client.get("/stations").json()] == list(range(1, 101))
