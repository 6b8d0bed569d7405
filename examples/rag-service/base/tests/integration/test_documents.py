"""The acceptance scenarios of specs/001-document-ingestion/spec.md."""

from fastapi.testclient import TestClient

from samples import RETURNS


def test_a_stored_document_can_be_read_back(client: TestClient, ingest):
    document = client.get(f"/v1/documents/{ingest('Returns', f'  {RETURNS}  ')}").json()

    assert (document["title"], document["text"]) == ("Returns", RETURNS)


def test_a_long_document_has_several_passages(client: TestClient):
    body = {"title": "Returns", "text": RETURNS * 3}

    assert client.post("/v1/documents", json=body).json()["passages"] >= 3


def test_a_document_without_text_is_refused(client: TestClient):
    response = client.post("/v1/documents", json={"title": "Returns", "text": " \n "})

    assert response.status_code == 422
    assert [detail["field"] for detail in response.json()["details"]] == ["text"]


def test_a_deleted_document_is_gone(client: TestClient, ingest):
    path = f"/v1/documents/{ingest('Returns', RETURNS)}"

    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404
    assert client.delete(path).status_code == 404
