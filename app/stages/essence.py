"""Question → what an answer about it is known by: the same for the same question, wherever its lines have moved."""

from collections.abc import Mapping, Sequence

from app.domain.question import Question

Json = str | int | bool | Sequence["Json"] | Mapping[str, "Json"]


def asked(question: Question) -> Json:
    """The question as JSON. What it is asked on is remembered beside it, and compared by `stages/triage.py`."""
    subject = question.subject
    return {
        "subject": [subject.kind, subject.key, subject.id, subject.span.path],
        "text": subject.text,
        "reworded": question.reworded,
        "claims": [[claim.kind, claim.reason] for claim in question.claims],
    }
