"""Documents, passages and their vectors, in memory."""

from dataclasses import dataclass
from threading import Lock

from ragline.documents import Document, Passage
from ragline.embedding import Vector, embed, similarity


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found, and how similar it is."""

    passage: Passage
    similarity: float


class VectorStore:
    """Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._documents: dict[str, Document] = {}
        self._passages: dict[str, list[tuple[Passage, Vector]]] = {}

    def add(self, document: Document, passages: list[Passage]) -> None:
        """Store a document; when this returns, its passages can be found."""
        embedded = [(passage, embed(passage.text)) for passage in passages]
        with self._lock:
            self._documents[document.id] = document
            self._passages[document.id] = embedded

    def document(self, document_id: str) -> Document | None:
        """The document with this id."""
        with self._lock:
            return self._documents.get(document_id)

    def passage_count(self, document_id: str) -> int:
        """How many passages the document was cut into."""
        with self._lock:
            return len(self._passages.get(document_id, ()))

    def remove(self, document_id: str) -> bool:
        """Forget a document and all its passages. False when there is none with this id."""
        with self._lock:
            self._passages.pop(document_id, None)
            return self._documents.pop(document_id, None) is not None

    def search(self, vector: Vector, limit: int) -> list[Hit]:
        """The `limit` passages most similar to `vector`, best first; of equal ones the one stored first."""
        with self._lock:
            stored = [pair for passages in self._passages.values() for pair in passages]
        hits = [Hit(passage, similarity(vector, other)) for passage, other in stored]
        hits.sort(key=lambda hit: -hit.similarity)  # a stable sort keeps the order of storing
        return hits[:limit]
