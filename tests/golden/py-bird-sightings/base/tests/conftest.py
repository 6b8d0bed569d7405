import pytest
from fastapi.testclient import TestClient

from birdlog.app import create_app
from birdlog.people import Person

PEOPLE = {"ida": Person("Ida"), "tom": Person("Tom"), "ruth": Person("Ruth", is_ringer=True)}


@pytest.fixture
def client():
    return TestClient(create_app(PEOPLE, ":memory:"), headers={"X-Token": "ida"})


@pytest.fixture
def report(client):
    def send(species, seen_on, token="ida"):
        body = {"species": species, "place": "Old Pond", "seen_on": seen_on}
        return client.post("/sightings", json=body, headers={"X-Token": token})

    return send
