"""Judges that need no model: one that knows the right answers, and one that lies."""

import hashlib
from collections.abc import Iterator

from app.domain.evidence import Evidence
from app.domain.question import Packet, Question
from app.domain.usage import Usage
from app.domain.verdict import ANSWERS, Accusation, Failure, Holds, ModelAnswer, Part, Quote, Refutation, Reply
from app.evaluation.case import BROKEN, Case, Gold
from app.ports import Reader
from app.stages.mask import shown
from specs_schema.span import Span

_LONGEST_QUOTE = 3  # lines, as the prompt asks for
_NOTHING = Usage()


class GoldJudge:
    """The Judge port from the gold answers of a case, with exact quotes of the lines that prove them.

    It quotes only what a packet shows. So a right answer that does not reach the report is the fault of what was
    shown, of the look-up or of the weighing, and not of a model.
    """

    def __init__(self, case: Case) -> None:
        self._case = case

    async def ask(self, packet: Packet, reader: Reader | None = None) -> tuple[tuple[Reply, ...] | Failure, Usage]:
        """The gold answer to each question."""
        _ = reader
        return tuple(self._reply(question, packet) for question in packet.questions), _NOTHING

    async def refute(
        self, question: Question, packet: Packet, accusation: Accusation, reader: Reader | None
    ) -> tuple[Refutation | Failure, Usage]:
        """Confirms exactly what is gold."""
        _ = reader
        gold = self._case.gold.get(question.subject.key)
        if gold is None or gold.answer != accusation.answer:
            return Refutation(confirmed=False), _NOTHING
        quotes = (_words(question), *_quotes(question, gold, packet))
        return Refutation(
            confirmed=True, expected=question.subject.text[:200], found=gold.reason, quotes=quotes
        ), _NOTHING

    def _reply(self, question: Question, packet: Packet) -> Reply:
        gold = self._case.gold.get(question.subject.key)
        if gold is None or gold.answer in {"not_claimed", "unsure"}:
            return _reply(question, "unsure")
        answer: ModelAnswer = "met" if gold.answer == "met" else "violated" if gold.answer == "violated" else "missing"
        quotes = _quotes(question, gold, packet)
        return _reply(question, answer, (_words(question), *quotes) if answer in BROKEN else quotes)


def _reply(question: Question, answer: ModelAnswer, quotes: tuple[Quote, ...] = ()) -> Reply:
    """The whole subject as one part."""
    holds: dict[ModelAnswer, Holds] = {meant: holds for holds, meant in ANSWERS.items()}
    return Reply(question.subject.key, (Part(holds[answer], shown(question.subject.text), quotes),))


def _words(question: Question) -> Quote:
    """The subject's own words."""
    return Quote(question.subject.key, shown(question.subject.text))


def _quotes(question: Question, gold: Gold, packet: Packet) -> tuple[Quote, ...]:
    """The proving lines as far as the packet shows them; for what is missing, the record of the search."""
    if gold.answer == "missing":
        records = (piece for piece in packet.evidence if piece.side == "search")
        return tuple(Quote(piece.id, piece.text.split("\n")[0]) for piece in records)
    _ = question
    return tuple(quote for span in gold.spans for quote in _of_span(span, packet))


def _of_span(span: Span, packet: Packet) -> Iterator[Quote]:
    for piece in packet.evidence:
        if piece.side in {"code", "spec"} and piece.span.path == span.path:
            lines = _common(span, piece)
            if lines:
                yield Quote(piece.id, lines)
                return


def _common(span: Span, piece: Evidence) -> str:
    """The first lines of `span` that `piece` holds, as the model is shown them."""
    lines = shown(piece.text).split("\n")
    numbers = range(max(span.first, piece.span.first), min(span.last, piece.span.last) + 1)
    texts = [lines[number - piece.span.first] for number in numbers]
    return "\n".join([text for text in texts if text.strip()][:_LONGEST_QUOTE])


class ContraryJudge:
    """The Judge port of a liar: the opposite of every gold answer, confirmed, on quotes that stand nowhere.

    Whatever it says, no check may fail because of it.
    """

    def __init__(self, case: Case) -> None:
        self._case = case

    async def ask(self, packet: Packet, reader: Reader | None = None) -> tuple[tuple[Reply, ...] | Failure, Usage]:
        """A wrong answer to each question."""
        _ = reader
        return tuple(self._reply(question, packet) for question in packet.questions), _NOTHING

    async def refute(
        self, question: Question, packet: Packet, accusation: Accusation, reader: Reader | None
    ) -> tuple[Refutation | Failure, Usage]:
        """Confirms everything."""
        _ = accusation, reader
        said = "It is not as the specification says"
        return Refutation(confirmed=True, expected=said, found=said, quotes=_forged(question, packet)), _NOTHING

    def _reply(self, question: Question, packet: Packet) -> Reply:
        subject = question.subject.key
        if self._case.answer(subject) in BROKEN:
            return _reply(question, "met", _forged(question, packet))
        answer: ModelAnswer = "violated" if _dice(subject) % 2 else "missing"
        return _reply(question, answer, _forged(question, packet))


def _forged(question: Question, packet: Packet) -> tuple[Quote, ...]:
    """Quotes that look like evidence, in one of several ways: each has been seen from models."""
    code = [piece for piece in packet.evidence if piece.side == "code"]
    near = code[0].id if code else "E1"
    line = _telling_line(code[0].text) if code else "return None"
    ways = (
        (Quote(near, "raise NotImplementedError('not part of this release')"),),  # made up
        (Quote("E999", "def handle(request): pass  # see above"),),  # of evidence that was never given
        (_words(question),),  # the specification alone
        (Quote(near, f"{line} || bypassed"),),  # a real line with something added
        (Quote(near, f"12345| not_{line}"),),  # a number that is no line's, and a changed word
        (Quote(near, "="),),  # too short to stand for anything
        (),
    )
    return ways[_dice(f"{question.subject.key} {len(packet.evidence)}") % len(ways)]


def _telling_line(text: str) -> str:
    return max((line.strip() for line in text.split("\n")), key=len)


def _dice(text: str) -> int:
    return hashlib.sha256(text.encode()).digest()[0]
