"""From passages to the sentences of an answer."""

from collections.abc import Iterator

from ragline.answers.models import Citation
from ragline.documents import Passage
from ragline.embedding import embed, similarity
from ragline.sentences import sentence_spans
from ragline.settings import Settings
from ragline.store import Hit


def cite(question: str, hits: list[Hit], settings: Settings) -> list[Citation]:
    """Citations of the sentences that answer the question, in the order in which they are read.

    The most similar sentence is always among them, others only when they reach the threshold too.
    Without hits there is nothing to cite.
    """
    candidates = [citation for hit in hits for citation in _sentences(hit.passage)]
    vector = embed(question)
    similarities = [similarity(vector, embed(candidate.quote)) for candidate in candidates]
    ranked = sorted(range(len(candidates)), key=lambda index: -similarities[index])
    chosen = [index for index in ranked if similarities[index] >= settings.min_similarity] or ranked[:1]
    return [candidates[index] for index in sorted(chosen[: settings.max_citations])]


def _sentences(passage: Passage) -> Iterator[Citation]:
    for start, end in sentence_spans(passage.text):
        yield Citation(
            document_id=passage.document_id,
            passage_id=passage.id,
            start=passage.start + start,
            end=passage.start + end,
            quote=passage.text[start:end],
        )
