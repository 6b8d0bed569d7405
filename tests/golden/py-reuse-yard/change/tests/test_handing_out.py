import pytest

MEMBER = {"name": "Mara Lindt", "card": "M-20418"}


def take_in(client, brought_on="2026-09-10"):
    return client.post("/items", json={"what": "Bookcase", "hall": "North", "brought_on": brought_on}).json()["id"]


def hand_out(client, item, body=MEMBER):
    return client.post(f"/items/{item}/receipt", json=body).status_code


def test_an_item_goes_to_a_member(client):
    item = take_in(client)
    assert hand_out(client, item) == 201
    assert client.get("/items").json() == []


def test_an_item_goes_once(client):
    item = take_in(client)
    hand_out(client, item)
    assert hand_out(client, item) == 409


def test_an_item_that_is_not_offered_any_more_stays(client):
    assert hand_out(client, take_in(client, "2026-06-15")) == 409
    assert hand_out(client, take_in(client, "2026-06-16")) == 201


@pytest.mark.parametrize("missing", ["name", "card"])
def test_the_yard_wants_to_know_who(client, missing):
    item = take_in(client)
    assert hand_out(client, item, {key: value for key, value in MEMBER.items() if key != missing}) == 422
    assert hand_out(client, item, MEMBER | {missing: " "}) == 422


def test_an_item_has_to_be_there(client):
    assert hand_out(client, 7) == 404
