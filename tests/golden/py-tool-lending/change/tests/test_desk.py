from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient

from toolshed.app import create_app
from toolshed.tools import Shelf, Tool

TOOLS = [Tool("D1", "Drill"), Tool("S1", "Saw"), Tool("L1", "Ladder"), Tool("R1", "Rake")]


class Calendar:
    def __init__(self):
        self.day = date(2026, 6, 1)

    def __call__(self):
        return self.day

    def pass_days(self, days):
        self.day += timedelta(days=days)


@pytest.fixture
def calendar():
    return Calendar()


@pytest.fixture
def client(calendar):
    return TestClient(create_app(Shelf(TOOLS), calendar))


def lend(client, tool, member="ana"):
    return client.post("/loans", json={"tool": tool, "member": member})


def test_a_tool_is_lent_for_two_weeks(client):
    answer = lend(client, "D1")
    assert (answer.status_code, answer.json()["due"]) == (201, "2026-06-15")


def test_a_tool_can_be_lent_once(client):
    lend(client, "D1")
    assert lend(client, "D1", "ben").status_code == 409


def test_a_code_has_to_be_known(client):
    assert lend(client, "X9").status_code == 404


def test_three_tools_are_enough_until_one_is_back(client):
    loans = [lend(client, code).json()["id"] for code in ("D1", "L1", "R1")]
    assert lend(client, "S1").status_code == 409
    assert client.delete(f"/loans/{loans[0]}").status_code == 204
    assert lend(client, "S1").status_code == 201


def test_who_is_late_gets_nothing(client, calendar):
    lend(client, "D1")
    calendar.pass_days(14)
    assert lend(client, "S1").status_code == 201
    calendar.pass_days(1)
    assert lend(client, "L1").status_code == 403


def test_a_tool_comes_back_once(client):
    loan = lend(client, "D1").json()["id"]
    client.delete(f"/loans/{loan}")
    assert client.delete(f"/loans/{loan}").status_code == 409


def test_who_waits_longest_is_first(client, calendar):
    lend(client, "D1", "ana")
    back = lend(client, "R1", "cem").json()["id"]
    calendar.pass_days(7)
    lend(client, "S1", "ben")
    lend(client, "L1", "dora")
    client.delete(f"/loans/{back}")
    calendar.pass_days(16)
    late = client.get("/loans/late").json()
    assert [(one["member"], one["days_late"]) for one in late] == [("ana", 9), ("ben", 2), ("dora", 2)]
