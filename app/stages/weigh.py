"""What the model answered → what is reported: nothing stands without a quote that stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.evidence import Citation, Evidence
from app.domain.question import Packet, Question
from app.domain.verdict import ANSWERS, Failure, Holds, Part, Quote, Refutation, Reply, Verdict
from app.stages.doing import does_something
from app.stages.lookup import Quotable, look_up, quotable
from app.stages.mask import shown
from specs_schema.report import Answer
from specs_schema.subject import Subject
from specs_schema.task import Task

NOT_CONFIRMED = "not confirmed by the second reader"
DISAGREES = "the documents of the spec disagree"
NO_CODE = "the answer quotes no code that stands in what was shown"
ONLY_SAID = "the answer quotes comments or prose alone"
NO_WORDS = "the answer names no words of the specification that stand there"
NO_SEARCH = "no record shows where it was looked for"
UNSETTLED = "reading what was shown does not settle it"
_SHORTEST = 2  # letters and digits of words that can accuse
UNREAD = "it may be in a changed file that could not be read"
PARTLY = "done in part"
NOT_CLAIMED = "no claim of this change, and nothing shown contradicts it"


def weigh(packet: Packet, answered: Sequence[Reply] | Failure) -> tuple[Verdict, ...]:
    """One verdict for each question of the packet, in its order."""
    if isinstance(answered, Failure):
        return tuple(_failed(question, answered) for question in packet.questions)
    replies: Mapping[str, Reply] = {reply.subject: reply for reply in answered}
    shown_evidence = quotable(packet.evidence)
    weighed = (_weigh_one(question, replies, shown_evidence) for question in packet.questions)
    return tuple(_as_far_as_read(verdict, packet) for verdict in weighed)


def _as_far_as_read(verdict: Verdict, packet: Packet) -> Verdict:
    """Nothing is missing where a changed file could not be read."""
    if verdict.answer != "missing" or not packet.unread:
        return verdict
    return replace(verdict, answer="unsure", reason=f"{UNREAD}: {packet.unread[0]}")


def weigh_refutation(verdict: Verdict, refutation: Refutation | Failure, packet: Packet) -> Verdict:
    """The verdict when the second reader confirms it with quotes that stand, else `unsure` or `error`."""
    if isinstance(refutation, Failure):
        return replace(verdict, answer="error", failure=refutation, reason=refutation.message)
    evidence = (*packet.evidence, *refutation.looked_up, own_words(verdict.subject))
    citations = look_up(refutation.quotes, quotable(evidence))
    if not refutation.confirmed:
        return _refuted(verdict, citations)
    if not _carries(verdict, citations):
        return _not_confirmed(verdict, f"{NOT_CONFIRMED}: {NO_CODE}")
    return replace(
        verdict,
        expected=shown(refutation.expected),  # words of a model, which may have been told to hide some
        found=shown(refutation.found),
        citations=tuple(dict.fromkeys((*verdict.citations, *citations))),
    )


def _refuted(verdict: Verdict, citations: Sequence[Citation]) -> Verdict:
    """Not confirmed; where another place of the spec prescribes what the code does, that place is named."""
    other = next((one for one in citations if _is_another_place(one, verdict.subject)), None)
    if other is None:
        return _not_confirmed(verdict, NOT_CONFIRMED)
    known = _not_confirmed(verdict, f"{DISAGREES}: `{other.span}` says what the code does")
    return replace(known, citations=tuple(dict.fromkeys((*verdict.citations, other))))


def _is_another_place(citation: Citation, subject: Subject) -> bool:
    return citation.side == "spec" and not citation.span.overlaps(subject.span)


def own_words(subject: Subject) -> Evidence:
    """The text of the subject as evidence, which every answer about it may quote."""
    return Evidence(subject.key, "spec", subject.span, subject.text, "the subject itself")


@dataclass(frozen=True, slots=True)
class _Held:
    """A part as far as its quotes carry it. `reason` says why it is less than the model made of it."""

    holds: Holds
    citations: tuple[Citation, ...]
    words: str = ""
    reason: str = ""


def _weigh_one(question: Question, replies: Mapping[str, Reply], evidence: tuple[Quotable, ...]) -> Verdict:
    reply = replies.get(question.subject.key)
    if reply is None or not reply.parts:
        return _failed(question, Failure("malformed", f"The model gave no answer about `{question.subject.id}`"))
    sources = (*quotable([own_words(question.subject)]), *evidence, *quotable(reply.looked_up))
    weighed = _together(question, [_held(question.subject, part, sources) for part in reply.parts])
    if question.claimed or weighed.answer in {"met", "violated"}:
        return weighed
    return replace(weighed, answer="not_claimed", reason=NOT_CLAIMED, citations=())


def _held(subject: Subject, part: Part, sources: tuple[Quotable, ...]) -> _Held:
    """What stands of one part: code for what holds or not, the subject's own words for what does not.

    A record of a search tells what is absent, and that a file is still there which a task was to remove. It never shows
    that something holds: names of files, which anybody may choose, stand in it.
    """
    found = look_up(part.quotes, sources)
    recorded = part.holds == "absent" or (part.holds == "no" and isinstance(subject, Task))
    citations = tuple(citation for citation in found if recorded or citation.side != "search")
    against = tuple(citation for citation in citations if _is_counterpart(citation, subject))
    if part.holds == "unseen":
        return _Held("unseen", citations, part.words, UNSETTLED)
    if part.holds == "yes":
        lacks = _lacks(subject, citations, sources)
        return _Held("unseen", citations, part.words, lacks) if lacks else _Held("yes", citations)
    words = _words(subject, part, sources)
    if words is None:
        return _Held("unseen", citations, part.words, NO_WORDS)
    spoken = tuple(dict.fromkeys((words, *citations)))
    if part.holds == "no":
        return (
            _Held("no", spoken, part.words)
            if against or _is_work_on_files(subject, citations)
            else _Held("unseen", citations, part.words, NO_CODE)
        )
    records = _records(citations, sources)
    if not records:
        return _Held("unseen", citations, part.words, NO_SEARCH)
    return _Held("absent", tuple(dict.fromkeys((*spoken, *records))), part.words)


def _together(question: Question, parts: Sequence[_Held]) -> Verdict:
    """The verdict that the parts come to: the worst decides, and brings its evidence first."""
    order = list(ANSWERS)
    ranked = sorted(parts, key=lambda part: order.index(part.holds))
    worst = ranked[0]
    deciding = [part for part in ranked if part.holds == worst.holds] if worst.holds != "yes" else ranked
    citations = tuple(dict.fromkeys(citation for part in deciding for citation in part.citations))
    verdict = _verdict(question, ANSWERS[worst.holds], citations, worst.reason)
    if worst.holds == "absent" and ranked[-1].holds == "yes":
        verdict = replace(verdict, reason=PARTLY)
    elif worst.holds == "yes":
        verdict = replace(verdict, reason=_elsewhere(question.subject, citations))
    broken = worst.holds in {"no", "absent"}
    return replace(verdict, at_issue=worst.words) if broken else verdict


def _elsewhere(subject: Subject, citations: Sequence[Citation]) -> str:
    """Where the work of a task was found, if in none of the files that it names; else nothing."""
    named = [path.text for path in subject.paths if path.kind == "file"] if isinstance(subject, Task) else []
    found = [citation.span.path for citation in citations if citation.side == "code"]
    if not named or not found or any(path.endswith(name.removeprefix("./")) for path in found for name in named):
        return ""
    return f"done elsewhere: `{found[0]}`"


def _words(subject: Subject, part: Part, sources: tuple[Quotable, ...]) -> Citation | None:
    """Where the spec says what the part is about; an accusation without such words is an invented requirement.

    In the subject's own text a word of two letters is enough: `pet` in a list, or two characters of Chinese.
    """
    if not part.words:
        return _whole(own_words(subject))
    words = " ".join(part.words.split())
    if sum(map(str.isalnum, words)) >= _SHORTEST and words in " ".join(shown(subject.text).split()):
        return Citation("spec", subject.span, words)
    spoken = [source for source in sources if source.piece.side == "spec"]
    return next(iter(look_up([Quote(subject.key, part.words)], spoken)), None)


def _records(citations: Sequence[Citation], sources: Sequence[Quotable]) -> tuple[Citation, ...]:
    """Records made by program that say where it was looked for: the quoted ones, else all that were shown."""
    quoted = tuple(citation for citation in citations if citation.side == "search")
    return quoted or tuple(_whole(each.piece) for each in sources if each.piece.side == "search")


def _carries(verdict: Verdict, citations: Sequence[Citation]) -> bool:
    """Whether the second reader's quotes carry what it confirms."""
    if verdict.answer == "missing":
        return any(citation.side in {"search", "code"} for citation in citations)
    return any(_is_counterpart(citation, verdict.subject) for citation in citations) or _is_work_on_files(
        verdict.subject, citations
    )


