"""The CodeHost port over githubkit: App authentication, transport, and a handful of requests per review."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractContextManager
from typing import Final, Literal, TypeVar

import httpx
from githubkit import AppAuthStrategy, GitHub, TokenAuthStrategy
from githubkit.config import Config, get_config
from githubkit.exception import GitHubException, RequestFailed
from githubkit.throttling import LocalThrottler
from githubkit.typing import RetryDecisionFunc
from pydantic import BaseModel, ValidationError

from app.domain.check import Check, CheckOutput
from app.domain.event import PullRequest, ReviewPlan
from app.domain.repository import Remote
from app.domain.usage import Meter
from app.github import checks, remote
from app.github.errors import UNAUTHORIZED, Retry, root, translate
from app.github.facts import FACTS, HEAD, Comparison, FactsAnswer, HeadAnswer
from app.github.tokens import VERSION, Tokens
from app.github.transport import SharedTransport, metered
from app.ports import Unavailable

Client = GitHub[TokenAuthStrategy]
T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)

_AT_ONCE: Final = 20  # GitHub takes 100 requests at the same time from all of an App's processes


class GitHubHost:
    """GitHub, as one App. Opened once per process; close it at the end."""

    def __init__(  # noqa: PLR0913 - the composition root names each
        self,
        app_id: str,
        private_key: str,
        api_url: str,
        *,
        timeout: float = 15.0,
        retry: RetryDecisionFunc | None = None,
        inner: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._api_url = api_url
        self._transport = SharedTransport(inner or httpx.AsyncHTTPTransport(retries=0))
        self._config = self._configure(api_url, timeout, retry or Retry())
        self._tokens = Tokens(GitHub(AppAuthStrategy(app_id, private_key), config=self._config))

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

    async def pull_request(self, plan: ReviewPlan) -> PullRequest:
        """The facts at this moment: one query, and one comparison for the merge base."""
        answer = await self._query(plan, FACTS, FactsAnswer)
        facts = answer.repository.pull_request
        between = f"{facts.base_tip}...{facts.head}"
        content = await self._rest(plan, "GET", f"compare/{between}", params={"per_page": 1})
        merge_base = _parse(Comparison, content).merge_base_commit.sha
        return facts.pull_request(plan.repository, plan.number, merge_base)

    async def head(self, plan: ReviewPlan) -> str:
        """The head commit at this moment."""
        answer = await self._query(plan, HEAD, HeadAnswer)
        return answer.repository.pull_request.head

    async def remote(self, plan: ReviewPlan) -> Remote:
        """Where to fetch the repository from."""
        token = await self._with_errors(self._tokens.get(plan.installation_id, plan.repository_id))
        return remote.remote(self._api_url, plan.repository, token)

    async def create_check(self, plan: ReviewPlan, external_id: str) -> int:
        """Create the check run of this head as in progress; its id."""
        body = checks.in_progress(plan.head_sha, external_id)
        return _parse(checks.Run, await self._rest(plan, "POST", "check-runs", json=body)).id

    async def find_check(self, plan: ReviewPlan, external_id: str) -> Check | None:
        """The check run of this head that was created under `external_id`."""
        params = {"check_name": checks.NAME, "filter": "all", "per_page": 100}
        content = await self._rest(plan, "GET", f"commits/{plan.head_sha}/check-runs", params=params)
        return checks.find(_parse(checks.Runs, content), external_id)

    async def complete_check(self, plan: ReviewPlan, check_id: int, output: CheckOutput) -> None:
        """Complete the check run, annotations included, in one request."""
        await self._rest(plan, "PATCH", f"check-runs/{check_id}", json=checks.completed(output))

    async def _rest(
        self,
        plan: ReviewPlan,
        method: Literal["GET", "POST", "PATCH"],
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        json: Mapping[str, object] | None = None,
    ) -> bytes:
        """The body of one answer. Not through githubkit's typed methods: their models take seconds to build."""
        url = f"/repos/{plan.repository}/{path}"

        async def send(client: Client) -> bytes:
            request = client.arequest  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] - `data`, unused
            return (await request(method, url, params=params, json=json, headers=VERSION)).content

        return await self._call(plan, send)

    async def _query(self, plan: ReviewPlan, query: str, model: type[M]) -> M:
        owner, name = plan.repository.split("/")
        variables = {"owner": owner, "name": name, "number": plan.number}
        answer = await self._call(plan, lambda client: client.async_graphql(query, variables))
        try:
            return model.model_validate(answer)
        except ValidationError as error:
            raise Unavailable(f"GitHub answered a query without {error.errors()[0]['loc']}") from None

    async def _call(self, plan: ReviewPlan, send: Callable[[Client], Awaitable[T]]) -> T:
        """The answer to one request, with a new token when GitHub no longer takes the one that we have."""
        try:
            return await self._once(plan, send)
        except GitHubException as error:
            if not _unauthorized(error):
                raise translate(error) from error
        self._tokens.forget(plan.installation_id, plan.repository_id)
        return await self._with_errors(self._once(plan, send))

    async def _once(self, plan: ReviewPlan, send: Callable[[Client], Awaitable[T]]) -> T:
        client = await self._client(plan)  # bound, because githubkit holds it by weak references alone
        return await send(client)

    async def _client(self, plan: ReviewPlan) -> Client:
        token = await self._tokens.get(plan.installation_id, plan.repository_id)
        return GitHub(TokenAuthStrategy(token), config=self._config)

    async def _with_errors(self, work: Awaitable[T]) -> T:
        try:
            return await work
        except GitHubException as error:
            raise translate(error) from error


def _unauthorized(error: GitHubException) -> bool:
    cause = root(error)
    return isinstance(cause, RequestFailed) and cause.response.status_code == UNAUTHORIZED


def _parse(model: type[M], content: bytes) -> M:
    try:
        return model.model_validate_json(content)
    except ValidationError as error:
        raise Unavailable(f"GitHub's answer has no usable {error.errors()[0]['loc']}") from None
