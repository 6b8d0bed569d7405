"""What a failed request means: whose turn it is, and whether trying again helps."""

from datetime import timedelta
from typing import Final

import httpx
from githubkit.exception import (
    AuthCredentialError,
    GitHubException,
    GraphQLFailed,
    RateLimitExceeded,
    RequestError,
    RequestFailed,
)
from githubkit.retry import RetryOption

from app.ports import Refused, Unavailable

UNAUTHORIZED: Final = 401
UNPROCESSABLE: Final = 422
FORBIDDEN: Final = 403
_GONE: Final = frozenset({404, 410, 451})
_SERVER_ERROR: Final = 500
_TIMEOUT: Final = 408


# docs.github.com/rest/authentication/permissions-required-for-github-apps
_PERMISSIONS: Final = {
    "/check-runs": "checks",
    "/compare/": "contents",
    "/contents/": "contents",
    "/pulls/": "pull_requests",
    "/issues/": "pull_requests",  # of pull requests
}


class Forbidden(Refused):
    """A permission is missing."""


class Gone(Refused):
    """Nothing is there, or nothing that we may see."""


class Unprocessable(Refused):
    """GitHub read the request and does not take it: a line outside the diff, a permission nobody granted."""


class Retry:
    """What is tried again at once: what is safe to repeat, a few times, within seconds.

    Longer waits belong to the durable workflow. Writes are never repeated here, because the first one may have
    taken effect: the workflow looks that up.
    """

    def __init__(self, attempts: int = 3, first_wait: float = 0.5, longest_wait: float = 20.0) -> None:
        self._attempts = attempts
        self._first_wait = first_wait
        self._longest_wait = longest_wait

    def __call__(self, error: GitHubException, count: int) -> RetryOption:
        """Whether to try again after `count` tries before, and when."""
        if count + 1 >= self._attempts:
            return RetryOption(False)
        cause = root(error)
        if isinstance(cause, RateLimitExceeded):
            wait = cause.retry_after.total_seconds()
            # githubkit takes a wait of zero for one of a minute.
            return RetryOption(wait <= self._longest_wait, timedelta(seconds=max(wait, self._first_wait)))
        if not self._worth_it(cause):
            return RetryOption(False)
        return RetryOption(True, timedelta(seconds=self._first_wait * 2**count))

    def _worth_it(self, cause: Exception) -> bool:
        if isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout):
            return True  # nothing was sent
        if isinstance(cause, RequestFailed):
            failed = cause.response.status_code >= _SERVER_ERROR or cause.response.status_code == _TIMEOUT
            return failed and _repeatable(cause.request)
        return isinstance(cause, httpx.TransportError) and _repeatable(cause.request)


def root(error: Exception) -> Exception:
    """The error inside githubkit's wrapping."""
    inner: object = error
    while isinstance(inner, RequestError) and not isinstance(inner, RequestFailed):
        inner = vars(inner)["exc"]
    return inner if isinstance(inner, Exception) else error


def translate(error: GitHubException) -> Unavailable | Refused:
    """The error in our words. Raises what is neither: a fault of ours."""
    cause = root(error)
    if isinstance(cause, RateLimitExceeded):
        wait = cause.retry_after.total_seconds()
        return Unavailable(f"GitHub limits the rate of requests for {wait:.0f} s", retry_after=wait)
    if isinstance(cause, RequestFailed):
        return _answered(cause.response.status_code, cause.request, cause.response.headers)
    if isinstance(cause, httpx.TransportError):
        return Unavailable(f"GitHub does not answer: {type(cause).__name__} at {_route(cause.request)}")
    if isinstance(cause, GraphQLFailed):
        return _graphql(cause)
    if isinstance(cause, AuthCredentialError):
        return Refused(f"The App's credentials are not usable: {cause}. Check `SPECKEEPER_GITHUB_PRIVATE_KEY`")
    raise cause


def _answered(status: int, request: httpx.Request, headers: httpx.Headers) -> Unavailable | Refused:
    where = f"{request.method} {_route(request)}"
    if status >= _SERVER_ERROR or status == _TIMEOUT:
        return Unavailable(f"GitHub answered {status} to {where}")
    if status == UNAUTHORIZED:
        return Refused(
            f"GitHub does not know the App (401 to {where}). "
            "Check `SPECKEEPER_GITHUB_APP_ID` and `SPECKEEPER_GITHUB_PRIVATE_KEY`"
        )
    if status == FORBIDDEN:
        needed = headers.get("x-accepted-github-permissions", "") or _needed(request)
        named = f"`{needed}`" if needed else "the permissions that the README lists"
        return Forbidden(f"GitHub forbids {where}: grant the App {named}, and accept the change where it is installed")
    if status in _GONE:
        return Gone(
            f"GitHub finds nothing at {where} ({status}): the repository is gone, or the App has no access to it"
        )
    refused = f"GitHub refuses {where} with status {status}"
    return Unprocessable(refused) if status == UNPROCESSABLE else Refused(refused)


def _graphql(error: GraphQLFailed) -> Unavailable | Refused:
    errors = error.response.errors or []
    kinds = {one.type for one in errors}
    if "NOT_FOUND" in kinds:
        return Gone("GitHub finds no such pull request: it is gone, or the App has no access to the repository")
    if kinds & {"FORBIDDEN", "INSUFFICIENT_SCOPES"}:
        return Forbidden("GitHub forbids reading the pull request: grant the App `pull_requests=read`, `contents=read`")
    return Unavailable(f"GitHub could not answer a query: {', '.join(sorted(str(kind) for kind in kinds))}")


def _needed(request: httpx.Request) -> str:
    """The permission that the route asks for, where GitHub does not say it."""
    level = "read" if request.method == "GET" else "write"
    found = next((name for part, name in _PERMISSIONS.items() if part in request.url.path), "")
    return f"{found}={level}" if found else ""


def _repeatable(request: httpx.Request) -> bool:
    """Reads, queries, and asking for a token: another one does no harm."""
    path = request.url.path
    return request.method == "GET" or path.endswith(("/graphql", "/access_tokens"))


def _route(request: httpx.Request) -> str:
    """The path alone: queries hold names and texts."""
    return request.url.path
