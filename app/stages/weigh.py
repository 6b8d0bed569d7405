"""What the model answered → what is reported: nothing stands without a quote that stands."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.domain.evidence import Citation, Evidence
from app.domain.question import Packet, Question
from app.domain.verdict import Failure, Refutation, Reply, Verdict
from app.stages.lookup import Quotable, look_up, quotable
from app.stages.mask import shown
from specs_schema.report import Answer
from specs_schema.subject import Subject

NOT_CONFIRMED = "not confirmed by the second reader"
NO_CODE = "the answer quotes no code that stands in what was shown"
NO_SEARCH = "no record shows where it was looked for"
UNSETTLED = "reading what was shown does not settle it"
NOT_CLAIMED = "no claim of this change, and nothing shown contradicts it"


def weigh(packet: Packet, answered: Sequence[Reply] | Failure) -> tuple[Verdict, ...]:
    """One verdict for each question of the packet, in its order."""
    if isinstance(answered, Failure):
        return tuple(_failed(question, answered) for question in packet.questions)
    replies: Mapping[str, Reply] = {reply.subject: reply for reply in answered}
    shown_evidence = quotable(packet.evidence)
    return tuple(_weigh_one(question, replies, shown_evidence) for question in packet.questions)


def weigh_refutation(verdict: Verdict, refutation: Refutation | Failure, packet: Packet) -> Verdict:
    """The verdict when the second reader confirms it with quotes that stand, else `unsure` or `error`."""
    if isinstance(refutation, Failure):
        return replace(verdict, answer="error", failure=refutation, reason=refutation.message)
    if not refutation.confirmed:
        return _not_confirmed(verdict, NOT_CONFIRMED)
    evidence = (*packet.evidence, *refutation.looked_up, own_words(verdict.subject))
    citations = look_up(refutation.quotes, quotable(evidence))
    if not _carries(verdict, citations):
        return _not_confirmed(verdict, f"{NOT_CONFIRMED}: {NO_CODE}")
    return replace(
        verdict,
        expected=shown(refutation.expected),  # words of a model, which may have been told to hide some
        found=shown(refutation.found),
        citations=tuple(dict.fromkeys((*verdict.citations, *citations))),
    )


def own_words(subject: Subject) -> Evidence:
    """The text of the subject as evidence, which every answer about it may quote."""
    return Evidence(subject.key, "spec", subject.span, subject.text, "the subject itself")


def _weigh_one(question: Question, replies: Mapping[str, Reply], evidence: tuple[Quotable, ...]) -> Verdict:
    reply = replies.get(question.subject.key)
    if reply is None:
        return _failed(question, Failure("malformed", f"The model gave no answer about `{question.subject.id}`"))
    citations = look_up(reply.quotes, (*quotable([own_words(question.subject)]), *evidence))
    weighed = _stands(question, reply, citations, evidence)
    if question.claimed or weighed.answer in {"met", "violated"}:
        return weighed
    return replace(weighed, answer="not_claimed", reason=NOT_CLAIMED, citations=())


def _stands(
    question: Question, reply: Reply, citations: tuple[Citation, ...], evidence: tuple[Quotable, ...]
) -> Verdict:
    """The answer of the model as far as its quotes carry it."""
    against = tuple(citation for citation in citations if _is_counterpart(citation, question.subject))
    match reply.answer:
        case "met":
            return _verdict(question, "met", citations) if against else _unsure(question, NO_CODE, citations)
        case "violated" if against:
            return _verdict(question, "violated", _with_own_words(question.subject, citations))
        case "violated":
            return _unsure(question, NO_CODE, citations)
        case "missing":
            return _missing(question, citations, evidence)
        case "unsure":
            return _unsure(question, UNSETTLED, citations)


def _missing(question: Question, citations: tuple[Citation, ...], evidence: tuple[Quotable, ...]) -> Verdict:
    """`missing`, when a record made by program says where it was looked for."""
    records = tuple(citation for citation in citations if citation.side == "search")
    records = records or tuple(_whole(each.piece) for each in evidence if each.piece.side == "search")
    if not records:
        return _unsure(question, NO_SEARCH, citations)
    spoken = _with_own_words(question.subject, citations)
    return _verdict(question, "missing", tuple(dict.fromkeys((*spoken, *records))))


def _carries(verdict: Verdict, citations: Sequence[Citation]) -> bool:
    """Whether the second reader's quotes carry what it confirms."""
    if verdict.answer == "missing":
        return any(citation.side in {"search", "code"} for citation in citations)
    return any(_is_counterpart(citation, verdict.subject) for citation in citations)


def _is_counterpart(citation: Citation, subject: Subject) -> bool:
    """Whether a quote can speak against the subject: code, or a contract that is not the subject's own file.

    Other documents of the spec cannot: what they say was written before the code, like the subject itself.
    """
    contract = citation.side == "spec" and "/contracts/" in citation.span.path
    return citation.side == "code" or (contract and citation.span.path != subject.span.path)


def _with_own_words(subject: Subject, citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """The citations with the subject's own words among them, supplied whole where the model quoted none."""
    if any(c.side == "spec" and c.span.path == subject.span.path for c in citations):
        return citations
    return (_whole(own_words(subject)), *citations)


def _whole(piece: Evidence) -> Citation:
    return Citation(piece.side, piece.span, shown(piece.text).strip())


def _verdict(question: Question, answer: Answer, citations: tuple[Citation, ...], reason: str = "") -> Verdict:
    return Verdict(
        feature=question.feature,
        subject=question.subject,
        answer=answer,
        claims=question.claims,
        reason=reason,
        citations=citations,
    )


def _unsure(question: Question, reason: str, citations: tuple[Citation, ...]) -> Verdict:
    return _verdict(question, "unsure", citations, reason)


def _not_confirmed(verdict: Verdict, reason: str) -> Verdict:
    return replace(verdict, answer="unsure", reason=reason)


def _failed(question: Question, failure: Failure) -> Verdict:
    return replace(_verdict(question, "error", (), failure.message), failure=failure)
