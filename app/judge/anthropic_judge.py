"""The Judge port over the Messages API."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pydantic import JsonValue

from app.domain.evidence import Evidence
from app.domain.question import Packet, Question
from app.domain.usage import Usage
from app.domain.verdict import Accusation, Failure, Refutation, Reply
from app.judge.answer import Answers, Json, Malformed, read_answers, read_refutation
from app.judge.message import CutOff, Said, understand, usage_of
from app.judge.request import Conversation, refute_conversation, verdict_conversation
from app.judge.settings import JudgeSettings
from app.judge.tools import MAX_CALLS, TOO_MANY, TOOLS, Call, Found, carry_out
from app.ports import Reader, Unavailable

if TYPE_CHECKING:
    import httpx2

    from app.judge.endpoint import Endpoint


@dataclass(frozen=True, slots=True)
class _Reading:
    """How a conversation ended, the conversation up to there, and what was looked up on the way."""

    said: Said | Failure
    conversation: Conversation
    looked_up: tuple[Evidence, ...]
    usage: Usage


_LARGER = 2  # how much longer an answer may be when the first was cut off


class AnthropicJudge:
    """Asks, repairs once, retries a cut-off answer once; at most `settings.concurrency` requests at a time.

    Nothing that the model or its endpoint does is raised. `http_client` replaces the SDK's own; either is
    closed with the judge.
    """

    def __init__(self, settings: JudgeSettings, http_client: "httpx2.AsyncClient | None" = None) -> None:
        self._settings = settings
        self._http_client = http_client
        self._endpoint: Endpoint | None = None
        self._opening = asyncio.Lock()
        self._slots = asyncio.Semaphore(settings.concurrency)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Closes the connections, also of a client that was passed in and never used."""
        if self._endpoint is not None:
            await self._endpoint.close()
        elif self._http_client is not None:
            await self._http_client.aclose()

    async def ask(self, packet: Packet, reader: Reader | None = None) -> tuple[tuple[Reply, ...] | Failure, Usage]:
        """One answer for each question of the packet, or why there is none.

        With a `reader` the model may look further before it answers. A question whose answer was of no use even
        after the repair has no reply; the others keep theirs.
        """
        conversation = verdict_conversation(packet, self._settings, TOOLS if reader else ())
        read = await self._read(conversation, reader, packet.feature, self._settings.reading_turns)
        if isinstance(read.said, Failure):
            return read.said, read.usage
        answers = _answers(read.said, read)
        problems = (*answers.problems, *_unanswered(answers, conversation))
        usage = read.usage + Usage(malformed=len(problems))
        if not _unanswered(answers, conversation):
            return answers.replies, usage
        again, more = await self._say(read.conversation.repair(problems).answer_now())
        return _joined(answers, again, read), usage + more

    async def refute(
        self, question: Question, packet: Packet, accusation: Accusation, reader: Reader | None
    ) -> tuple[Refutation | Failure, Usage]:
        """Whether an independent reader, who with a `reader` may look further, confirms the accusation."""
        conversation = refute_conversation(question, packet, accusation, self._settings, TOOLS if reader else ())
        read = await self._read(conversation, reader, packet.feature, self._settings.lookup_turns)
        if isinstance(read.said, Failure):
            return read.said, read.usage
        refutation, more = await self._conclude(read.said, read.conversation, read.looked_up)
        return refutation, read.usage + more

    async def _read(self, conversation: Conversation, reader: Reader | None, spec: str, turns: int) -> _Reading:
        """The conversation up to its answer: at most `turns` requests, all but the last of which may look further."""
        usage, made, looked_up = Usage(), 0, tuple[Evidence, ...]()
        for left in range(turns - 1 if reader else 0, -1, -1):
            said, more = await self._say(conversation.body() if left else conversation.answer_now())
            usage += more
            if isinstance(said, Failure) or not said.calls or not left or reader is None:
                return _Reading(said, conversation, looked_up, usage)
            found = await self._look_up(said.calls, reader, spec, made)
            if isinstance(found, Failure):
                return _Reading(found, conversation, looked_up, usage)
            made += len(found)
            looked_up += tuple(each.piece for each in found if each.piece is not None)
            conversation = _next_turn(conversation, said, found, left - 1)
        raise AssertionError("the last turn always ends the reading")

    async def _conclude(
        self, said: Said, conversation: Conversation, looked_up: Sequence[Evidence]
    ) -> tuple[Refutation | Failure, Usage]:
        """The refutation in what was said, asked for once more where it has the wrong form."""
        first = read_refutation(said.text, conversation.evidence, looked_up)
        if isinstance(first, Refutation):
            return first, Usage()
        again, usage = await self._say(conversation.repair(first.problems).answer_now())
        usage += Usage(malformed=len(first.problems))
        if isinstance(again, Failure):
            return again, usage
        second = read_refutation(again.text, conversation.evidence, looked_up)
        return (_malformed(second.problems) if isinstance(second, Malformed) else second), usage

    async def _look_up(
        self, calls: Sequence[Call], reader: Reader, spec: str, before: int
    ) -> tuple[Found, ...] | Failure:
        """What the look-ups of one turn give; more than a few at once are turned down."""
        names = [f"L{before + index}" for index in range(1, len(calls) + 1)]
        try:
            async with asyncio.timeout(self._settings.timeout):
                return tuple(
                    [
                        await asyncio.to_thread(carry_out, call, reader, name, spec) if index < MAX_CALLS else TOO_MANY
                        for index, (call, name) in enumerate(zip(calls, names, strict=True))
                    ]
                )
        except (Unavailable, TimeoutError) as error:
            # Never "nothing found": a search that failed would confirm that something is missing.
            return Failure("outage", f"The repository could not be searched: {str(error) or 'it took too long'}")

    async def _say(self, body: Json) -> tuple[Said | Failure, Usage]:
        """What the model says to a request; asked once more with room for a longer answer if it was cut off."""
        usage = Usage()
        for limit in (self._settings.max_output_tokens, _LARGER * self._settings.max_output_tokens):
            async with self._slots:
                message = await (await self._opened()).send({**body, "max_tokens": limit})
            if isinstance(message, Failure):
                return message, usage
            usage += usage_of(message, str(body["model"]))
            said = understand(message)
            if not isinstance(said, CutOff):
                return said, usage
        return Failure("truncated", f"The model's answer was longer than {limit} tokens"), usage

    async def _opened(self) -> "Endpoint":
        """The endpoint, opened with the first request; its import takes over a second and leaves the loop free."""
        async with self._opening:
            if self._endpoint is None:
                endpoint = await asyncio.to_thread(_endpoint)
                self._endpoint = endpoint.open(self._settings, self._http_client)
            return self._endpoint


