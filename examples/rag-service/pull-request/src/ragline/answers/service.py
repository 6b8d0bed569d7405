"""The whole way from a question to its answer."""

import uuid

from ragline.answers.answerer import cite
from ragline.answers.models import Answer, Question
from ragline.answers.records import AnswerRecord, AnswerRecords, ConsideredPassage
from ragline.answers.retriever import consider, relevant
from ragline.clock import Clock
from ragline.settings import Settings
from ragline.store import Hit, VectorStore


class AnswerService:
    """Answers questions from a store, and records every answer and every refusal."""

    def __init__(self, store: VectorStore, records: AnswerRecords, settings: Settings, clock: Clock) -> None:
        self._store = store
        self._records = records
        self._settings = settings
        self._clock = clock

    def answer(self, asked: Question) -> Answer:
        """The answer to a question; a refusal when no passage reaches the threshold."""
        considered = consider(self._store, asked.question, asked.max_passages)
        usable = relevant(considered, self._settings.min_similarity)
        citations = cite(asked.question, usable, self._settings)
        answer = Answer(
            id=f"ans_{uuid.uuid4().hex}",
            outcome="answered" if citations else "insufficient_evidence",
            text=" ".join(citation.quote for citation in citations),
            citations=tuple(citations),
            created_at=self._clock(),
        )
        self._records.write(self._record(asked, considered, answer))
        return answer

    def _record(self, asked: Question, considered: list[Hit], answer: Answer) -> AnswerRecord:
        return AnswerRecord(
            id=answer.id,
            question=asked.question,
            max_passages=asked.max_passages,
            outcome=answer.outcome,
            text=answer.text,
            citations=answer.citations,
            considered=tuple(
                ConsideredPassage(
                    passage_id=hit.passage.id,
                    document_id=hit.passage.document_id,
                    similarity=hit.similarity,
                )
                for hit in considered
            ),
            min_similarity=self._settings.min_similarity,
            created_at=answer.created_at,
        )
