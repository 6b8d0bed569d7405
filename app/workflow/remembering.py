"""What the judge answered before, and whether it still stands."""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final, TypeVar

import structlog
from pydantic import TypeAdapter, ValidationError

from app.domain.evidence import Evidence
from app.domain.question import Bearing, Packet, Question
from app.domain.verdict import Accusation, ModelAnswer, Part, Quote, Refutation, Reply
from app.ports import Memory, Reader, Unavailable
from app.stages.essence import asked
from app.stages.lookup import look_up, quotable
from app.stages.triage import Grounds, still_stands, trace, traces
from app.workflow.recording import Read, answers_the_same

T = TypeVar("T")

_SECONDS: Final = 15.0  # for the memory to answer, and for the reads of one answer to be repeated
_log = structlog.stdlib.get_logger()


@dataclass(frozen=True, slots=True)
class Answered:
    """A remembered first reading. Quotes name the digests of what they were taken from."""

    parts: tuple[Part, ...]
    came_to: ModelAnswer
    looked_up: tuple[Evidence, ...]
    grounds: Grounds
    reads: tuple[Read, ...]


@dataclass(frozen=True, slots=True)
class Refuted:
    """A remembered second reading, on what it was given, and what its reader had read."""

    refutation: Refutation
    grounds: Grounds
    reads: tuple[Read, ...]


@dataclass(frozen=True, slots=True)
class Recalled:
    """By subject key: the replies that stand and what they came to; digests of what the others quoted."""

    standing: dict[str, tuple[Reply, ModelAnswer]]
    doubtful: dict[str, frozenset[str]]


_ANSWERED: Final = TypeAdapter(Answered)
_REFUTED: Final = TypeAdapter(Refuted)


class Recollection:
    """Answers by what they are about, each kept as soon as it is there.

    `identity` names all but the question that an answer depends on: models, prompts, the form of the request, the
    depth. With `full`, or without a memory, nothing is recalled; with `full` everything is replaced. Failures are
    not kept. A memory that is away costs nothing but the calls that it would have saved; it is asked no more.
    """

    def __init__(self, memory: Memory | None, repository_id: int, identity: str, *, full: bool = False) -> None:
        self._memory = memory
        self._repository_id = repository_id
        self._identity = identity
        self._recalls = memory is not None and not full

    async def replies(self, bearings: Sequence[Bearing], present: AbstractSet[str], reader: Reader) -> Recalled:
        """What was answered about these questions, and which of it still stands, by subject key."""
        keys = {self._key("ask", asked(bearing.question)): bearing for bearing in bearings}
        values = await self._recall(list(keys))
        recalled = Recalled({}, {})
        for key, value in values.items():
            bearing, known = keys[key], _read(_ANSWERED, value, key)
            if known is not None and await self._stands(known, bearing, present, reader):
                recalled.standing[bearing.question.subject.key] = (_reply(bearing.question, known), known.came_to)
            elif known is not None:
                recalled.doubtful[bearing.question.subject.key] = known.grounds.quoted
        return recalled

    async def keep_reply(
        self, bearing: Bearing, packet: Packet, reply: Reply, came_to: ModelAnswer, reads: Sequence[Read]
    ) -> None:
        """Remember a first reading; one about the same question is replaced.

        `came_to`: its answer, or `unsure` where not enough of it stood.
        """
        names = _names(packet)
        parts = tuple(replace(part, quotes=renamed(part.quotes, names)) for part in reply.parts)
        looked_up = _quoted_of(reply.looked_up, reply.quotes)
        answered = Answered(parts, came_to, looked_up, _grounds(bearing, packet, reply.quotes), tuple(reads))
        await self._keep(self._key("ask", asked(bearing.question)), _ANSWERED, answered)

    async def refutation(
        self, bearing: Bearing, accusation: Accusation, present: AbstractSet[str], reader: Reader
    ) -> Refutation | None:
        """The remembered refutation, if nothing that bears on it closely, or was read for it, has changed."""
        key = self._refutation_key(bearing, accusation)
        values = await self._recall([key])
        known = _read(_REFUTED, values[key], key) if key in values else None
        if known is None or not still_stands(accusation.answer, known.grounds, bearing, present):
            return None
        return known.refutation if await self._still_true(known.reads, reader) else None

    async def keep_refutation(
        self, bearing: Bearing, packet: Packet, accusation: Accusation, refutation: Refutation, reads: Sequence[Read]
    ) -> None:
        """Remember a second reading."""
        names = _names(packet)
        kept = replace(
            refutation,
            quotes=renamed(refutation.quotes, names),
            looked_up=_quoted_of(refutation.looked_up, refutation.quotes),
        )
        refuted = Refuted(kept, _grounds(bearing, packet, refutation.quotes), tuple(reads))
        await self._keep(self._refutation_key(bearing, accusation), _REFUTED, refuted)

    async def _stands(self, known: Answered, bearing: Bearing, present: AbstractSet[str], reader: Reader) -> bool:
        stands = still_stands(known.came_to, known.grounds, bearing, present)
        return stands and await self._still_true(known.reads, reader)

    def _refutation_key(self, bearing: Bearing, accusation: Accusation) -> str:
        return self._key("refute", asked(bearing.question), [accusation.answer, accusation.words])

    def _key(self, *parts: object) -> str:
        canonical = json.dumps([self._identity, *parts], sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("ascii")).hexdigest()

    async def _recall(self, keys: Sequence[str]) -> Mapping[str, str]:
        if self._memory is None or not self._recalls or not keys:
            return {}
        values = await _tried(self._memory.recall(self._repository_id, keys), "recall")
        self._recalls = values is not None
        return values or {}

    async def _keep(self, key: str, form: TypeAdapter[T], value: T) -> None:
        if self._memory is not None:
            # ASCII, because a model can write what no UTF-8 can hold.
            text = json.dumps(form.dump_python(value, mode="json"), separators=(",", ":"))
            await _tried(self._memory.remember(self._repository_id, {key: text}), "remember")

    async def _still_true(self, reads: Sequence[Read], reader: Reader) -> bool:
        try:
            async with asyncio.timeout(_SECONDS):
                return await asyncio.to_thread(answers_the_same, reads, reader)
        except (Unavailable, TimeoutError) as error:
            _log.warning("memory.reads_not_repeated", error=str(error))
            return False


