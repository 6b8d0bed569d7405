"""Another order for the passages that a search found."""

from ragline.embedding import terms
from ragline.store import Hit


def rerank(question: str, hits: list[Hit], weight: float = 0.3) -> list[Hit]:
    """The hits by similarity and by how close together the words of the question stand in them.

    `weight` is the share of closeness in the score, from 0 (the order stays) to 1.
    """
    wanted = set(terms(question))

    def score(hit: Hit) -> float:
        return (1 - weight) * hit.similarity + weight * _closeness(wanted, terms(hit.passage.text))

    return sorted(hits, key=score, reverse=True)


def _closeness(wanted: set[str], words: list[str]) -> float:
    """The best share of wanted words in any window of as many words as are wanted."""
    size = len(wanted)
    if not size:
        return 0.0
    windows = (words[start : start + size] for start in range(max(1, len(words) - size + 1)))
    return max(len(wanted.intersection(window)) / size for window in windows)