def _endpoint() -> "type[Endpoint]":
    from app.judge.endpoint import Endpoint  # noqa: PLC0415 -- the SDK is imported when first needed

    return Endpoint


def _answers(said: Said, read: _Reading) -> Answers:
    return read_answers(said.text, read.conversation.subjects, read.conversation.evidence, read.looked_up)


def _unanswered(answers: Answers, conversation: Conversation) -> tuple[str, ...]:
    answered = {reply.subject for reply in answers.replies}
    return tuple(f"{name} has no usable answer" for name, key in conversation.subjects.items() if key not in answered)


def _joined(first: Answers, again: Said | Failure, read: _Reading) -> tuple[Reply, ...] | Failure:
    """The replies of both answers, the later one first; a failure only where it leaves nothing at all."""
    if isinstance(again, Failure):
        return again if not first.replies or again.kind == "outage" else first.replies
    second = _answers(again, read)
    replies = {reply.subject: reply for reply in (*first.replies, *second.replies)}
    return tuple(replies.values()) or _malformed((*second.problems, *_unanswered(second, read.conversation)))


def _malformed(problems: Sequence[str]) -> Failure:
    return Failure("malformed", f"The model's answer has the wrong form: {problems[0]}")


def _next_turn(conversation: Conversation, said: Said, found: Sequence[Found], left: int) -> Conversation:
    """The conversation with what the model said and what its look-ups gave."""
    results: list[JsonValue] = [each.result(call) for call, each in zip(said.calls, found, strict=True)]
    turn = conversation.followed_by(
        {"role": "assistant", "content": [*said.content]}, {"role": "user", "content": results}
    )
    return turn if left else turn.told("No look-ups are left. Answer now.")
