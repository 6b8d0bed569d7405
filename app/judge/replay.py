"""An endpoint of the Messages API that answers from stored replies, and can record them from a real one.

A request is known by the SHA-256 of its canonical JSON. One that is not in the store is never answered by another
one's reply: it gets a 404, which clients do not repeat, and is listed in `unknown`.
"""

import hashlib
import json
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx2
import uvicorn
from pydantic import BaseModel, ConfigDict, JsonValue, TypeAdapter, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Json = dict[str, JsonValue]
_FORWARDED = ("authorization", "x-api-key", "anthropic-version", "anthropic-beta")
_STOPPED_WITHIN = 5  # seconds
_BODY = TypeAdapter(dict[str, JsonValue])


class Reply(BaseModel):
    """What the model answered, as it stands in the response."""

    model_config = ConfigDict(frozen=True)

    content: list[Json]
    stop_reason: str
    usage: Json


class Stored(BaseModel):
    """One file of the store: a request, the reply that a model really gave to it, and when."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    request: Json
    reply: Reply
    model: str
    recorded: date


@dataclass(frozen=True, slots=True)
class Unknown:
    """A request that the store could not answer."""

    key: str
    request: Json


@dataclass(frozen=True, slots=True)
class Store:
    """A folder with one JSON file for each request, named by the request's key."""

    folder: Path

    def get(self, key: str) -> Stored | None:
        """The stored reply, or None."""
        path = self.folder / f"{key}.json"
        return Stored.model_validate_json(path.read_bytes()) if path.is_file() else None

    def put(self, stored: Stored) -> Path:
        """Writes the reply under the key of its request."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{request_key(stored.request)}.json"
        text = json.dumps(stored.model_dump(mode="json"), indent=1, ensure_ascii=False, sort_keys=True)
        path.write_text(f"{text}\n", encoding="utf-8")
        return path


def request_key(request: Json) -> str:
    """The SHA-256 of the request as canonical JSON: keys sorted, no spaces, UTF-8."""
    canonical = json.dumps(request, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def _today() -> date:
    return datetime.now(UTC).date()


@dataclass
class Replay:
    """The endpoint, running on loopback within `with`. With `upstream`, what is unknown is asked there and stored.

    The key that the client sends goes on to `upstream` and nowhere else; it is not stored.
    """

    store: Store
    upstream: str | None = None
    timeout: float = 600.0
    today: Callable[[], date] = _today
    unknown: list[Unknown] = field(default_factory=list[Unknown])
    url: str = ""
    _server: uvicorn.Server | None = None
    _thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        # Bound before the thread starts, so that a client may connect at once and waits in the backlog.
        listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        config = uvicorn.Config(
            Starlette(routes=[Route("/v1/messages", self._messages, methods=["POST"])]),
            log_config=None,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=_STOPPED_WITHIN,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([listening],), name="replay", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(2 * _STOPPED_WITHIN)

    @property
    def running(self) -> bool:
        """Whether the endpoint still runs."""
        return self._thread is not None and self._thread.is_alive()

    async def _messages(self, request: Request) -> Response:
        try:
            body = _BODY.validate_json(await request.body())
        except ValidationError:
            return _error(400, "invalid_request_error", "The request is no JSON object")
        key = request_key(body)
        stored = self.store.get(key)
        if stored is not None:
            return JSONResponse(_response(key, stored))
        if self.upstream is not None:
            return await self._record(body, {k: v for k, v in request.headers.items() if k in _FORWARDED})
        self.unknown.append(Unknown(key, body))
        return _error(404, "not_found_error", f"No reply to this request is in the store (key {key[:12]}…)")

    async def _record(self, body: Json, headers: dict[str, str]) -> Response:
        """Asks the real endpoint. Only a whole answer is stored; an error goes back as it came."""
        url = f"{self.upstream}".rstrip("/") + "/v1/messages"
        try:
            async with httpx2.AsyncClient(timeout=self.timeout) as client:
                answer = await client.post(url, json=body, headers=headers)
        except httpx2.TransportError as error:
            return _error(502, "api_error", f"The real endpoint could not be reached: {type(error).__name__}")
        reply = _reply_in(answer)
        if reply is not None:
            self.store.put(Stored(request=body, reply=reply, model=str(body.get("model")), recorded=self.today()))
        return Response(answer.content, answer.status_code, media_type="application/json")


def _reply_in(answer: httpx2.Response) -> Reply | None:
    """The reply of a good response; None for an error, or for something that is no message."""
    try:
        return Reply.model_validate_json(answer.content) if answer.status_code == HTTPStatus.OK else None
    except ValidationError:
        return None


def _response(key: str, stored: Stored) -> Json:
    """The stored reply as a whole response, the same each time."""
    return {
        "id": f"msg_{key[:24]}",
        "type": "message",
        "role": "assistant",
        "model": stored.model,
        "content": list(stored.reply.content),
        "stop_reason": stored.reply.stop_reason,
        "stop_sequence": None,
        "usage": stored.reply.usage,
    }


def _error(status: int, kind: str, message: str) -> Response:
    return JSONResponse({"type": "error", "error": {"type": kind, "message": message}}, status)
