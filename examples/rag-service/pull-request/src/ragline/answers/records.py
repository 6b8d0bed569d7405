"""What an auditor sees of the questions that were asked."""

from datetime import datetime
from itertools import islice
from threading import Lock

from ragline.answers.models import Citation, Outcome
from ragline.api.schema import ApiModel


class ConsideredPassage(ApiModel):
    """A passage that a search found, cited or not."""

    passage_id: str
    document_id: str
    similarity: float


class AnswerRecord(ApiModel):
    """How an answer came about. Holds copies, so that it outlives the documents."""

    id: str
    question: str
    max_passages: int
    outcome: Outcome
    text: str
    citations: tuple[Citation, ...]
    considered: tuple[ConsideredPassage, ...]
    min_similarity: float
    created_at: datetime


class AnswerRecords:
    """Records in the order of writing. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._records: dict[str, AnswerRecord] = {}

    def write(self, record: AnswerRecord) -> None:
        """Keep a record for good; there is no way to replace it."""
        with self._lock:
            if record.id in self._records:
                raise ValueError(f"there is a record {record.id} already")
            self._records[record.id] = record

    def get(self, answer_id: str) -> AnswerRecord | None:
        """The record of the answer with this id."""
        with self._lock:
            return self._records.get(answer_id)

    def newest(self, limit: int) -> list[AnswerRecord]:
        """The last `limit` records, newest first."""
        with self._lock:
            return list(islice(reversed(self._records.values()), limit))
