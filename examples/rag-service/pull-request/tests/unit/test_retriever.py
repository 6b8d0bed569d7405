from datetime import UTC, datetime

from ragline.answers.retriever import consider, relevant
from ragline.documents import new_document, passages_of
from ragline.store import VectorStore


def a_store(*texts: str) -> VectorStore:
    store = VectorStore()
    for text in texts:
        document = new_document("A document", text, datetime(2026, 10, 19, tzinfo=UTC))
        store.add(document, passages_of(document, 500))
    return store


def test_no_more_passages_are_considered_than_allowed():
    store = a_store("Clean the burrs.", "Brush the burrs.", "Clean the tank.")

    hits = consider(store, "How do I clean the burrs?", 2)

    assert [hit.passage.text for hit in hits] == ["Clean the burrs.", "Brush the burrs."]


def test_passages_below_the_threshold_are_considered_and_not_relevant():
    store = a_store("Clean the burrs.", "Descale the machine.")

    hits = consider(store, "How do I clean the burrs?", 5)

    assert len(hits) == 2
    assert [hit.passage.text for hit in relevant(hits, 0.2)] == ["Clean the burrs."]


def test_a_passage_that_just_reaches_the_threshold_is_relevant():
    (hit,) = consider(a_store("Clean the burrs."), "burrs", 5)

    assert relevant([hit], hit.similarity) == [hit]
    assert relevant([hit], hit.similarity + 0.001) == []


def test_an_empty_store_has_nothing_to_consider():
    assert consider(a_store(), "How do I clean the burrs?", 5) == []
