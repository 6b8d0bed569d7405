from fastapi.testclient import TestClient

from quayside.app import create_app
from quayside.berths import Berth, Berths


def test_berths_are_listed_by_name():
    client = TestClient(create_app(Berths([Berth("B2", 9.0), Berth("A1", 14.0)])))
    assert client.get("/berths").json() == ["A1", "B2"]
