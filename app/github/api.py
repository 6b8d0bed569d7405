"""GitHub's interfaces as one App: authentication, transport, retries, and what a failure means."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Final, Literal, TypeVar
from urllib.parse import urlsplit

import httpx
from githubkit import AppAuthStrategy, GitHub, TokenAuthStrategy
from githubkit.config import Config, get_config
from githubkit.exception import GitHubException, RequestFailed
from githubkit.throttling import LocalThrottler
from githubkit.typing import RetryDecisionFunc
from pydantic import BaseModel, ValidationError

from app.domain.event import RepositoryRef
from app.domain.usage import Meter
from app.github.errors import FORBIDDEN, UNAUTHORIZED, Retry, root, translate
from app.github.tokens import PERMISSIONS, VERSION, Tokens
from app.github.transport import SharedTransport, metered
from app.ports import Refused, Unavailable

if TYPE_CHECKING:
    from githubkit_schemas.latest.types import AppPermissionsType  # pyright: ignore[reportMissingTypeStubs] - typed itself

Client = GitHub[TokenAuthStrategy]
Method = Literal["GET", "POST", "PATCH", "PUT", "DELETE"]
Params = Mapping[str, str | int]
T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)

_AT_ONCE: Final = 20  # GitHub takes 100 requests at the same time from all of an App's processes
_MOVED: Final = frozenset({301, 302, 307, 308})


class _App(BaseModel):
    slug: str


class Api:
    """Opened once per process and shared by the ports; close it at the end.

    `resolve_threads` asks for `contents: write`, without which GitHub lets no App resolve a thread.
    """

    def __init__(  # noqa: PLR0913 - the composition root names each
        self,
        app_id: str,
        private_key: str,
        api_url: str,
        *,
        timeout: float = 15.0,
        retry: RetryDecisionFunc | None = None,
        inner: httpx.AsyncBaseTransport | None = None,
        resolve_threads: bool = False,
    ) -> None:
        self.url = api_url
        self._transport = SharedTransport(inner or httpx.AsyncHTTPTransport(retries=0))
        self._config = self._configure(api_url, timeout, retry or Retry())
        self._app = GitHub(AppAuthStrategy(app_id, private_key), config=self._config)
        asked: AppPermissionsType = {**PERMISSIONS, "contents": "write"} if resolve_threads else PERMISSIONS
        self._tokens = Tokens(self._app, permissions=asked)
        self._login: str | None = None

    def _configure(self, api_url: str, timeout: float, retry: RetryDecisionFunc) -> Config:
        return get_config(
            base_url=api_url,
            user_agent="speckeeper",
            # No redirects: an answer must not lead a token to another place.
            follow_redirects=False,
            timeout=timeout,
            trust_env=False,
            async_transport=self._transport,
            http_cache=False,
            throttler=LocalThrottler(_AT_ONCE),
            auto_retry=retry,
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._transport.close()

    def metered(self) -> AbstractContextManager[Meter]:
        """Count the requests that are made within."""
        return metered()

    async def token(self, where: RepositoryRef) -> str:
        """A token for one repository, good for the next ten minutes. Raises Unavailable and Refused."""
        return await _with_errors(self._tokens.get(where.installation_id, where.repository_id))

    async def granted(self, where: RepositoryRef) -> Mapping[str, str]:
        """What the installation lets us do in the repository: permission → level. Raises the same."""
        return await _with_errors(self._tokens.granted(where.installation_id, where.repository_id))

    async def login(self) -> str:
        """The login of our bot as REST gives it, `slug[bot]`; asked for once. Raises the same."""
        if self._login is None:
            told = parse(_App, (await self.as_app("GET", "/app")).content)
            self._login = f"{told.slug}[bot]"
        return self._login

    async def rest(  # noqa: PLR0913 - what a request has
        self,
        where: RepositoryRef,
        method: Method,
        path: str,
        *,
        params: Params | None = None,
        json: Mapping[str, object] | None = None,
        accept: str = "application/vnd.github+json",
    ) -> bytes:
        """The body of one answer of `/repos/OWNER/NAME/path`. Raises Unavailable and Refused.

        Not through githubkit's typed methods: their models take seconds to build. A repository that was renamed or
        transferred is followed once, on the same host (docs.github.com, rest/using-the-rest-api/best-practices).
        """
        url = f"/repos/{where.repository}/{path}"
        headers = {**VERSION, "accept": accept}

        async def send(client: Client) -> httpx.Response:
            request = client.arequest  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] - `data`, unused
            answer = (await request(method, url, params=params, json=json, headers=headers)).raw_response
            if answer.status_code not in _MOVED:
                return answer
            moved = self._moved(answer)
            return (await request(method, moved, params=None, json=json, headers=headers)).raw_response

        return (await self._call(where, send)).content

    def _moved(self, answer: httpx.Response) -> str:
        """Where a renamed repository lies, as long as it is on the same host."""
        target = answer.headers.get("location", "")
        if urlsplit(target)[:2] != urlsplit(self.url)[:2]:
            raise Refused("GitHub sends requests for this repository to another host; install the App there")
        return target

    async def query(self, where: RepositoryRef, query: str, model: type[M], **variables: str | int) -> M:
        """The answer to a GraphQL query; `owner` and `name` of the repository are given to one that asks for them."""
        owner, name = where.repository.split("/")
        named = {"owner": owner, "name": name} if "$owner" in query else {}
        given = {**named, **variables}
        answer = await self._call(where, lambda client: client.async_graphql(query, given))
        try:
            return model.model_validate(answer)
        except ValidationError as error:
            raise Unavailable(f"GitHub answered a query without {error.errors()[0]['loc']}") from None

    async def as_app(
        self, method: Method, path: str, *, params: Params | None = None, json: Mapping[str, object] | None = None
    ) -> httpx.Response:
        """One answer to the App itself, not to an installation: its log of deliveries, its installations."""

        async def send() -> httpx.Response:
            request = self._app.arequest  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] - `data`, unused
            return (await request(method, path, params=params, json=json, headers=VERSION)).raw_response

        return await _with_errors(send())

    async def installed(self, installation: int, method: Method, path: str, *, params: Params | None = None) -> bytes:
        """The body of one answer to an installation, for what is not about one repository."""

        async def send() -> httpx.Response:
            token = await self._tokens.get(installation, None)
            client = GitHub(TokenAuthStrategy(token), config=self._config)
            request = client.arequest  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] - `data`, unused
            return (await request(method, path, params=params, headers=VERSION)).raw_response

        return (await _with_errors(send())).content

    async def _call(self, where: RepositoryRef, send: Callable[[Client], Awaitable[T]]) -> T:
        """The answer to one request, with a new token when GitHub no longer takes the one that we have."""
        try:
            return await self._once(where, send)
        except GitHubException as error:
            if _status(error) in {UNAUTHORIZED, FORBIDDEN}:
                # Forbidden: the permission may be granted by the time of the next try, and only a new token has it.
                self._tokens.forget(where.installation_id, where.repository_id)
            if _status(error) != UNAUTHORIZED:
                raise translate(error) from error
        return await _with_errors(self._once(where, send))

    async def _once(self, where: RepositoryRef, send: Callable[[Client], Awaitable[T]]) -> T:
        client = await self._client(where)  # bound, because githubkit holds it by weak references alone
        return await send(client)

    async def _client(self, where: RepositoryRef) -> Client:
        token = await self._tokens.get(where.installation_id, where.repository_id)
        return GitHub(TokenAuthStrategy(token), config=self._config)


def parse(model: type[M], content: bytes) -> M:
    """The fields of an answer that are used. Raises Unavailable for one without them."""
    try:
        return model.model_validate_json(content)
    except ValidationError as error:
        raise Unavailable(f"GitHub's answer has no usable {error.errors()[0]['loc']}") from None


async def _with_errors(work: Awaitable[T]) -> T:
    try:
        return await work
    except GitHubException as error:
        raise translate(error) from error


def _status(error: GitHubException) -> int:
    """The status of an answer that is no limit of rate; 0 when there is none."""
    cause = root(error)
    return cause.response.status_code if isinstance(cause, RequestFailed) else 0