def _is_work_on_files(subject: Subject, citations: Sequence[Citation]) -> bool:
    """Whether a task is held against the names of files that a record of a search has."""
    return isinstance(subject, Task) and any(citation.side == "search" for citation in citations)


def _is_counterpart(citation: Citation, subject: Subject) -> bool:
    """Whether a quote can speak against the subject: code, or a contract that is not the subject's own file.

    Other documents of the spec cannot: what they say was written before the code, like the subject itself.
    """
    contract = citation.side == "spec" and "/contracts/" in citation.span.path
    return citation.side == "code" or (contract and citation.span.path != subject.span.path)


def _lacks(subject: Subject, citations: Sequence[Citation], sources: Sequence[Quotable]) -> str:
    """What the quotes lack to show that something is done; nothing where they show it.

    A contract says what shall be, and a comment what somebody thinks: neither does it. They may be the work of a task.
    """
    code = [citation for citation in citations if citation.side == "code"]
    if isinstance(subject, Task):
        return "" if code or any(_is_named_contract(citation, subject) for citation in citations) else NO_CODE
    if not code:
        return NO_CODE
    return "" if any(_does_something(citation, sources) for citation in code) else ONLY_SAID


def _is_named_contract(citation: Citation, task: Task) -> bool:
    named = (path.text.removeprefix("./") for path in task.paths if path.kind == "file")
    return _is_counterpart(citation, task) and any(f"/{citation.span.path}".endswith(f"/{name}") for name in named)


def _does_something(citation: Citation, sources: Sequence[Quotable]) -> bool:
    """Whether a quote holds more than comments and prose, seen among the lines around it."""
    path, quote = citation.span.path, citation.quote
    for source in sources:
        if source.piece.side == "code" and source.piece.span.path == path:
            start = source.text.find(quote, _start_of(citation.span.first, source))
            if start >= 0:
                return does_something(path, source.text, start, start + len(quote))
    return does_something(path, quote, 0, len(quote))


def _start_of(line: int, source: Quotable) -> int:
    """Where in the text a line of the file begins."""
    above = source.text.split("\n")[: max(0, line - source.piece.span.first)]
    return sum(len(one) + 1 for one in above)


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


def _not_confirmed(verdict: Verdict, reason: str) -> Verdict:
    return replace(verdict, answer="unsure", reason=reason)


def _failed(question: Question, failure: Failure) -> Verdict:
    return replace(_verdict(question, "error", (), failure.message), failure=failure)
