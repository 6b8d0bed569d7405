"""Installation tokens, narrowed to one repository and to what a review needs."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from githubkit import AppAuthStrategy, GitHub
from pydantic import BaseModel, ValidationError

from app.ports import Unavailable

if TYPE_CHECKING:
    from githubkit_schemas.latest.types import AppPermissionsType  # pyright: ignore[reportMissingTypeStubs] - typed itself

PERMISSIONS: Final["AppPermissionsType"] = {
    "checks": "write",
    "contents": "read",
    "metadata": "read",
    "pull_requests": "read",
}
# docs.github.com/rest/about-the-rest-api/api-versions: which form of the interface we understand.
VERSION: Final = {"X-GitHub-Api-Version": "2026-03-10"}
_MARGIN: Final = 600.0  # a token is not handed out in its last ten minutes: a fetch and its retries may take long
_MOST: Final = 1_000


class _Granted(BaseModel):
    token: str
    expires_at: datetime  # pydantic reads what githubkit's own parser does not: fractions of a second


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    expires: float


class Tokens:
    """Tokens by installation and repository, asked for once and kept until shortly before they expire."""

    def __init__(self, app: GitHub[AppAuthStrategy], now: Callable[[], float] = time.time) -> None:
        self._app = app
        self._now = now
        self._tokens: dict[tuple[int, int], _Token] = {}
        self._locks: defaultdict[tuple[int, int], asyncio.Lock] = defaultdict(asyncio.Lock)

    async def get(self, installation: int, repository: int) -> str:
        """A token that is good for the next ten minutes. Raises githubkit's errors."""
        key = (installation, repository)
        async with self._locks[key]:
            token = self._tokens.get(key)
            if token is None or token.expires - self._now() < _MARGIN:
                token = await self._ask(installation, repository)
                self._drop_expired()
                self._tokens[key] = token
            return token.text

    def forget(self, installation: int, repository: int) -> None:
        """Ask for a new token next time: GitHub no longer takes this one."""
        self._tokens.pop((installation, repository), None)

    async def _ask(self, installation: int, repository: int) -> _Token:
        request = self._app.arequest  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] - `data`, unused
        response = await request(
            "POST",
            f"/app/installations/{installation}/access_tokens",
            json={"repository_ids": [repository], "permissions": PERMISSIONS},
            headers=VERSION,
        )
        try:
            granted = _Granted.model_validate_json(response.content)
        except ValidationError as error:
            raise Unavailable(f"GitHub granted a token without {error.errors()[0]['loc']}") from None
        return _Token(granted.token, granted.expires_at.timestamp())

    def _drop_expired(self) -> None:
        if len(self._tokens) >= _MOST:
            now = self._now()
            self._tokens = {key: token for key, token in self._tokens.items() if token.expires > now}
