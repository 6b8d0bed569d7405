"""A judge that is watched: what it was shown, and how many of its quotes stand."""

from collections.abc import Iterable, Sequence

from app.domain.evidence import Evidence
from app.domain.question import Packet, Question
from app.domain.usage import Usage
from app.domain.verdict import Accusation, Failure, Quote, Refutation, Reply
from app.ports import Judge, Reader
from app.stages.lookup import Quotable, look_up, quotable
from app.stages.weigh import own_words
from specs_schema.span import Span


class WatchedJudge:
    """The Judge port over another judge, whose answers it passes on as they are."""

    def __init__(self, inner: Judge) -> None:
        self._inner = inner
        self._shown: dict[str, tuple[Evidence, ...]] = {}
        self._ready: dict[Evidence, Quotable] = {}  # packets share most of their evidence
        self.given = 0
        self.standing = 0

    async def ask(self, packet: Packet, reader: Reader | None = None) -> tuple[tuple[Reply, ...] | Failure, Usage]:
        """The inner judge's answer; its quotes are looked up as the weighing does."""
        for question in packet.questions:
            self._shown[question.subject.key] = packet.evidence
        replies, usage = await self._inner.ask(packet, reader)
        if not isinstance(replies, Failure):
            own = (own_words(one.subject) for one in packet.questions)
            found = (piece for reply in replies[:1] for piece in reply.looked_up)  # the same in every reply
            shown = (*packet.evidence, *own, *found)
            self._count((quote for reply in replies for quote in reply.quotes), shown)
        return replies, usage

    async def refute(
        self, question: Question, packet: Packet, accusation: Accusation, reader: Reader | None
    ) -> tuple[Refutation | Failure, Usage]:
        """The same for a second reading. The quotes of one that does not confirm carry nothing, and are not counted."""
        refutation, usage = await self._inner.refute(question, packet, accusation, reader)
        if isinstance(refutation, Refutation) and refutation.confirmed:
            evidence = (*packet.evidence, *refutation.looked_up, own_words(question.subject))
            self._count(refutation.quotes, evidence)
        return refutation, usage

    def asked(self, subject: str) -> bool:
        """Whether there was a question about the subject."""
        return subject in self._shown

    def shown(self, subject: str, span: Span) -> bool:
        """Whether the question about the subject held every line of `span`, as code."""
        seen: set[int] = set()
        for piece in self._shown.get(subject, ()):
            if (
                piece.side == "code"
                and piece.span.path == span.path
                and not piece.note.startswith("lines of the merge")
            ):
                seen.update(range(piece.span.first, piece.span.last + 1))
        return seen.issuperset(range(span.first, span.last + 1))

    def _count(self, quotes: Iterable[Quote], evidence: Sequence[Evidence]) -> None:
        new = dict.fromkeys(piece for piece in evidence if piece not in self._ready)
        self._ready.update(zip(new, quotable(new), strict=True))
        ready = [self._ready[piece] for piece in evidence]
        for quote in quotes:
            self.given += 1
            self.standing += bool(look_up([quote], ready))
