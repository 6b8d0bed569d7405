from fastapi.testclient import TestClient

from cantor.app import create_app
from cantor.members import Member


def test_a_member_is_known_by_key():
    client = TestClient(create_app([Member("k1", "Mia", "alto")]))
    assert client.get("/me", headers={"X-Member-Key": "k1"}).json() == {"name": "Mia", "voice": "alto"}
    assert client.get("/me", headers={"X-Member-Key": "k2"}).status_code == 401
