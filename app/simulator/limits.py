"""Rate limits: the headers of every answer, `GET /rate_limit`, and the refusal once the limit is used up."""

from app.simulator.call import Call, Endpoint
from app.simulator.state import Grant
from app.simulator.store import Store
from app.simulator.wire import Answer, Json, JsonObject, Refusal

WINDOW = 3600


class Limits:
    """Counts the requests of each installation within the hour that began with its first."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.limit = 5_000
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
