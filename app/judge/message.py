"""A response of the Messages API: what it says, why it ends, what it cost."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, JsonValue

from app.domain.usage import Usage
from app.domain.verdict import Failure
from app.judge.answer import Json
from app.judge.prices import Tokens, cost_usd
from app.judge.tools import Call, calls_in


class _Usage(BaseModel):
    """The part of a response's usage that is billed by the token."""

    model_config = ConfigDict(frozen=True)

    input_tokens: int = 0
    output_tokens: int = 0
    cache_read_input_tokens: int | None = None
    cache_creation_input_tokens: int | None = None


class Message(BaseModel):
    """A response, reduced to what is used; `content` is kept whole, because a later turn sends it back."""

    model_config = ConfigDict(frozen=True)

    content: list[Json]
    stop_reason: str | None
    stop_details: dict[str, JsonValue] | None = None
    model: str = ""
    usage: _Usage = _Usage()


@dataclass(frozen=True, slots=True)
class Said:
    """A response that can be read: its text, the look-ups it asks for, and the whole to send back."""

    text: str
    calls: tuple[Call, ...]
    content: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class CutOff:
    """A response that reached the limit of its length."""


def understand(message: Message) -> Said | CutOff | Failure:
    """Why the model stopped → what can be done with what it said."""
    match message.stop_reason:
        case "end_turn" | "stop_sequence" | "tool_use":
            return Said(_text_in(message.content), calls_in(message.content), tuple(message.content))
        case "max_tokens":
            return CutOff()
        case "refusal":
            category = (message.stop_details or {}).get("category")
            return Failure("refusal", f"The model refused to answer{f' ({category})' if category else ''}")
        case "model_context_window_exceeded":
            return Failure("too_large", "The request is larger than the model's context window")
        case other:
            return Failure("malformed", f"The model stopped for a reason that gives no answer: `{other}`")


def _text_in(content: Sequence[Json]) -> str:
    texts = (block.get("text") for block in content if block.get("type") == "text")
    return "".join(text for text in texts if isinstance(text, str))


def usage_of(message: Message, model: str) -> Usage:
    """What the response was billed for; `model` is what was asked for, where the response names none."""
    tokens = Tokens(
        fresh=message.usage.input_tokens,
        cache_read=message.usage.cache_read_input_tokens or 0,
        cache_write=message.usage.cache_creation_input_tokens or 0,
        output=message.usage.output_tokens,
    )
    return Usage(
        model_calls=1,
        input_tokens=tokens.prompt,
        cached_input_tokens=tokens.cache_read,
        output_tokens=tokens.output,
        cost_usd=cost_usd(message.model or model, tokens),
        cache_write_tokens=tokens.cache_write,
    )
