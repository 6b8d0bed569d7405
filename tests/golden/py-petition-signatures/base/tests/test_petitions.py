from fastapi.testclient import TestClient

from townhall.app import create_app
from townhall.petitions import Petition, Petitions


def test_petitions_are_listed():
    client = TestClient(create_app(Petitions(Petition(1, "A bridge for bicycles"))))
    assert client.get("/petitions").json() == [{"id": 1, "title": "A bridge for bicycles", "open": True}]
