"""What all tests need: an application with a store of its own."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from ragline.app import create_app

Ingest = Callable[[str, str], str]


@pytest.fixture
def client() -> TestClient:
    return TestClient(create_app())


@pytest.fixture
def ingest(client: TestClient) -> Ingest:
    """Stores a document and returns its id."""

    def store(title: str, text: str) -> str:
        response = client.post("/v1/documents", json={"title": title, "text": text})
        assert response.status_code == 201, response.text
        return response.json()["id"]

    return store
