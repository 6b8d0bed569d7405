"""The Talk port over GitHub's interfaces: comments, reactions, who may, files, and checks of another name."""

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Final
from urllib.parse import quote

from githubkit.exception import RequestFailed

from app.domain.check import CheckOutput
from app.domain.conversation import CommentPlace, Permission, Reaction
from app.domain.event import RepositoryRef
from app.domain.forge import OpenPull
from app.github import checks
from app.github.api import Api, parse
from app.github.conversations import (
    AUTHORS,
    AuthorsAnswer,
    Content,
    Created,
    Granted,
    NamedToken,
    PostedReplies,
    Pull,
    Pulls,
)
from app.github.errors import root
from app.ports import Refused
from specs_schema.config import CONFIG_PATH

_PAGE: Final = 100
_COMMIT_PAGES: Final = 3  # GitHub tells at most 250 commits of a pull request
_PULL_PAGES: Final = 3
_REPLY_PAGES: Final = 2  # the newest 100 to 200 comments
_DEFAULTS_REPOSITORY: Final = ".github"
_DEFAULTS_KEPT: Final = 300.0  # seconds
_ABSENT: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_UNREACHED: Final = frozenset(
    {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.UNPROCESSABLE_ENTITY}
)


class GitHubTalk:
    """GitHub, as commands, buttons and errands see it. Raises Unavailable and Refused."""

    def __init__(self, api: Api, now: Callable[[], float] = time.monotonic) -> None:
        self._api = api
        self._now = now
        self._defaults: dict[tuple[int, str], tuple[float, str | None]] = {}

    async def react(self, where: RepositoryRef, place: CommentPlace, comment_id: int, reaction: Reaction) -> None:
        """Put a reaction on a comment; GitHub answers 200 to one that is there."""
        kind = "issues" if place == "conversation" else "pulls"
        await self._api.rest(where, "POST", f"{kind}/comments/{comment_id}/reactions", json={"content": reaction})

    async def reply(self, where: RepositoryRef, number: int, body: str) -> int:
        """Write a comment below the pull request; its id."""
        return parse(Created, await self._api.rest(where, "POST", f"issues/{number}/comments", json={"body": body})).id

    async def find_reply(self, where: RepositoryRef, number: int, marker: str) -> int | None:
        """The newest comment of ours that ends with `marker`; elsewhere, or in one of others, it means nothing."""
        bot, count = await self._api.login(), (await self._pull(where, number)).comments
        last = max(1, -(-count // _PAGE))
        for page in range(last, max(0, last - _REPLY_PAGES), -1):
            params = {"per_page": _PAGE, "page": page}
            content = await self._api.rest(where, "GET", f"issues/{number}/comments", params=params)
            for one in reversed(parse(PostedReplies, content).root):
                if one.user and one.user.login == bot and (one.body or "").rstrip().endswith(marker):
                    return one.id
        return None

    async def edit_reply(self, where: RepositoryRef, comment_id: int, body: str) -> bool:
        """Change a comment of ours below a pull request; False when it is gone."""
        try:
            await self._api.rest(where, "PATCH", f"issues/comments/{comment_id}", json={"body": body})
        except Refused as error:
            if _status(error) in _ABSENT:
                return False
            raise
        return True

    async def permission(self, where: RepositoryRef, login: str) -> Permission:
        """What `login` may do; a custom role counts as the one it is built on."""
        try:
            content = await self._api.rest(where, "GET", f"collaborators/{quote(login, safe='')}/permission")
        except Refused as error:
            if _status(error) in _ABSENT:
                return "none"
            raise
        return parse(Granted, content).permitted()

    async def authors(self, where: RepositoryRef, number: int) -> frozenset[str]:
        """Who opened the pull request, and authors, co-authors and committers of its commits."""
        answer = await self._api.query(where, AUTHORS, AuthorsAnswer, number=number)
        logins = answer.logins()
        for _ in range(_COMMIT_PAGES - 1):
            if answer.after is None:
                break
            answer = await self._api.query(where, AUTHORS, AuthorsAnswer, number=number, after=answer.after)
            logins |= answer.logins()
        return logins

    async def pull_request_head(self, where: RepositoryRef, number: int) -> OpenPull:
        """Head, state, author and base branch at this moment."""
        return (await self._pull(where, number)).opened(where)

    async def pull_requests_at(self, where: RepositoryRef, sha: str) -> tuple[OpenPull, ...]:
        """The open pull requests whose head is this commit.

        GitHub's list for a commit leaves pull requests of forks out where the commit is in the fork alone.
        """
        listed = await self._listed_at(where, sha)
        for page in range(1, _PULL_PAGES + 1):
            if listed:
                break
            params: dict[str, str | int] = {
                "state": "open",
                "sort": "updated",
                "direction": "desc",
                "per_page": _PAGE,
                "page": page,
            }
            found = parse(Pulls, await self._api.rest(where, "GET", "pulls", params=params)).root
            listed = tuple(one for one in found if one.head.sha == sha)
            if len(found) < _PAGE:
                break
        return tuple(one.opened(where) for one in listed)

    async def _listed_at(self, where: RepositoryRef, sha: str) -> tuple[Pull, ...]:
        try:
            content = await self._api.rest(where, "GET", f"commits/{sha}/pulls", params={"per_page": _PAGE})
        except Refused as error:
            if _status(error) in _ABSENT | {HTTPStatus.UNPROCESSABLE_ENTITY}:
                return ()  # a commit that only the fork has
            raise
        return tuple(one for one in parse(Pulls, content).root if one.state == "open" and one.head.sha == sha)

    async def file(self, where: RepositoryRef, revision: str, path: str) -> str | None:
        """The text of a file of at most 1 MB; None when there is none. Raises Refused for a larger one.

        Without a revision, at the tip of the default branch.
        """
        params = {"ref": revision} if revision else None
        try:
            content = await self._api.rest(where, "GET", f"contents/{quote(path)}", params=params)
        except Refused as error:
            if _status(error) in _ABSENT:
                return None
            raise
        return _text(content, path)

    async def defaults(self, where: RepositoryRef) -> str | None:
        """The text of the organisation's configuration; None without one, or without access to it."""
        key = where.installation_id, where.repository.partition("/")[0].casefold()
        now = self._now()
        self._defaults = {one: kept for one, kept in self._defaults.items() if now < kept[0]}
        if key in self._defaults:
            return self._defaults[key][1]
        source = await self._defaults_repository(where)
        text = await self._read_defaults(source) if source else None
        self._defaults[key] = (now + _DEFAULTS_KEPT, text)
        return text

    async def _defaults_repository(self, where: RepositoryRef) -> RepositoryRef | None:
        """The owner's `.github`, found by its name, as far as the installation reaches it."""
        asked = {"repositories": [_DEFAULTS_REPOSITORY], "permissions": {"metadata": "read"}}
        try:
            answer = await self._api.as_app(
                "POST", f"/app/installations/{where.installation_id}/access_tokens", json=asked
            )
        except Refused as error:
            if _status(error) in _UNREACHED:
                return None
            raise
        found = next(iter(parse(NamedToken, answer.content).repositories), None)
        if found is None:
            return None
        return RepositoryRef(installation_id=where.installation_id, repository_id=found.id, repository=found.full_name)

    async def _read_defaults(self, source: RepositoryRef) -> str | None:
        try:
            return await self.file(source, "", CONFIG_PATH)
        except Refused as error:
            if _status(error) in _UNREACHED:
                return None
            raise

    async def write_check(self, where: RepositoryRef, sha: str, name: str, output: CheckOutput) -> None:
        """Create a completed check run under another name. Does nothing where the commit has one: safe to repeat."""
        params = {"check_name": name, "filter": "latest", "per_page": _PAGE}
        content = await self._api.rest(where, "GET", f"commits/{sha}/check-runs", params=params)
        if checks.find(parse(checks.Runs, content), name) is None:
            body = {"name": name, "head_sha": sha, "external_id": name, **checks.completed(output)}
            await self._api.rest(where, "POST", "check-runs", json=body)

    async def _pull(self, where: RepositoryRef, number: int) -> Pull:
        return parse(Pull, await self._api.rest(where, "GET", f"pulls/{number}"))


def _text(content: bytes, path: str) -> str | None:
    """The file of an answer; None for a folder, a link to a file or a submodule."""
    if content.lstrip().startswith(b"["):
        return None
    found = parse(Content, content)
    if found.type != "file":
        return None
    text = found.text()
    if text is None:
        raise Refused(f"`{path}` is larger than the 1 MB that GitHub gives as text; make it smaller")
    return text


def _status(error: Refused) -> int:
    """The status of the answer that `error` stands for; 0 when it stands for something else."""
    cause = root(error.__cause__) if isinstance(error.__cause__, Exception) else None
    return cause.response.status_code if isinstance(cause, RequestFailed) else 0
