"""Packet → the body of one request of the Messages API: a function of the packet and the settings, nothing else.

The order is system, evidence that other packets share, further evidence, questions: what stays equal comes first,
so that the endpoint can cache it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pydantic import JsonValue

from app.domain.question import Packet, Question
from app.domain.verdict import Accusation, ModelAnswer
from app.judge.answer import REFUTATION_SCHEMA, VERDICT_SCHEMA, Json
from app.judge.document import evidence_section, question_section
from app.judge.settings import JudgeSettings

VERDICT_PROMPT = "verdict.v3"
REFUTE_PROMPT = "refute.v3"
_PROMPTS = Path(__file__).parent / "prompts"
_FAULTS: dict[ModelAnswer, str] = {
    "violated": "the code contradicts this subject (`violated`)",
    "missing": "what this subject demands is absent (`missing`)",
}


@cache
def prompt(name: str) -> str:
    """The text of one prompt file, by name with version."""
    return (_PROMPTS / f"{name}.md").read_text(encoding="utf-8").strip()


@dataclass(frozen=True, slots=True)
class Conversation:
    """One request and what has been said since. `subjects` and `evidence`: what the ids in it stand for."""

    model: str
    system: str
    schema: Json
    max_tokens: int
    messages: tuple[Json, ...]
    subjects: Mapping[str, str]
    evidence: Mapping[str, str]
    tools: tuple[Json, ...] = ()

    def body(self) -> Json:
        """The request: the same bytes for the same conversation."""
        body: Json = {"model": self.model, "max_tokens": self.max_tokens}
        body["system"] = [_cached(_text(self.system))]
        if self.tools:
            body["tools"] = list(self.tools)
        body["messages"] = [*self.messages[:-1], self._newest()]
        body["output_config"] = {"format": {"type": "json_schema", "schema": self.schema}}
        return body

    def answer_now(self) -> Json:
        """The request in which no tool may be called any more."""
        return {**self.body(), "tool_choice": {"type": "none"}} if self.tools else self.body()

    def _newest(self) -> JsonValue:
        """The last message; after a look-up with a mark for the cache, because the next turn repeats it."""
        newest = self.messages[-1]
        if len(self.messages) == 1:
            return newest
        *before, last = parts_of(newest)
        return {**newest, "content": [*before, _cached(last)]}

    def followed_by(self, *messages: Json) -> "Conversation":
        """The conversation with more messages at its end."""
        return replace(self, messages=(*self.messages, *messages))

    def told(self, note: str) -> "Conversation":
        """The conversation with one more sentence of ours in its last message."""
        *before, last = self.messages
        content: list[JsonValue] = [*parts_of(last), _text(note)]
        return replace(self, messages=(*before, {**last, "content": content}))

    def repair(self, problems: Sequence[str]) -> "Conversation":
        """The conversation with a note that says what was wrong with the last answer, which it leaves out."""
        listed = "\n".join(f"- {problem}" for problem in problems)
        wanted = "Answer again, in full, with one JSON object of this schema and nothing else:"
        return self.told(f"Your answer could not be used:\n{listed}\n{wanted} {json.dumps(self.schema)}")


def verdict_conversation(packet: Packet, settings: JudgeSettings, tools: Sequence[Json] = ()) -> Conversation:
    """All questions of the packet in one request; with `tools` the reader may look further before it answers."""
    questions = {f"Q{index}": question for index, question in enumerate(packet.questions, start=1)}
    return Conversation(
        model=settings.verdict_model,
        system=prompt(VERDICT_PROMPT),
        schema=VERDICT_SCHEMA,
        max_tokens=settings.max_output_tokens,
        messages=(_message(_evidence(packet), "The questions.", questions, packet),),
        subjects={name: question.subject.key for name, question in questions.items()},
        evidence=_known(packet, questions),
        tools=tuple(tools),
    )


def refute_conversation(
    question: Question, packet: Packet, accusation: Accusation, settings: JudgeSettings, tools: Sequence[Json] = ()
) -> Conversation:
    """One question, the evidence of its packet, and the bare fact of what the first reader answered."""
    questions = {"Q1": question}
    title = f"The first reader says: {_FAULTS[accusation.answer]}. Is that so?"
    evidence = _evidence(packet)
    if evidence and tools:
        evidence[-1] = _cached(evidence[-1])  # every turn repeats all of the evidence
    return Conversation(
        model=settings.refute_model,
        system=prompt(REFUTE_PROMPT),
        schema=REFUTATION_SCHEMA,
        max_tokens=settings.max_output_tokens,
        messages=(_message(evidence, title, questions, packet, accusation.words),),
        subjects={"Q1": question.subject.key},
        evidence=_known(packet, questions),
        tools=tuple(tools),
    )


def _message(
    evidence: list[Json], title: str, questions: Mapping[str, Question], packet: Packet, at_issue: str = ""
) -> Json:
    above = json.dumps(evidence)
    asked = _text(question_section(title, questions, packet.omitted, above, at_issue))
    return {"role": "user", "content": [*evidence, asked]}


def _evidence(packet: Packet) -> list[Json]:
    """The evidence in at most two blocks; the one that other packets share comes first, marked for the cache."""
    ids = [f"E{index}" for index in range(1, len(packet.evidence) + 1)]
    blocks: list[Json] = []
    if packet.shared:
        section = evidence_section("Evidence.", packet.evidence[: packet.shared], ids[: packet.shared])
        blocks.append(_cached(_text(section)))
    if packet.evidence[packet.shared :]:
        title = "Further evidence." if blocks else "Evidence."
        blocks.append(_text(evidence_section(title, packet.evidence[packet.shared :], ids[packet.shared :])))
    return blocks


def _known(packet: Packet, questions: Mapping[str, Question]) -> dict[str, str]:
    """Every id that a quote may name, and the evidence id behind it; a subject's text goes by its key."""
    pieces = {f"E{index}": piece.id for index, piece in enumerate(packet.evidence, start=1)}
    return pieces | {name: question.subject.key for name, question in questions.items()}


def parts_of(message: Json) -> list[Json]:
    """The content blocks of a message."""
    content = message["content"]
    return [block for block in content if isinstance(block, dict)] if isinstance(content, list) else []


def _text(text: str) -> Json:
    return {"type": "text", "text": text}


def _cached(block: Json) -> Json:
    return {**block, "cache_control": {"type": "ephemeral"}}
