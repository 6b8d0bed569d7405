from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from crewdesk.app import create_app
from crewdesk.clock import set_clock
from crewdesk.outbox import Outbox
from crewdesk.teams import Team, Teams

START = datetime(2026, 8, 20, 9, 0, tzinfo=UTC)
OWNER, MEMBER, ANA = {"X-User-Id": "1"}, {"X-User-Id": "2"}, {"X-User-Id": "3"}


@pytest.fixture
def outbox():
    return Outbox()


@pytest.fixture
def team():
    return Team(id=7, name="Harbour", owners={1}, members={1, 2})


@pytest.fixture
def client(outbox, team):
    teams = Teams()
    teams.add(team)
    set_clock(lambda: START)
    return TestClient(create_app(teams, outbox))


def invite(client, email="ana@example.com", who=OWNER):
    return client.post("/teams/7/invitations", json={"email": email}, headers=who)


def token_of(message):
    return message.text.rsplit("/", 1)[-1]


def test_an_owner_invites_and_the_colleague_joins(client, outbox, team):
    assert invite(client).status_code == 201
    (message,) = outbox.messages
    assert message.to == "ana@example.com"
    assert client.post(f"/invitations/{token_of(message)}/accept", headers=ANA).status_code == 200
    assert 3 in team.members


def test_members_cannot_invite(client):
    assert invite(client, who=MEMBER).status_code == 403


def test_an_invitation_expires(client, outbox):
    invite(client)
    set_clock(lambda: START + timedelta(days=8))
    assert client.post(f"/invitations/{token_of(outbox.messages[0])}/accept", headers=ANA).status_code == 410


def test_an_invitation_works_once(client, outbox, team):
    invite(client)
    link = f"/invitations/{token_of(outbox.messages[0])}/accept"
    client.post(link, headers=ANA)
    assert client.post(link, headers={"X-User-Id": "4"}).status_code == 404
    assert 4 not in team.members


def test_case_of_an_address_makes_no_difference(client, outbox):
    invite(client, "Ana@Example.com")
    invite(client, "ana@example.com")
    assert len(outbox.messages) == 1


def test_open_invitations_are_limited(client):
    for number in range(30):
        answer = invite(client, f"person{number}@example.com")
    assert answer.status_code == 409
