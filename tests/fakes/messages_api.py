"""The Messages API in memory: answers from a queue, and checks every request as strictly as the SDK's types allow."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import httpx2
from pydantic import TypeAdapter

Json = dict[str, Any]


def a_message(content: object, stop_reason: str = "end_turn", **fields: object) -> Json:
    """A response; content that is no list of blocks becomes one text block of JSON, or of the string itself."""
    if not (isinstance(content, list) and all(isinstance(block, dict) and "type" in block for block in content)):
        content = [{"type": "text", "text": content if isinstance(content, str) else json.dumps(content)}]
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude-sonnet-5-5",
        "content": content,
        "stop_reason": stop_reason,
        "stop_sequence": None,
        "usage": {"input_tokens": 1000, "output_tokens": 100},
        **fields,
    }


def an_error(status: int, kind: str = "api_error", message: str = "no", **headers: str) -> httpx2.Response:
    """An error response; `retry_after_ms="1"` becomes the header that keeps retries short."""
    body = {"type": "error", "error": {"type": kind, "message": message}}
    return httpx2.Response(status, json=body, headers={k.replace("_", "-"): v for k, v in headers.items()})


def a_tool_use(name: str, id: str = "toolu_1", **given: object) -> Json:  # noqa: A002 (the API's own name)
    return {"type": "tool_use", "id": id, "name": name, "input": given}


class MessagesApi:
    """Answers requests in the order of the queue; the last answer is given again and again.

    `requests` holds every body. What is wrong with a request is collected in `violations`, because an exception in
    a transport would look like a lost connection.
    """

    def __init__(self, *answers: Json | httpx2.Response | Exception) -> None:
        self._answers = list(answers)
        self.requests: list[Json] = []
        self.violations: list[str] = []

    def client(self) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(transport=httpx2.MockTransport(self._handle))

    def _handle(self, request: httpx2.Request) -> httpx2.Response:
        body = json.loads(request.content)
        self.requests.append(body)
        self.violations += [f"{request.method} {request.url.path}"] * (request.url.path != "/v1/messages")
        self.violations += violations(body)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, httpx2.Response) else httpx2.Response(200, json=answer)


@cache
def _adapter() -> TypeAdapter[Any]:
    from anthropic.types.message_create_params import MessageCreateParamsNonStreaming

    return TypeAdapter(MessageCreateParamsNonStreaming)


def violations(body: Json) -> list[str]:
    """What the SDK's own parameter types say against a request, unknown keys included."""
    try:
        validated = _exhausted(_adapter().validate_python(body))
    except ValueError as error:
        return [str(error)]
    return [*_unknown(body, validated, "$"), *_cache_marks(body), *_turns(body)]


def _exhausted(value: object) -> object:
    """The value with lazily validated iterables read to their end."""
    if isinstance(value, str | bytes | int | float | None):
        return value
    if isinstance(value, Mapping):
        return {key: _exhausted(item) for key, item in value.items()}
    if isinstance(value, Sequence | Iterator):
        return [_exhausted(item) for item in value]
    return [_exhausted(item) for item in value]  # pydantic's own lazy iterator


def _unknown(given: object, kept: object, path: str) -> list[str]:
    """Keys of the request that validation did not keep."""
    if isinstance(given, dict) and isinstance(kept, dict):
        missing = [f"unknown key {path}.{key}" for key in given if key not in kept]
        both = [key for key in given if key in kept]
        return [*missing, *(fault for key in both for fault in _unknown(given[key], kept[key], f"{path}.{key}"))]
    if isinstance(given, list) and isinstance(kept, list):
        return [p for i, (a, b) in enumerate(zip(given, kept, strict=True)) for p in _unknown(a, b, f"{path}[{i}]")]
    return []


def _cache_marks(body: Json) -> list[str]:
    """The API takes four marks."""
    count = json.dumps(body).count('"cache_control":')
    return [f"{count} cache marks"] if count > 4 else []


def _turns(body: Json) -> list[str]:
    """Roles alternate, every tool call is answered in the next message, and results come before text."""
    faults: list[str] = []
    open_calls: set[str] = set()
    for index, message in enumerate(body["messages"]):
        wanted = "user" if index % 2 == 0 else "assistant"
        faults += [f"message {index} is from {message['role']}"] * (message["role"] != wanted)
        blocks = message["content"] if isinstance(message["content"], list) else []
        results = {block["tool_use_id"] for block in blocks if block["type"] == "tool_result"}
        faults += [f"message {index} does not answer {open_calls - results}"] * bool(open_calls - results)
        kinds = [block["type"] for block in blocks]
        late = bool(results) and kinds != sorted(kinds, reverse=True)
        faults += [f"message {index} has text before results"] * late
        faults += [f"message {index} has an empty text"] * any(block.get("text") == "" for block in blocks)
        open_calls = {block["id"] for block in blocks if block["type"] == "tool_use"}
    return faults
