"""A judge that answers from memory what it was asked before, and nothing else."""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

import structlog
from pydantic import TypeAdapter, ValidationError

from app.domain.evidence import Evidence
from app.domain.question import Packet, Question
from app.domain.usage import Usage
from app.domain.verdict import Failure, Quote, Refutation, Reply
from app.ports import Judge, Memory, Reader, Unavailable
from app.stages.essence import asked, essence
from app.stages.lookup import look_up, quotable
from app.workflow.recording import Read, RecordingReader, answers_the_same

T = TypeVar("T")

_SECONDS: Final = 15.0  # for the memory to answer, and for the reads of one refutation to be repeated
_REMEMBERED: Final = Usage(remembered=1)
_log = structlog.stdlib.get_logger()


@dataclass(frozen=True, slots=True)
class Asked:
    """A remembered first reading."""

    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Refuted:
    """A remembered second reading, and what its reader had read."""

    refutation: Refutation
    reads: tuple[Read, ...]


_ASKED: Final = TypeAdapter(Asked)
_REFUTED: Final = TypeAdapter(Refuted)


class RememberingJudge:
    """The Judge port over another judge and a memory, in which each answer is kept as soon as it is there.

    `identity` names all but the packet that an answer depends on: models, prompts, the form of the request. With
    `full` everything is asked anew, and replaces what was known. Failures are not kept, nor are answers that leave a
    question open. A memory that is away costs nothing but the calls that it would have saved; it is asked no more.

    Questions go on to the inner judge in the order in which they come.
    """

    def __init__(self, inner: Judge, memory: Memory, repository_id: int, identity: str, *, full: bool) -> None:
        self._inner = inner
        self._memory = memory
        self._repository_id = repository_id
        self._identity = identity
        self._asked_anew = full  # the memory is not asked: nobody wants it, or it is away
        self._turn = asyncio.Lock()  # fair, so that what matters most reaches the budget first

    async def ask(self, packet: Packet) -> tuple[tuple[Reply, ...] | Failure, Usage]:
        """The remembered answers to exactly these questions on exactly this evidence, or fresh ones."""
        key = self._key("ask", essence(packet))
        known = await self._known(key, _ASKED)
        if known is not None and _is_whole(known.replies, packet):
            return known.replies, replace(_REMEMBERED, remembered=len(known.replies))
        replies, usage = await self._inner.ask(packet)
        if not isinstance(replies, Failure) and _is_whole(replies, packet):
            await self._remember(key, _ASKED, Asked(replies))
        return replies, usage

    async def refute(
        self, question: Question, packet: Packet, answer: str, reader: Reader
    ) -> tuple[Refutation | Failure, Usage]:
        """The remembered refutation, if everything that was read for it reads the same at this head; or a fresh one."""
        key = self._key("refute", asked(question), answer, essence(packet, code_lines=True))
        known = await self._known(key, _REFUTED)
        if known is not None and await self._still_true(known.reads, reader):
            return known.refutation, _REMEMBERED
        recording = RecordingReader(reader)
        refutation, usage = await self._inner.refute(question, packet, answer, recording)
        if isinstance(refutation, Refutation):
            await self._remember(key, _REFUTED, Refuted(_quoted_alone(refutation), recording.reads))
        return refutation, usage

    def _key(self, *parts: object) -> str:
        canonical = json.dumps([self._identity, *parts], sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("ascii")).hexdigest()

    async def _known(self, key: str, form: TypeAdapter[T]) -> T | None:
        async with self._turn:
            value = None if self._asked_anew else await self._recall(key)
        try:
            return None if value is None else form.validate_python(json.loads(value))
        except (ValidationError, ValueError):
            _log.warning("memory.unreadable", key=key)  # of another version: asked anew, and replaced
            return None

    async def _recall(self, key: str) -> str | None:
        values = await _tried(self._memory.recall(self._repository_id, [key]), "recall")
        self._asked_anew = values is None
        return None if values is None else values.get(key)

    async def _remember(self, key: str, form: TypeAdapter[T], value: T) -> None:
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


async def _tried(work: Awaitable[T], what: str) -> T | None:
    """What the memory answers; None when it is away, which is noted and does no harm."""
    try:
        async with asyncio.timeout(_SECONDS):
            return await work
    except (Unavailable, TimeoutError) as error:
        _log.warning("memory.unavailable", what=what, error=str(error) or "it took too long")
        return None


def _is_whole(replies: Sequence[Reply], packet: Packet) -> bool:
    return {reply.subject for reply in replies} >= {question.subject.key for question in packet.questions}


def _quoted_alone(refutation: Refutation) -> Refutation:
    """The refutation with no more of what was looked up than it quotes: source is not kept."""
    pieces = (_quoted(piece, refutation.quotes) for piece in refutation.looked_up)
    return replace(refutation, looked_up=tuple(part for parts in pieces for part in parts))


def _quoted(piece: Evidence, quotes: Sequence[Quote]) -> tuple[Evidence, ...]:
    citations = look_up(quotes, quotable([piece]))
    return tuple(replace(piece, span=citation.span, text=citation.quote) for citation in citations)