def _read(form: TypeAdapter[T], value: str, key: str) -> T | None:
    try:
        return form.validate_python(json.loads(value))
    except (ValidationError, ValueError):
        _log.warning("memory.unreadable", key=key)  # of another version: asked anew, and replaced
        return None


def _names(packet: Packet) -> dict[str, str]:
    """The digest of each piece by its id."""
    return {piece.id: trace(piece) for piece in packet.evidence if piece.side != "search"}


def _grounds(bearing: Bearing, packet: Packet, quotes: Sequence[Quote]) -> Grounds:
    names, bears = _names(packet), traces([*bearing.code, *bearing.rest])
    return Grounds(
        shown=traces(packet.evidence) | bears,
        bearing=bears,
        quoted=frozenset(names[quote.evidence] for quote in quotes if quote.evidence in names),
        searched=bearing.searched,
    )


def _reply(question: Question, known: Answered) -> Reply:
    return Reply(question.subject.key, known.parts, known.looked_up)


def renamed(quotes: Iterable[Quote], names: Mapping[str, str]) -> tuple[Quote, ...]:
    """The quotes with what they name called otherwise, where `names` knows it: ids as digests, or digests as ids."""
    return tuple(replace(quote, evidence=names.get(quote.evidence, quote.evidence)) for quote in quotes)


async def _tried(work: Awaitable[T], what: str) -> T | None:
    """What the memory answers; None when it is away, which is noted and does no harm."""
    try:
        async with asyncio.timeout(_SECONDS):
            return await work
    except (Unavailable, TimeoutError) as error:
        _log.warning("memory.unavailable", what=what, error=str(error) or "it took too long")
        return None


def _quoted_of(looked_up: Sequence[Evidence], quotes: Sequence[Quote]) -> tuple[Evidence, ...]:
    """No more of what was looked up than is quoted: source is not kept."""
    return tuple(part for piece in looked_up for part in _quoted(piece, quotes))


def _quoted(piece: Evidence, quotes: Sequence[Quote]) -> tuple[Evidence, ...]:
    citations = look_up(quotes, quotable([piece]))
    return tuple(replace(piece, span=citation.span, text=citation.quote) for citation in citations)
