"""The Installations port: the App's log of deliveries, and what lies open where it is installed."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final
from urllib.parse import parse_qs, urlsplit

import httpx
from pydantic import BaseModel, ConfigDict

from app.domain.event import RepositoryRef
from app.domain.forge import Delivery, Installation, OpenPull
from app.github.api import Api, parse

_PAGE: Final = 100
_MOST_PAGES: Final = 100  # 10,000 deliveries, or repositories of one installation
_PULLS: Final = 50  # of one repository, the last updated first


class _Narrow(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Attempt(_Narrow):
    id: int
    guid: str
    event: str
    delivered_at: datetime
    status_code: int

    @property
    def succeeded(self) -> bool:
        return 200 <= self.status_code < 300  # noqa: PLR2004 - the 2xx range


class _Attempts(_Narrow):
    attempts: tuple[_Attempt, ...]


class _Account(_Narrow):
    login: str


class _Installed(_Narrow):
    id: int
    account: _Account
    created_at: datetime
    suspended_at: datetime | None = None


class _AllInstalled(_Narrow):
    installations: tuple[_Installed, ...]


class _Repository(_Narrow):
    id: int
    full_name: str
    archived: bool = False


class _Repositories(_Narrow):
    repositories: tuple[_Repository, ...]


class _Head(_Narrow):
    sha: str


class _Pull(_Narrow):
    number: int
    head: _Head
    user: _Account | None
    draft: bool = False
    updated_at: datetime


class _Pulls(_Narrow):
    pulls: tuple[_Pull, ...]


class GitHubInstallations:
    """GitHub, as the App looks after itself. Raises Unavailable and Refused."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def failed_deliveries(self, since: float) -> tuple[Delivery, ...]:
        """Deliveries after that moment of which no attempt succeeded, oldest first."""
        tried: dict[str, list[_Attempt]] = {}
        async for attempt in self._attempts(since):
            tried.setdefault(attempt.guid, []).append(attempt)
        failed = [_delivery(attempts) for attempts in tried.values() if not any(one.succeeded for one in attempts)]
        return tuple(sorted(failed, key=lambda one: one.delivered_at))

    async def _attempts(self, since: float) -> AsyncIterator[_Attempt]:
        """The log, newest first, back to that moment."""
        cursor = ""
        for _ in range(_MOST_PAGES):
            params: dict[str, str | int] = {"per_page": _PAGE} | ({"cursor": cursor} if cursor else {})
            answer = await self._api.as_app("GET", "/app/hook/deliveries", params=params)
            page = parse(_Attempts, b'{"attempts":' + answer.content + b"}").attempts
            for attempt in page:
                if attempt.delivered_at.timestamp() < since:
                    return
                yield attempt
            cursor = _next(answer, "cursor")
            if not cursor:
                return

    async def redeliver(self, delivery_id: int) -> None:
        """Have GitHub deliver a webhook again."""
        await self._api.as_app("POST", f"/app/hook/deliveries/{delivery_id}/attempts")

    async def installations(self) -> tuple[Installation, ...]:
        """Every installation that is not suspended."""
        found: list[_Installed] = []
        for page in range(1, _MOST_PAGES + 1):
            answer = await self._api.as_app("GET", "/app/installations", params={"per_page": _PAGE, "page": page})
            some = parse(_AllInstalled, b'{"installations":' + answer.content + b"}").installations
            found.extend(some)
            if len(some) < _PAGE:
                break
        return tuple(
            Installation(id=one.id, account=one.account.login, created_at=one.created_at.timestamp())
            for one in found
            if one.suspended_at is None
        )

    async def open_pulls(self, installation: Installation, since: float) -> tuple[OpenPull, ...]:
        """The open pull requests of its repositories that were updated after that moment."""
        found: list[OpenPull] = []
        for repository in await self._repositories(installation.id):
            where = RepositoryRef(
                installation_id=installation.id, repository_id=repository.id, repository=repository.full_name
            )
            params: dict[str, str | int] = {"state": "open", "sort": "updated", "direction": "desc", "per_page": _PULLS}
            content = await self._api.installed(
                installation.id, "GET", f"/repos/{repository.full_name}/pulls", params=params
            )
            pulls = parse(_Pulls, b'{"pulls":' + content + b"}").pulls
            found.extend(_open_pull(where, one) for one in pulls if one.updated_at.timestamp() >= since)
        return tuple(found)

    async def _repositories(self, installation: int) -> list[_Repository]:
        found: list[_Repository] = []
        for page in range(1, _MOST_PAGES + 1):
            params: dict[str, str | int] = {"per_page": _PAGE, "page": page}
            content = await self._api.installed(installation, "GET", "/installation/repositories", params=params)
            some = parse(_Repositories, content).repositories
            found.extend(one for one in some if not one.archived)
            if len(some) < _PAGE:
                break
        return found


def _delivery(attempts: list[_Attempt]) -> Delivery:
    newest = max(attempts, key=lambda one: one.delivered_at)
    return Delivery(
        id=newest.id,
        guid=newest.guid,
        event=newest.event,
        delivered_at=min(one.delivered_at for one in attempts).timestamp(),
        attempts=len(attempts),
    )


def _open_pull(where: RepositoryRef, pull: _Pull) -> OpenPull:
    return OpenPull(
        installation_id=where.installation_id,
        repository_id=where.repository_id,
        repository=where.repository,
        number=pull.number,
        head_sha=pull.head.sha,
        author=pull.user.login if pull.user else "",
        draft=pull.draft,
    )


def _next(answer: httpx.Response, name: str) -> str:
    """The value of a query parameter of the next page's address; empty on the last page."""
    target = answer.links.get("next", {}).get("url", "")
    return parse_qs(urlsplit(target).query).get(name, [""])[0]
