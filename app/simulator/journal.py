"""The log of every request, and the outages that a test orders."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from app.simulator.call import Call
from app.simulator.state import Exchange, Write
from app.simulator.store import Store
from app.simulator.wire import Json

Moment = Literal["before", "after"]
DROPPED = 0
_BY_NUMBER = re.compile(r"/repositories/(\d+)(?![^/])")


@dataclass(slots=True)
class Outage:
    """A failure to come. `status` 0 drops the connection; `when` says whether the request still took effect."""

    method: str
    path: re.Pattern[str]
    status: int
    times: int
    headers: dict[str, str]
    body: Json
    when: Moment

    def meets(self, method: str, route: str) -> bool:
        """Whether this request is one of those that fail."""
        return self.times > 0 and self.method in ("*", method) and self.path.search(route) is not None


class Journal:
    """What was asked and answered, and what is still to fail."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._outages: list[Outage] = []

    def order(self, outage: Outage) -> None:
        """Let requests fail from now on."""
        with self._store.lock:
            self._outages.append(outage)

    def strike(self, method: str, route: str) -> Outage | None:
        """The outage that this request runs into, used up by one."""
        with self._store.lock:
            for outage in self._outages:
                if outage.meets(method, route):
                    outage.times -= 1
                    return outage
            return None

    def wrote(self, call: Call, status: int) -> None:
        """Write down a request that created or changed something in a repository, whether or not its answer is lost."""
        route = route_of(urlsplit(call.url).path, self._store)
        body = parsed(call.body, call.headers)
        self._store.writes.append(Write(call.any_repository.id, call.method, route, body, status))

    def note(self, exchange: Exchange) -> None:
        """Write down one request and its answer."""
        with self._store.lock:
            self._store.requests.append(exchange)


def outage_body(status: int) -> Json:
    """What GitHub says with an outage, a primary or a secondary limit."""
    if status in (403, 429):
        message = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
        return {
            "message": message,
            "documentation_url": "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api",
        }
    return {"message": "Server Error"}


def parsed(content: bytes, headers: Mapping[str, str]) -> Json:
    """A body as JSON; anything else is only measured."""
    if not content:
        return None
    if "json" in headers.get("content-type", "json"):
        try:
            loaded: Json = json.loads(content)
        except ValueError:
            return content.decode(errors="replace")
        return loaded
    return f"<{len(content)} bytes>"


def route_of(path: str, store: Store) -> str:
    """The path without the prefix of GitHub Enterprise Server, with the name of a repository that it has by number."""
    if path == "/api/graphql":
        return "/graphql"
    route = path.removeprefix("/api/v3") or "/"
    numbered = _BY_NUMBER.match(route)
    if numbered is None:
        return route
    number = int(numbered[1])
    with store.lock:
        found = store.repositories.get(number)
        name = store.deleted.get(number) if found is None else found.full_name
    return route if name is None else f"/repos/{name}{route[numbered.end() :]}"
