"""Questions → weighed answers: memory first, then first readings, then second ones."""

import asyncio
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Final

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.evidence import Evidence
from app.domain.question import Bearing, Packet, Question
from app.domain.usage import Usage
from app.domain.verdict import Accusation, Failure, ModelAnswer, Refutation, Reply, Verdict
from app.ports import Judge, Reader
from app.stages.bearing import bearings, closest, every_question
from app.stages.importance import most_important_first
from app.stages.measured import why_no_reading_settles
from app.stages.packets import own_packet, packets
from app.stages.pool import Pool, pool_of
from app.stages.spec_beside import Passages, passages_of
from app.stages.triage import trace
from app.stages.weigh import NOT_CLAIMED, weigh, weigh_refutation
from app.workflow.recording import RecordingReader
from app.workflow.remembering import Recollection, renamed
from specs_schema.config import Depth


@dataclass(frozen=True, slots=True)
class Manner:
    """How thoroughly it is asked: questions in one request, and who may look further than the evidence."""

    together: int
    first_looks: bool
    second_looks: bool


# What each costs and how often it is right: docs/accuracy.md.
MANNERS: Final[Mapping[Depth, Manner]] = {
    "quick": Manner(together=8, first_looks=False, second_looks=False),
    "standard": Manner(together=8, first_looks=True, second_looks=True),
    "deep": Manner(together=4, first_looks=True, second_looks=True),
}
# What a brief packet can settle: what is met, and what nobody claims and nothing close contradicts.
_SETTLED: Final = frozenset({"met", "not_claimed"})
# How long the first request goes ahead, in seconds: by then the endpoint has read it, and the rest find its beginning
# cached. Waiting for its whole answer would take as long as all the rest together.
_HEAD_START: Final = 2.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What there is to ask about one feature."""

    feature: ReviewedFeature
    pool: Pool
    bearings: tuple[Bearing, ...]
    pieces: Mapping[str, Evidence]  # all that could be quoted, by digest: made once, for every remembered answer
    passages: Passages  # of the feature's documents
    measured: tuple[Question, ...] = ()  # claimed subjects that no reading settles: nobody is asked

    @property
    def present(self) -> AbstractSet[str]:
        """The digests of all that could be quoted."""
        return self.pieces.keys()

    def for_second(self, bearing: Bearing) -> Bearing:
        """`bearing` as a second reader has it: with what other places of the spec say of the same things."""
        beside = self.passages.beside(bearing.question.subject)
        return replace(bearing, rest=(*bearing.rest, *beside))


@dataclass(frozen=True, slots=True)
class _First:
    """A first verdict with the pieces that it quotes. Only an accused one goes to a second reader."""

    bearing: Bearing
    verdict: Verdict
    cited: tuple[Evidence, ...]
    asked: Asked

    def for_second(self) -> tuple[Bearing, Packet]:
        """What its second reader is shown."""
        bearing = self.asked.for_second(self.bearing)
        return bearing, own_packet(bearing, self.asked.pool, self.cited)


@dataclass(slots=True)
class Asking:
    """One review's questions. `spent` grows as answers come in."""

    reader: Reader
    model: Judge
    memory: Recollection
    manner: Manner
    spent: Usage = field(default_factory=Usage)

    async def verdicts(self, asked: Sequence[Asked]) -> list[Verdict]:
        """A verdict for every question, in the order of the features and their questions, what is measured last."""
        firsts: list[dict[str, _First]] = []
        doubtful: list[Mapping[str, frozenset[str]] | None] = []
        for one in asked:
            recalled = await self.memory.replies(one.bearings, one.present, self.reader)
            firsts.append(self._weighed_again(one, recalled.standing))
            doubtful.append(recalled.doubtful if recalled.standing or recalled.doubtful else None)
        await self._ask_open(asked, firsts, doubtful)
        await self._ask_open(asked, firsts, [None for _ in asked])
        found = (
            answered[bearing.question.subject.key]
            for one, answered in zip(asked, firsts, strict=True)
            for bearing in one.bearings
        )
        judged = await asyncio.gather(*(self._refuted(first) for first in found))
        return [*judged, *(_unsettled(question) for one in asked for question in one.measured)]

    def _weighed_again(self, asked: Asked, replies: Mapping[str, tuple[Reply, ModelAnswer]]) -> dict[str, _First]:
        """What was answered before and still stands, weighed against what is there now."""
        bearing_of = {bearing.question.subject.key: bearing for bearing in asked.bearings}
        weighed = (_recalled(bearing_of[key], *known, asked) for key, known in replies.items())
        found = {first.bearing.question.subject.key: first for first in weighed if first is not None}
        self.spent += Usage(remembered=len(found))
        return found

    async def _ask_open(
        self,
        asked: Sequence[Asked],
        firsts: Sequence[dict[str, _First]],
        doubtful: Sequence[Mapping[str, frozenset[str]] | None],
    ) -> None:
        """Adds the model's answers to `firsts`; what matters most is asked first.

        Where a feature was judged before (`doubtful` is not None: by subject key, digests of what was quoted), the few
        questions that are open again are asked on what bears on them most closely: mostly they are met. What is not
        stays open, to be asked on everything.
        """
        wanted: list[tuple[int, Packet, bool]] = []
        for number, (one, answered, before) in enumerate(zip(asked, firsts, doubtful, strict=True)):
            left = [bearing for bearing in one.bearings if bearing.question.subject.key not in answered]
            brief = before is not None
            if before is not None:
                left = [closest(bearing, before.get(bearing.question.subject.key, frozenset())) for bearing in left]
            made = await asyncio.to_thread(packets, left, one.pool, self.manner.together)
            wanted.extend((number, packet, brief) for packet in made)
        for number, answered in await self._in_order(asked, wanted):
            firsts[number].update(answered)

    async def _in_order(
        self, asked: Sequence[Asked], wanted: Sequence[tuple[int, Packet, bool]]
    ) -> list[tuple[int, dict[str, _First]]]:
        """The answers to all packets, asked in the order of their importance."""
        order = most_important_first([packet for _, packet, _ in wanted], [one.feature for one in asked])
        tasks: list[asyncio.Task[dict[str, _First]]] = []
        try:
            for place, index in enumerate(order):
                number, packet, brief = wanted[index]
                tasks.append(asyncio.create_task(self._ask(packet, asked[number], brief=brief)))
                if place == 0 and packet.shared and len(order) > 1:
                    await asyncio.wait(tasks, timeout=_HEAD_START)
            answers = await asyncio.gather(*tasks)
        finally:
            for task in tasks:  # of a review that is given up; what is done already does not mind
                task.cancel()
        return [(wanted[index][0], answered) for index, answered in zip(order, answers, strict=True)]

    async def _ask(self, packet: Packet, asked: Asked, *, brief: bool) -> dict[str, _First]:
        """One request, its answers weighed, and kept as soon as they are there.

        A `brief` packet does not show everything that bears on its questions: what it does not settle stays open.
        The failure of a whole request is final: a longer one would only repeat it.
        """
        reader = RecordingReader(self.reader) if self.manner.first_looks else None
        replies, usage = await self.model.ask(packet, reader)
        self.spent += usage
        bearing_of = {bearing.question.subject.key: bearing for bearing in asked.bearings}
        said = () if isinstance(replies, Failure) else replies
        of = {reply.subject: reply for reply in said}
        firsts: dict[str, _First] = {}
        for verdict in weigh(packet, replies):
            key = verdict.subject.key
            if brief and verdict.answer not in _SETTLED and not isinstance(replies, Failure):
                continue
            cited = _cited(of[key], packet) if key in of else ()
            firsts[key] = _First(bearing_of[key], verdict, cited, asked)
        for reply in said:
            if reply.subject in firsts:
                reads = reader.reads if reader else ()
                came_to = _came_to(reply, firsts[reply.subject].verdict)
                await self.memory.keep_reply(bearing_of[reply.subject], packet, reply, came_to, reads)
        return firsts

    async def _refuted(self, first: _First) -> Verdict:
        """`violated` and `missing` stand only when a second reader, who sees no reasons, confirms them."""
        verdict, question = first.verdict, first.bearing.question
        if verdict.answer not in {"violated", "missing"}:
            return verdict
        accusation = Accusation("violated" if verdict.answer == "violated" else "missing", verdict.at_issue)
        bearing, own = first.for_second()
        known = await self.memory.refutation(bearing, accusation, first.asked.present, self.reader)
        if known is not None:
            self.spent += Usage(remembered=1)
            return weigh_refutation(verdict, _named(known, own), own)
        reader = RecordingReader(self.reader)
        looks = reader if self.manner.second_looks else None
        refutation, usage = await self.model.refute(question, own, accusation, looks)
        self.spent += usage
        if isinstance(refutation, Refutation):
            await self.memory.keep_refutation(bearing, own, accusation, refutation, reader.reads)
        return replace(weigh_refutation(verdict, refutation, own), remembered=False)


