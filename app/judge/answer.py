"""The wanted form of an answer, and the text of the model read in that form.

The order of the properties is the order in which the model writes: the words at stake, whether they hold, and only
then the quotes. What the parts come to is decided by program.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints, ValidationError

from app.domain.evidence import Evidence
from app.domain.verdict import Holds, Part, Quote, Refutation, Reply

Json = dict[str, JsonValue]
MAX_SENTENCE = 600  # characters; `expected` and `found` end up in a comment
MAX_PARTS = 40  # a table of fields has many
_MAX_PROBLEMS = 8


def _object(**properties: JsonValue) -> Json:
    """A closed object schema with every property required, as structured output asks for it."""
    required: list[JsonValue] = list(properties)
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


_STRING: Final[Json] = {"type": "string"}
_QUOTES: Final[Json] = {"type": "array", "items": _object(evidence=_STRING, quote=_STRING)}
_HOLDS: Final[Json] = {"type": "string", "enum": ["yes", "no", "absent", "unseen"]}
_PARTS: Final[Json] = {"type": "array", "items": _object(words=_STRING, holds=_HOLDS, quotes=_QUOTES)}
VERDICT_SCHEMA: Final[Json] = _object(answers={"type": "array", "items": _object(question=_STRING, parts=_PARTS)})
REFUTATION_SCHEMA: Final[Json] = _object(confirmed={"type": "boolean"}, expected=_STRING, found=_STRING, quotes=_QUOTES)


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _Quote(_Form):
    evidence: str
    quote: str


class _Part(_Form):
    words: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    holds: Holds
    quotes: list[_Quote]


class _Answer(_Form):
    question: str
    parts: Annotated[list[_Part], Field(min_length=1, max_length=MAX_PARTS)]


class _AnyAnswers(_Form):
    answers: list[JsonValue]


class _Refutation(_Form):
    confirmed: bool
    expected: Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_SENTENCE)]
    found: Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_SENTENCE)]
    quotes: list[_Quote]


@dataclass(frozen=True, slots=True)
class Answers:
    """The replies that could be used, and what was wrong with the rest, in words for the model."""

    replies: tuple[Reply, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Malformed:
    """Why an answer as a whole could not be used, in words for the model."""

    problems: tuple[str, ...]


def read_answers(
    text: str, subjects: Mapping[str, str], evidence: Mapping[str, str], looked_up: Sequence[Evidence] = ()
) -> Answers:
    """Replies by subject key. `subjects` and `evidence` give the key or id behind each id of the request."""
    try:
        form = _AnyAnswers.model_validate_json(text)
    except ValidationError as error:
        return Answers((), _problems(error))
    known = _with_looked_up(evidence, looked_up)
    replies: dict[str, Reply] = {}
    problems: list[str] = []
    for index, item in enumerate(form.answers):
        reply = _read_answer(item, f"answers[{index}]", subjects, known)
        if isinstance(reply, Malformed):
            problems += reply.problems
        elif replies.setdefault(reply.subject, reply) != reply:
            problems.append(f"answers[{index}] answers a question a second time, differently")
    return Answers(tuple(replace(reply, looked_up=tuple(looked_up)) for reply in replies.values()), tuple(problems))


def read_refutation(text: str, evidence: Mapping[str, str], looked_up: Sequence[Evidence]) -> Refutation | Malformed:
    """What the second reader says. `evidence` gives the id behind each id of the request."""
    try:
        form = _Refutation.model_validate_json(text)
    except ValidationError as error:
        return Malformed(_problems(error))
    if form.confirmed and not (form.expected and form.found):
        return Malformed(("`expected` and `found` are empty, and `confirmed` is true",))
    quotes = _read_quotes(form.quotes, _with_looked_up(evidence, looked_up), "")
    if isinstance(quotes, Malformed):
        return quotes
    expected, found = " ".join(form.expected.split()), " ".join(form.found.split())
    return Refutation(form.confirmed, expected, found, quotes, tuple(looked_up))


def _with_looked_up(evidence: Mapping[str, str], looked_up: Sequence[Evidence]) -> Mapping[str, str]:
    return {**evidence, **{piece.id: piece.id for piece in looked_up}}


def _read_answer(
    item: JsonValue, place: str, subjects: Mapping[str, str], evidence: Mapping[str, str]
) -> Reply | Malformed:
    """One answer of the list, or what is wrong with it."""
    try:
        form = _Answer.model_validate(item)
    except ValidationError as error:
        return Malformed(tuple(f"{place}.{problem}" for problem in _problems(error)))
    if form.question not in subjects:
        return Malformed((f"{place} is about `{form.question[:40]}`, which was not asked",))
    parts: list[Part] = []
    for number, part in enumerate(form.parts):
        quotes = _read_quotes(part.quotes, evidence, f"{place}.parts[{number}].")
        if isinstance(quotes, Malformed):
            return quotes
        parts.append(Part(part.holds, part.words, quotes))
    return Reply(subjects[form.question], tuple(parts))


def _read_quotes(quotes: Sequence[_Quote], evidence: Mapping[str, str], place: str) -> tuple[Quote, ...] | Malformed:
    unknown = [quote.evidence[:40] for quote in quotes if quote.evidence not in evidence]
    if unknown:
        return Malformed(tuple(f"{place}quotes name `{name}`, which is no evidence" for name in unknown))
    return tuple(Quote(evidence[quote.evidence], quote.quote) for quote in quotes)


def _problems(error: ValidationError) -> tuple[str, ...]:
    """What pydantic found, a line each, without the input."""
    found = error.errors(include_url=False, include_context=False, include_input=False)[:_MAX_PROBLEMS]
    return tuple(f"{'.'.join(map(str, each['loc'])) or 'the answer'}: {each['msg']}" for each in found)
