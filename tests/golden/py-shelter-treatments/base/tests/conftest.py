from datetime import date

import pytest
from fastapi.testclient import TestClient

from shelter.animals import Animal
from shelter.app import create_app
from shelter.sessions import Person


@pytest.fixture
def client():
    animals = [Animal(1, "Bruno"), Animal(2, "Mimi", adopted_on=date(2026, 5, 2))]
    sessions = {"v": Person("Dr. Okafor", frozenset({"vet"})), "k": Person("Jan", frozenset({"keeper"}))}
    return TestClient(create_app(animals, sessions), headers={"X-Session": "v"})
