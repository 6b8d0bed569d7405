"""Every response of specs/001-document-ingestion/contracts/openapi.yaml."""

from fastapi.testclient import TestClient

STORED = {"id", "title", "passages", "created_at"}


def test_post_answers_201_with_the_stored_document(client: TestClient):
    response = client.post("/v1/documents", json={"title": "Returns", "text": "Within 30 days."})

    assert response.status_code == 201
    assert response.json().keys() == STORED


def test_post_answers_422_with_the_fields_at_fault(client: TestClient):
    response = client.post("/v1/documents", json={"title": "", "text": "x" * 100_001})

    assert response.status_code == 422
    assert response.json().keys() == {"code", "message", "details"}
    assert response.json()["code"] == "invalid_request"
    assert [detail["field"] for detail in response.json()["details"]] == ["title", "text"]


def test_a_body_that_is_no_json_is_answered_with_422(client: TestClient):
    response = client.post("/v1/documents", content="{", headers={"content-type": "application/json"})

    assert response.status_code == 422
    assert [detail["field"] for detail in response.json()["details"]] == ["body"]


def test_get_answers_200_with_the_full_document(client: TestClient, ingest):
    response = client.get(f"/v1/documents/{ingest('Returns', 'Within 30 days.')}")

    assert response.status_code == 200
    assert response.json().keys() == STORED | {"text"}


def test_delete_answers_204_without_a_body(client: TestClient, ingest):
    response = client.delete(f"/v1/documents/{ingest('Returns', 'Within 30 days.')}")

    assert (response.status_code, response.content) == (204, b"")


def test_get_and_delete_answer_404_for_an_unknown_id(client: TestClient):
    for response in (client.get("/v1/documents/doc_0"), client.delete("/v1/documents/doc_0")):
        assert response.status_code == 404
        assert response.json() == {
            "code": "document_not_found",
            "message": "There is no document doc_0",
            "details": [],
        }
