"""Installation tokens, narrowed to one repository and to what a review needs."""

import asyncio
import math
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

import httpx
from githubkit import AppAuthStrategy, GitHub
from githubkit.exception import GitHubException, RequestFailed
from pydantic import BaseModel, Field, ValidationError

from app.github.errors import UNPROCESSABLE, root
from app.ports import Unavailable

if TYPE_CHECKING:
    from githubkit_schemas.latest.types import AppPermissionsType  # pyright: ignore[reportMissingTypeStubs] - typed itself

PERMISSIONS: Final["AppPermissionsType"] = {
    "checks": "write",
    "contents": "read",
    "merge_queues": "read",
    "metadata": "read",
    "pull_requests": "write",
}
# docs.github.com/rest/about-the-rest-api/api-versions: which form of the interface we understand.
VERSION: Final = {"X-GitHub-Api-Version": "2026-03-10"}
_MARGIN: Final = 600.0  # a token is not handed out in its last ten minutes: a fetch and its retries may take long
_LACKING: Final = 300.0  # and one that lacks permissions is soon asked for anew: people may have granted them
_MOST: Final = 1_000
_Key = tuple[int, int | None]  # installation and repository


class _Granted(BaseModel):
    token: str
    expires_at: datetime  # pydantic reads what githubkit's own parser does not: fractions of a second
    permissions: dict[str, str] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    expires: float
    permissions: Mapping[str, str] = field(default_factory=dict[str, str])


class Tokens:
    """Tokens by installation and repository, asked for once and kept until shortly before they expire."""

    def __init__(
        self,
        app: GitHub[AppAuthStrategy],
        now: Callable[[], float] = time.time,
        permissions: "AppPermissionsType" = PERMISSIONS,
    ) -> None:
        self._app = app
        self._permissions = permissions
        self._now = now
        self._tokens: dict[_Key, _Token] = {}
        self._locks: defaultdict[_Key, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def get(self, installation: int, repository: int | None) -> str:
        """A token that is good for the next ten minutes, for one repository or for all. Raises githubkit's errors."""
        return (await self._get(installation, repository)).text

    async def granted(self, installation: int, repository: int) -> Mapping[str, str]:
        """What the token of `get` may do: permission → level. Raises githubkit's errors."""
        return (await self._get(installation, repository)).permissions

    async def _get(self, installation: int, repository: int | None) -> _Token:
        key = (installation, repository)
        async with self._locks[key]:
            token = self._tokens.get(key)
            if token is None or token.expires - self._now() < _MARGIN:
                token = await self._ask(installation, repository)
                self._drop_expired()
                self._tokens[key] = token
            return token

    def forget(self, installation: int, repository: int) -> None:
        """Ask for a new token next time: GitHub no longer takes this one."""
        self._tokens.pop((installation, repository), None)

    async def _ask(self, installation: int, repository: int | None) -> _Token:
        """A new token. Where people have yet to accept some of the permissions, one with those that they have."""
        reach = {} if repository is None else {"repository_ids": [repository]}
        kept = math.inf
        try:
            response = await self._post(installation, {**reach, "permissions": self._permissions})
        except GitHubException as error:
            cause = root(error)
            if not isinstance(cause, RequestFailed) or cause.response.status_code != UNPROCESSABLE:
                raise
            response = await self._post(installation, reach)
            kept = self._now() + _MARGIN + _LACKING
        try:
            granted = _Granted.model_validate_json(response.content)
        except ValidationError as error:
            raise Unavailable(f"GitHub granted a token without {error.errors()[0]['loc']}") from None
        return _Token(granted.token, min(granted.expires_at.timestamp(), kept), granted.permissions)

    async def _post(self, installation: int, body: Mapping[str, object]) -> httpx.Response:
        request = self._app.arequest  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] - `data`, unused
        route = f"/app/installations/{installation}/access_tokens"
        return (await request("POST", route, json=body, headers=VERSION)).raw_response

    def _drop_expired(self) -> None:
        if len(self._tokens) >= _MOST:
            now = self._now()
            self._tokens = {key: token for key, token in self._tokens.items() if token.expires > now}
