"""Rate limits: the headers of every answer, `GET /rate_limit`, and the refusal once the limit is used up."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Final, Literal

from app.simulator.call import Call, Endpoint
from app.simulator.state import Grant
from app.simulator.store import Store
from app.simulator.wire import Answer, Json, JsonObject, Refusal

WINDOW = 3600
_SECONDARY: Final = (
    "You have exceeded a secondary rate limit and have been temporarily blocked from content creation. "
    "Please retry your request again later."
)
_ABOUT: Final = (
    "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits"
)


@dataclass(frozen=True, slots=True)
class ContentLimit:
    """At most `most` requests that create content within `seconds`. GitHub says 80 a minute, and no exact rule.

    `retry_after` is what a refusal says; None for the seconds until there is room again.
    """

    most: int = 80
    seconds: float = 60
    status: Literal[403, 429] = 403
    retry_after: int | None = None


class Limits:
    """Counts the requests of each installation within the hour that began with its first."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.limit = 5_000
        self.content_creation: ContentLimit | None = None
        self._created: defaultdict[int, deque[float]] = defaultdict(deque)
        self._used: dict[tuple[str, int], int] = {}
        self._began: dict[tuple[str, int], int] = {}

    def spend(self, resource: str, grant: Grant | None) -> dict[str, str]:
        """Count one request and return the headers. Raises Refusal 403 when nothing is left."""
        key = (resource, 0 if grant is None else grant.installation_id)
        now = int(self._store.clock().timestamp())
        if now >= self._began.setdefault(key, now) + WINDOW:
            self._began[key], self._used[key] = now, 0
        self._used[key] = self._used.get(key, 0) + 1
        if self._used[key] > self.limit:
            raise Refusal(403, f"API rate limit exceeded for installation ID {key[1]}.")
        return self.headers(resource, grant)

    def create(self, grant: Grant | None) -> None:
        """Count one request that creates content. Raises Refusal 403 or 429 when there were too many of late."""
        limit = self.content_creation
        if limit is None:
            return
        now = self._store.clock().timestamp()
        moments = self._created[0 if grant is None else grant.installation_id]
        while moments and moments[0] <= now - limit.seconds:
            moments.popleft()
        if len(moments) >= limit.most:
            left = math.ceil(moments[0] + limit.seconds - now) if moments else math.ceil(limit.seconds)
            wait = left if limit.retry_after is None else limit.retry_after
            raise Refusal(limit.status, _SECONDARY, documentation=_ABOUT, headers={"Retry-After": str(max(wait, 1))})
        moments.append(now)

    def headers(self, resource: str, grant: Grant | None) -> dict[str, str]:
        """`X-RateLimit-*` as they stand."""
        state = self.state(resource, grant)
        return {f"X-RateLimit-{name.title()}": str(value) for name, value in state.items()} | {
            "X-RateLimit-Resource": resource
        }

    def state(self, resource: str, grant: Grant | None) -> dict[str, int]:
        """Limit, used, remaining, and when it starts anew."""
        key = (resource, 0 if grant is None else grant.installation_id)
        used = min(self._used.get(key, 0), self.limit)
        began = self._began.get(key, int(self._store.clock().timestamp()))
        return {"limit": self.limit, "used": used, "remaining": self.limit - used, "reset": began + WINDOW}


def rate_limit(limits: Limits) -> Endpoint:
    """`GET /rate_limit`, which itself costs nothing."""

    def answer(call: Call) -> Answer:
        core: Json = limits.state("core", call.grant)
        graph: Json = limits.state("graphql", call.grant)
        search: Json = {"limit": 30, "used": 0, "remaining": 30, "reset": limits.state("core", call.grant)["reset"]}
        body: JsonObject = {"resources": {"core": core, "search": search, "graphql": graph}}
        return Answer(body)

    return Endpoint("GET", "/rate_limit", answer, "token")
