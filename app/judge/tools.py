"""What the second reader may look up, and how it gets to see it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from app.domain.evidence import Evidence
from app.judge.answer import Json
from app.judge.document import evidence_section
from app.ports import NotFound, Reader
from app.stages.path_names import path_of
from specs_schema.report import Side
from specs_schema.span import Span

MAX_LINES = 200
MAX_CHARACTERS = 12_000
MAX_CALLS = 4  # in one turn

_NUMBERED = re.compile(r"\s*(?P<number>[0-9]+)(?:\s?[:|]\s?|\t)(?P<text>.*)")


class _Input(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _Lines(_Input):
    path: str = Field(max_length=1000)
    first: int = Field(ge=1)
    last: int = Field(ge=1)


class _Search(_Input):
    term: str = Field(min_length=2, max_length=200)


class _List(_Input):
    folder: str = Field(max_length=1000)


def _tool(name: str, description: str, **properties: str) -> Json:
    """A strict tool; every property is required."""
    typed: Json = {key: {"type": kind} for key, kind in properties.items()}
    schema: Json = {"type": "object", "properties": typed, "required": list(properties)}
    schema["additionalProperties"] = False
    return {"name": name, "description": description, "input_schema": schema, "strict": True}


TOOLS: Final[tuple[Json, ...]] = (
    _tool(
        "read_lines",
        f"Lines `first` to `last` of one file of the repository as the change leaves it; at most {MAX_LINES} lines.",
        path="string",
        first="integer",
        last="integer",
    ),
    _tool(
        "search",
        "Every line of the repository as the change leaves it that holds `term` literally, case kept.",
        term="string",
    ),
    _tool("list_files", "The files below a folder; an empty `folder` is the whole repository.", folder="string"),
)


@dataclass(frozen=True, slots=True)
class Call:
    """One look-up that the model asks for; not yet checked."""

    id: str
    name: str
    input: JsonValue


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up gives: a piece that can be quoted, or a sentence that says why there is none."""

    piece: Evidence | None
    told: str = ""

    def result(self, call: Call) -> Json:
        """The answer to the model."""
        result: Json = {"type": "tool_result", "tool_use_id": call.id}
        if self.piece is None:
            return {**result, "content": self.told, "is_error": True}
        section = evidence_section("Looked up.", [self.piece], [self.piece.id])
        return {**result, "content": [{"type": "text", "text": section}]}


TOO_MANY = Found(None, f"At most {MAX_CALLS} look-ups at once: this one was not made")


def carry_out(call: Call, reader: Reader, name: str, spec: str) -> Found:
    """Runs one look-up. `name` is the id of what it finds; files below the folder `spec` are spec, not code."""
    try:
        match call.name:
            case "read_lines":
                return _read(_Lines.model_validate(call.input), reader, name, spec)
            case "search":
                term = _Search.model_validate(call.input).term
                return _recorded(f"search at head for {term!r}, literally:", reader.search(term), name)
            case "list_files":
                folder = path_of(_List.model_validate(call.input).folder)
                return _recorded(f"files at head below {folder!r}:", reader.list(folder), name)
            case _:
                return Found(None, f"There is no tool `{call.name[:40]}`")
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        return Found(None, f"Bad input of `{call.name}`: {'.'.join(map(str, first['loc']))}: {first['msg']}")
    except NotFound as error:
        return Found(None, str(error))


def _read(wanted: _Lines, reader: Reader, name: str, spec: str) -> Found:
    """Lines of a file as a piece of evidence; the reader numbers them, evidence does not."""
    path = path_of(wanted.path)
    last = min(wanted.last, wanted.first + MAX_LINES - 1)
    answer = reader.lines(path, wanted.first, last)
    rows = [_NUMBERED.fullmatch(row) for row in _bounded(answer)]
    lines = [row for row in rows if row is not None]
    if not lines or len(lines) != len(rows):
        return Found(None, answer[:MAX_CHARACTERS])
    side: Side = "spec" if path.startswith(f"{spec}/") else "code"
    span = Span(path=path, first=int(lines[0]["number"]), last=int(lines[-1]["number"]))
    return Found(Evidence(name, side, span, "\n".join(line["text"] for line in lines), "looked up"))


def _recorded(title: str, answer: str, name: str) -> Found:
    """A search or listing as a record: what was asked, then what came back."""
    rows = [title, *_bounded(answer)]
    span = Span(path=".", first=1, last=len(rows))
    return Found(Evidence(name, "search", span, "\n".join(rows), "record of a look-up"))


def _bounded(answer: str) -> list[str]:
    """The rows of an answer, as many whole ones as fit, and at least the beginning of the first."""
    if len(answer) <= MAX_CHARACTERS:
        return answer.split("\n")
    return answer[:MAX_CHARACTERS].rsplit("\n", 1)[0].split("\n")


def calls_in(content: list[Json]) -> tuple[Call, ...]:
    """The look-ups that a response asks for."""
    return tuple(_call(block) for block in content if block.get("type") == "tool_use")


def _call(block: Mapping[str, JsonValue]) -> Call:
    return Call(str(block.get("id", "")), str(block.get("name", "")), block.get("input"))
