"""A judge whose answers are written down: it raises on a question that is not in its table."""

from collections.abc import Mapping

from app.domain.evidence import Evidence
from app.domain.question import Packet, Question
from app.domain.usage import Usage
from app.domain.verdict import Failure, ModelAnswer, Quote, Refutation, Reply
from app.ports import Reader

Answer = Reply | Failure


def replied(subject: str, answer: ModelAnswer, *quotes: tuple[str, str]) -> Reply:
    """A reply with its quotes as (evidence id, text)."""
    return Reply(subject, answer, tuple(Quote(evidence, text) for evidence, text in quotes))


def confirmed(expected: str, found: str, *quotes: tuple[str, str], looked_up: tuple[Evidence, ...] = ()) -> Refutation:
    """A second reader that agrees with the first."""
    made = tuple(Quote(evidence, text) for evidence, text in quotes)
    return Refutation(confirmed=True, expected=expected, found=found, quotes=made, looked_up=looked_up)


class ScriptedJudge:
    """The Judge port from two tables by subject key: `answers` for `ask`, `refutations` for `refute`.

    One Failure among the answers of a packet fails the packet, as a request does. `asked` and `refuted` record
    every call; each counts as one model call of 100 tokens in and 10 out.
    """

    def __init__(
        self,
        answers: Mapping[str, Answer] | None = None,
        refutations: Mapping[str, Refutation | Failure] | None = None,
    ) -> None:
        self._answers = dict(answers or {})
        self._refutations = dict(refutations or {})
        self.asked: list[Packet] = []
        self.refuted: list[tuple[str, str]] = []

    async def ask(self, packet: Packet) -> tuple[tuple[Reply, ...] | Failure, Usage]:
        self.asked.append(packet)
        answers = [_known(self._answers, question.subject.key) for question in packet.questions]
        failure = next((answer for answer in answers if isinstance(answer, Failure)), None)
        replies = tuple(answer for answer in answers if isinstance(answer, Reply))
        return failure or replies, Usage(1, 100, 0, 10, 0.001)

    async def refute(
        self, question: Question, packet: Packet, answer: str, reader: Reader
    ) -> tuple[Refutation | Failure, Usage]:
        _ = packet, reader
        self.refuted.append((question.subject.key, answer))
        return _known(self._refutations, question.subject.key), Usage(1, 100, 0, 10, 0.001)


def _known(table, key: str):
    if key not in table:
        raise AssertionError(f"the judge was asked about `{key}`, which its table does not have")
    return table[key]
