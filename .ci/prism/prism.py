"""Prism, a mock server that refuses what GitHub's description does not allow, as a process of its own."""

import json
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx

from app.simulator.state import Exchange
from app.simulator.wire import Json, JsonObject
from description import Description, parts
from node import listening

_PROGRAM: Final = "@stoplight/prism-cli/dist/index.js"
_ANSWERED_WITHIN: Final = 30.0
_CLIENT_ERROR: Final = 400
# What belongs to the connection and not to the request, or is written anew by the client that repeats it.
_NOT_REPEATED: Final = frozenset({"host", "connection", "content-length", "accept-encoding", "transfer-encoding"})
# docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api#media-types recommends this name for
# what the description calls `application/json`.
_RECOMMENDED: Final = "application/vnd.github+json"


class Prism:
    """A running Prism."""

    def __init__(self, url: str, description: Description) -> None:
        self._description = description
        self._client = httpx.Client(base_url=url, timeout=_ANSWERED_WITHIN, trust_env=False)

    def problems(self, exchange: Exchange) -> tuple[str, ...]:
        """What Prism says against the request of `exchange`; empty when it takes it."""
        headers = {name: value for name, value in exchange.request_headers.items() if name not in _NOT_REPEATED}
        if headers.get("accept") == _RECOMMENDED:
            headers["accept"] = "application/json"
        return self.send(exchange.method, exchange.route, exchange.query, headers, exchange.request)

    def send(
        self,
        method: str,
        route: str,
        query: tuple[tuple[str, str], ...] = (),
        headers: dict[str, str] | None = None,
        body: Json = None,
    ) -> tuple[str, ...]:
        """The same for a request in its parts."""
        content = None if body is None else json.dumps(body).encode()
        given = {"content-type": "application/json"} if content and headers is None else headers
        escaped = self._description.escaped(method, route)
        answer = self._client.request(method, escaped, params=query, headers=given, content=content)
        noticed = tuple(json.loads(answer.headers.get("sl-violations", "[]")))
        told = [_told(one) for one in noticed if _of_the_request(one)]
        if answer.status_code >= _CLIENT_ERROR:
            told.append(_refusal(answer))
        return tuple(told)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


@contextmanager
def running(description: Description, folder: Path) -> Generator[Prism]:
    """Prism over `description`, on a free loopback port for the length of the block; its log is in `folder`."""
    document = folder / "api.json"
    document.write_text(json.dumps(description.document), "utf-8")
    with listening(_PROGRAM, ("mock", "--host", "127.0.0.1", str(document)), folder) as url:
        prism = Prism(url, description)
        try:
            yield prism
        finally:
            prism.close()


def _of_the_request(violation: JsonObject) -> bool:
    """Official examples violate the schema of the answer, which says nothing about the request."""
    location = violation.get("location")
    return isinstance(location, list) and bool(location) and location[0] == "request"


def _told(violation: JsonObject) -> str:
    location = violation.get("location")
    where = ".".join(str(part) for part in location) if isinstance(location, list) else "?"
    return f"`{where}`: {violation.get('message')}"


def _refusal(answer: httpx.Response) -> str:
    """What Prism answers in place of an example: the reasons, where it names them."""
    try:
        body = parts(answer.json())
    except (ValueError, TypeError):
        return f"{answer.status_code}: {answer.text[:200]}"
    reasons = body.get("validation")
    named = [_told(parts(one)) for one in reasons] if isinstance(reasons, list) else []
    return f"{answer.status_code} {body.get('title')}: {'; '.join(named) or body.get('detail')}"
