from fastapi.testclient import TestClient

from toolshed.app import create_app
from toolshed.tools import Shelf, Tool


def test_tools_are_listed_by_name():
    client = TestClient(create_app(Shelf([Tool("S1", "Saw"), Tool("D1", "Drill")])))
    assert [tool["name"] for tool in client.get("/tools").json()] == ["Drill", "Saw"]
