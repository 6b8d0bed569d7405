"""From a question to the passages that bear on it."""

from ragline.embedding import embed
from ragline.store import Hit, VectorStore


def consider(store: VectorStore, question: str, limit: int) -> list[Hit]:
    """The passages to consider: the `limit` most similar ones, best first."""
    return store.search(embed(question), limit)


def relevant(hits: list[Hit], min_similarity: float) -> list[Hit]:
    """Those of the considered passages that an answer may use."""
    return [hit for hit in hits if hit.similarity >= min_similarity]
