"""A judge that is asked only about subjects whose right answer is known."""

from collections.abc import Container

from app.domain.question import Packet, Question
from app.domain.usage import Usage
from app.domain.verdict import Accusation, Failure, Refutation, Reply
from app.ports import Judge, Reader

NOT_ASKED = Failure("budget", "Not asked: no right answer is known about any subject of this request")


class NarrowedJudge:
    """The Judge port over another judge: requests without a subject in `known` are not made.

    What it passes on is whole, so the subjects that share a request with a known one are answered as they would be.
    """

    def __init__(self, inner: Judge, known: Container[str]) -> None:
        self._inner = inner
        self._known = known

    async def ask(self, packet: Packet, reader: Reader | None = None) -> tuple[tuple[Reply, ...] | Failure, Usage]:
        """The inner judge's answer, where the request is worth it."""
        if any(question.subject.key in self._known for question in packet.questions):
            return await self._inner.ask(packet, reader)
        return NOT_ASKED, Usage()

    async def refute(
        self, question: Question, packet: Packet, accusation: Accusation, reader: Reader | None
    ) -> tuple[Refutation | Failure, Usage]:
        """The inner judge's second reading."""
        return await self._inner.refute(question, packet, accusation, reader)