def asked_about(dossier: Dossier, feature: ReviewedFeature) -> Asked:
    """Everything that the review of `feature` asks, and on what."""
    pool = pool_of(dossier, feature)
    every = every_question(dossier, feature, pool)
    measured = tuple(question for question in every if why_no_reading_settles(question.subject))
    borne = bearings(dossier, feature, [question for question in every if question not in measured], pool)
    passages = passages_of(dossier, feature)
    quotable = (*pool.excerpts, *passages.pieces, *(piece for one in borne for piece in one.rest))
    return Asked(feature, pool, borne, {trace(piece): piece for piece in quotable}, passages, measured)


def _unsettled(question: Question) -> Verdict:
    answer = "unsure" if question.claimed else "not_claimed"
    reason = why_no_reading_settles(question.subject) if question.claimed else NOT_CLAIMED
    return Verdict(question.feature, question.subject, answer, question.claims, reason)


def _came_to(reply: Reply, verdict: Verdict) -> ModelAnswer:
    return reply.answer if verdict.answer == reply.answer else "unsure"


def _recalled(bearing: Bearing, reply: Reply, came_to: ModelAnswer, asked: Asked) -> _First | None:
    """A remembered reply, weighed on the pieces that it quotes as they are now; None where it comes to less."""
    wanted = {quote.evidence for quote in reply.quotes}
    # Questions of one request may quote what bears on each other.
    cited = tuple(piece for digest, piece in asked.pieces.items() if digest in wanted)
    own = own_packet(asked.for_second(bearing), asked.pool, cited)
    names = _ids(own)
    as_now = replace(reply, parts=tuple(replace(part, quotes=renamed(part.quotes, names)) for part in reply.parts))
    verdict = weigh(own, [as_now])[0]
    if _came_to(reply, verdict) != came_to:
        return None
    return _First(bearing, replace(verdict, remembered=True), cited, asked)


def _ids(packet: Packet) -> dict[str, str]:
    """The id of each piece by its digest."""
    return {trace(piece): piece.id for piece in packet.evidence}


def _named(refutation: Refutation, packet: Packet) -> Refutation:
    """A remembered refutation with its quotes named by the ids that their pieces have now."""
    return replace(refutation, quotes=renamed(refutation.quotes, _ids(packet)))


def _cited(reply: Reply, packet: Packet) -> tuple[Evidence, ...]:
    """The pieces that a reply quotes, without the ids that they had in its packet."""
    quoted = {quote.evidence for quote in reply.quotes}
    return tuple(replace(piece, id="") for piece in packet.evidence if piece.id in quoted)
