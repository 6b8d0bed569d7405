"""The acceptance scenarios and edge cases of user story 1 of specs/002-grounded-answers/spec.md."""

import pytest
from fastapi.testclient import TestClient

from samples import CLEANING, RETURNS


def ask(client: TestClient, question: str, **more: int) -> dict:
    response = client.post("/v1/answers", json={"question": question, **more})
    assert response.status_code == 200, response.text
    return response.json()


def test_a_question_is_answered_with_the_sentence_that_says_so(client: TestClient, ingest):
    ingest("Returns", RETURNS)
    ingest("Cleaning", CLEANING)

    answer = ask(client, "Within how many days can unused grinders be returned?")

    assert answer["outcome"] == "answered"
    assert "Unused grinders can be returned within 30 days of delivery." in answer["text"]
    assert answer["citations"]


def test_every_citation_is_found_in_its_document(client: TestClient, ingest):
    ingest("Handbook", f"{RETURNS}\n\n{CLEANING}")
    ingest("Cleaning", CLEANING)

    answer = ask(client, "How often should I clean the burrs of the grinder?")

    assert len(answer["citations"]) > 1
    for citation in answer["citations"]:
        text = client.get(f"/v1/documents/{citation['document_id']}").json()["text"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert answer["text"] == " ".join(citation["quote"] for citation in answer["citations"])


def test_a_topic_that_no_document_covers_is_refused(client: TestClient, ingest):
    ingest("Returns", RETURNS)
    ingest("Cleaning", CLEANING)

    answer = ask(client, "Which coffee beans taste of chocolate and nuts?")

    assert (answer["outcome"], answer["text"], answer["citations"]) == ("insufficient_evidence", "", [])


def test_citations_belong_to_no_more_passages_than_allowed(client: TestClient, ingest):
    for number in range(4):
        ingest(f"Note {number}", f"Descale machine {number} with descaler. Use water {number} for it.")

    cited = {citation["passage_id"] for citation in ask(client, "descale machine", max_passages=2)["citations"]}

    assert len(cited) == 2


@pytest.mark.parametrize("question", ["?!", "How is it?"])
def test_a_question_without_a_word_that_counts_is_refused(client: TestClient, ingest, question: str):
    ingest("Returns", RETURNS)

    assert ask(client, question)["outcome"] == "insufficient_evidence"


def test_without_documents_every_question_is_refused(client: TestClient):
    assert ask(client, "How do I clean the burrs?")["outcome"] == "insufficient_evidence"


@pytest.mark.parametrize(
    ("field", "body"),
    [
        ("question", {"question": "x" * 2_001}),
        ("question", {"max_passages": 3}),
        ("max_passages", {"question": "burrs", "max_passages": 0}),
        ("max_passages", {"question": "burrs", "max_passages": 11}),
        ("top_k", {"question": "burrs", "top_k": 3}),
    ],
)
def test_an_invalid_request_names_the_field_at_fault(client: TestClient, field: str, body: dict):
    response = client.post("/v1/answers", json=body)

    assert response.status_code == 422
    assert response.json()["code"] == "invalid_request"
    assert [detail["field"] for detail in response.json()["details"]] == [field]
