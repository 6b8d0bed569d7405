"""A judge whose answers are written down: it raises on a question that is not in its table."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from app.domain.evidence import Evidence
from app.domain.question import Packet, Question
from app.domain.usage import Usage
from app.domain.verdict import ANSWERS, Accusation, Failure, Holds, ModelAnswer, Part, Quote, Refutation, Reply
from app.ports import Reader

Answer = Reply | Failure
T = TypeVar("T")

_HOLDS: Mapping[ModelAnswer, Holds] = {answer: holds for holds, answer in ANSWERS.items()}


def part(holds: Holds, words: str = "", *quotes: tuple[str, str]) -> Part:
    """What is said about one thing that a subject demands, its quotes as (evidence id, text)."""
    return Part(holds, words, tuple(Quote(evidence, text) for evidence, text in quotes))


def replied(subject: str, answer: ModelAnswer, *quotes: tuple[str, str], words: str = "") -> Reply:
    """A reply about the subject as one part, with its quotes as (evidence id, text)."""
    return Reply(subject, (part(_HOLDS[answer], words, *quotes),))


def confirmed(expected: str, found: str, *quotes: tuple[str, str], looked_up: tuple[Evidence, ...] = ()) -> Refutation:
    """A second reader that agrees with the first."""
    made = tuple(Quote(evidence, text) for evidence, text in quotes)
    return Refutation(confirmed=True, expected=expected, found=found, quotes=made, looked_up=looked_up)


class ScriptedJudge:
    """The Judge port from two tables by subject key: `answers` for `ask`, `refutations` for `refute`.

    One Failure among the answers of a packet fails the packet, as a request does. `asked` and `refuted` record
    every call, and `first_readers` and `second_readers` what it was let look at; each counts as one model call of
    100 tokens in and 10 out.
    """

    def __init__(
        self,
        answers: Mapping[str, Answer] | None = None,
        refutations: Mapping[str, Refutation | Failure] | None = None,
    ) -> None:
        self.answers = dict(answers or {})
        self.refutations = dict(refutations or {})
        self.asked: list[Packet] = []
        self.refuted: list[tuple[str, Accusation]] = []
        self.second_packets: list[Packet] = []
        self.first_readers: list[Reader | None] = []
        self.second_readers: list[Reader | None] = []

    @property
    def questions(self) -> list[str]:
        """The keys of all subjects that a first reader was asked about, in order."""
        return [question.subject.key for packet in self.asked for question in packet.questions]

    async def ask(self, packet: Packet, reader: Reader | None = None) -> tuple[tuple[Reply, ...] | Failure, Usage]:
        self.asked.append(packet)
        self.first_readers.append(reader)
        answers = [_known(self.answers, question.subject.key) for question in packet.questions]
        failure = next((answer for answer in answers if isinstance(answer, Failure)), None)
        replies = tuple(answer for answer in answers if isinstance(answer, Reply))
        return failure or replies, Usage(1, 100, 0, 10, 0.001)

    async def refute(
        self, question: Question, packet: Packet, accusation: Accusation, reader: Reader | None
    ) -> tuple[Refutation | Failure, Usage]:
        self.refuted.append((question.subject.key, accusation))
        self.second_packets.append(packet)
        self.second_readers.append(reader)
        return _known(self.refutations, question.subject.key), Usage(1, 100, 0, 10, 0.001)


class QuotingJudge(ScriptedJudge):
    """A ScriptedJudge whose first readings quote the piece that holds the text, whatever its id is."""

    async def ask(self, packet: Packet, reader: Reader | None = None) -> tuple[tuple[Reply, ...] | Failure, Usage]:
        replies, usage = await super().ask(packet, reader)
        if isinstance(replies, Failure):
            return replies, usage
        return tuple(_placed(reply, packet) for reply in replies), usage


def _placed(reply: Reply, packet: Packet) -> Reply:
    parts = (replace(each, quotes=tuple(placed(quote, packet) for quote in each.quotes)) for each in reply.parts)
    return replace(reply, parts=tuple(parts))


def placed(quote: Quote, packet: Packet) -> Quote:
    """The quote with the id of the first piece that holds its text; `E0` where none does."""
    return replace(quote, evidence=next((piece.id for piece in packet.evidence if quote.text in piece.text), "E0"))


def _known(table: Mapping[str, T], key: str) -> T:
    if key not in table:
        raise AssertionError(f"the judge was asked about `{key}`, which its table does not have")
    return table[key]
