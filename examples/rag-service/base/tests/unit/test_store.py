from datetime import UTC, datetime

from ragline.documents import new_document, passages_of
from ragline.embedding import embed
from ragline.store import VectorStore

NOW = datetime(2026, 10, 12, tzinfo=UTC)


def add(store: VectorStore, text: str) -> str:
    document = new_document("A document", text, NOW)
    store.add(document, passages_of(document, 500))
    return document.id


def test_a_search_returns_the_most_similar_passages_first():
    store = VectorStore()
    add(store, "Descale the machine.")
    add(store, "Clean the burrs.")
    add(store, "Clean the machine and the burrs with a brush.")

    hits = store.search(embed("clean burrs"), 2)

    assert [hit.passage.text for hit in hits] == [
        "Clean the burrs.",
        "Clean the machine and the burrs with a brush.",
    ]
    assert hits[0].similarity > hits[1].similarity


def test_of_equal_passages_the_one_stored_first_comes_first():
    store = VectorStore()
    ids = [add(store, "Clean the burrs.") for _ in range(3)]

    assert [hit.passage.document_id for hit in store.search(embed("burrs"), 3)] == ids


def test_a_removed_document_is_not_found_again():
    store = VectorStore()
    document_id = add(store, "Clean the burrs.")

    assert store.remove(document_id)
    assert not store.remove(document_id)
    assert store.search(embed("burrs"), 5) == []
