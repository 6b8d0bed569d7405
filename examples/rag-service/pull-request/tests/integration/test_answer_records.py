"""The acceptance scenarios and edge cases of user story 2 of specs/002-grounded-answers/spec.md."""

import logging

import pytest
from fastapi.testclient import TestClient

from samples import CLEANING, RETURNS


def ask(client: TestClient, question: str) -> dict:
    return client.post("/v1/answers", json={"question": question}).json()


def test_the_record_shows_how_an_answer_came_about(client: TestClient, ingest):
    ingest("Returns", RETURNS)
    cleaning = ingest("Cleaning", CLEANING)
    answer = ask(client, "How do I clean the burrs?")

    record = client.get(f"/v1/answers/{answer['id']}").json()

    assert record["question"] == "How do I clean the burrs?"
    assert record["max_passages"] == 5
    assert record["min_similarity"] == 0.2
    for field in ("id", "outcome", "text", "citations", "created_at"):
        assert record[field] == answer[field]
    similarities = [passage["similarity"] for passage in record["considered"]]
    assert record["considered"][0]["document_id"] == cleaning
    assert len(similarities) > 1
    assert similarities == sorted(similarities, reverse=True)


def test_a_refusal_is_recorded_with_the_passages_that_were_not_used(client: TestClient, ingest):
    ingest("Returns", RETURNS)
    refusal = ask(client, "Which coffee beans taste of chocolate and nuts?")

    record = client.get(f"/v1/answers/{refusal['id']}").json()

    assert (record["outcome"], record["text"], record["citations"]) == ("insufficient_evidence", "", [])
    assert record["considered"]
    assert all(passage["similarity"] < 0.2 for passage in record["considered"])


def test_the_latest_questions_come_first(client: TestClient):
    first, second, third = (ask(client, question) for question in ("first", "second", "third"))

    assert client.get("/v1/answers", params={"limit": 2}).json() == {
        "answers": [
            {
                "id": answer["id"],
                "question": question,
                "outcome": "insufficient_evidence",
                "created_at": answer["created_at"],
            }
            for question, answer in (("third", third), ("second", second))
        ]
    }
    assert client.get("/v1/answers").json()["answers"][-1]["id"] == first["id"]


def test_an_id_that_was_never_given_out_is_not_found(client: TestClient):
    response = client.get("/v1/answers/ans_0")

    assert response.status_code == 404
    assert response.json() == {
        "code": "answer_not_found",
        "message": "There is no answer ans_0",
        "details": [],
    }


@pytest.mark.parametrize("limit", ["0", "101", "many"])
def test_a_list_has_from_1_to_100_records(client: TestClient, limit: str):
    response = client.get("/v1/answers", params={"limit": limit})

    assert response.status_code == 422
    assert [detail["field"] for detail in response.json()["details"]] == ["limit"]


def test_a_list_has_20_records_when_the_request_does_not_say(client: TestClient):
    for number in range(21):
        ask(client, f"question {number}")

    assert len(client.get("/v1/answers").json()["answers"]) == 20


def test_a_record_outlives_the_documents_that_it_cites(client: TestClient, ingest):
    cleaning = ingest("Cleaning", CLEANING)
    path = f"/v1/answers/{ask(client, 'How do I clean the burrs?')['id']}"
    before = client.get(path).json()

    assert client.delete(f"/v1/documents/{cleaning}").status_code == 204
    assert client.get(path).json() == before


def test_no_text_of_a_question_or_an_answer_is_logged(client: TestClient, ingest, caplog: pytest.LogCaptureFixture):
    ingest("Cleaning", CLEANING)
    caplog.set_level(logging.DEBUG)
    answer = ask(client, "How do I clean the burrs?")
    client.get(f"/v1/answers/{answer['id']}")

    assert "burrs" not in caplog.text
