"""Answers about comments, people and files: the fields that are used, and the query for who wrote a change."""

import base64
import binascii
from collections.abc import Iterator
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

from app.domain.conversation import Permission
from app.domain.event import RepositoryRef
from app.domain.forge import OpenPull

# Each commit has an author, co-authors (`Co-authored-by`), and who committed it.
AUTHORS: Final = """
query Authors($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      author { login }
      commits(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes {
          commit {
            committer { user { login } }
            authors(first: 10) { nodes { user { login } } }
          }
        }
      }
    }
  }
}
"""
_GITHUB_ITSELF: Final = "web-flow"  # who commits what people do on the web pages
_ROLES: Final[dict[str, Permission]] = {
    "none": "none",
    "read": "read",
    "triage": "triage",
    "write": "write",
    "maintain": "maintain",
    "admin": "admin",
}


class _Narrow(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Account(_Narrow):
    login: str


class Created(_Narrow):
    """A comment or check run that was written."""

    id: int


class PostedReply(_Narrow):
    """A comment in the conversation of a pull request."""

    id: int
    body: str | None = None
    user: _Account | None = None


class PostedReplies(RootModel[tuple[PostedReply, ...]]):
    """A page of them, oldest first."""


class Granted(_Narrow):
    """What somebody may do. `role_name` knows custom roles, `permission` the four old words."""

    permission: str
    role_name: str | None = None

    def permitted(self) -> Permission:
        """The role where it is one of GitHub's own, else what it comes to."""
        return _ROLES.get(self.role_name or "") or _ROLES.get(self.permission, "none")


class _Head(_Narrow):
    sha: str


class _Base(_Narrow):
    ref: str


class Pull(_Narrow):
    """A pull request. `comments` is the number of those in its conversation; lists of pull requests do not tell."""

    number: int
    state: Literal["open", "closed"]
    draft: bool | None = None
    head: _Head
    base: _Base
    user: _Account | None = None
    comments: int = 0

    def opened(self, where: RepositoryRef) -> OpenPull:
        """The pull request in our words."""
        return OpenPull(
            installation_id=where.installation_id,
            repository_id=where.repository_id,
            repository=where.repository,
            number=self.number,
            head_sha=self.head.sha,
            author=self.user.login if self.user else "",
            draft=bool(self.draft),
            state=self.state,
            base_ref=self.base.ref,
        )


class Pulls(RootModel[tuple[Pull, ...]]):
    """A page of pull requests."""


class Content(_Narrow):
    """One file. GitHub leaves the content of more than 1 MB out."""

    type: str
    encoding: str = ""
    content: str = ""

    def text(self) -> str | None:
        """The file as text; None where GitHub does not give it."""
        if self.encoding != "base64":
            return None
        try:
            return base64.b64decode(self.content).decode("utf-8", "replace")
        except binascii.Error:
            return None


class _Named(_Narrow):
    id: int
    full_name: str


class NamedToken(_Narrow):
    """A token that was asked for by a repository's name; the token itself is not used."""

    repositories: tuple[_Named, ...]


class _Actor(_Narrow):
    user: _Account | None = None  # None where no account has the address of the commit


class _Actors(_Narrow):
    nodes: tuple[_Actor | None, ...] | None = None


class _Commit(_Narrow):
    committer: _Actor | None = None
    authors: _Actors


class _Node(_Narrow):
    commit: _Commit


class _Page(_Narrow):
    more: bool = Field(alias="hasNextPage")
    end: str | None = Field(default=None, alias="endCursor")


class _Commits(_Narrow):
    page: _Page = Field(alias="pageInfo")
    nodes: tuple[_Node | None, ...] | None = None


class _Written(_Narrow):
    author: _Account | None = None
    commits: _Commits


class _WrittenRepository(_Narrow):
    pull_request: _Written = Field(alias="pullRequest")


class AuthorsAnswer(_Narrow):
    """The answer to AUTHORS."""

    repository: _WrittenRepository

    def logins(self) -> frozenset[str]:
        """Who opened the pull request, and who wrote or committed these commits."""
        return frozenset(login for login in self._logins() if login != _GITHUB_ITSELF)

    def _logins(self) -> Iterator[str]:
        written = self.repository.pull_request
        if written.author:
            yield written.author.login
        for node in written.commits.nodes or ():
            actors = (node.commit.committer, *(node.commit.authors.nodes or ())) if node else ()
            yield from (actor.user.login for actor in actors if actor and actor.user)

    @property
    def after(self) -> str | None:
        """Where the next page begins; None after the last."""
        page = self.repository.pull_request.commits.page
        return page.end if page.more else None
