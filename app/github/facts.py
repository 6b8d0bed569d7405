"""One query for all facts of a pull request, and the fields of the answer that are used."""

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.domain.event import PullRequest

FACTS: Final = """
query Facts($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      title
      body
      isDraft
      state
      headRefName
      headRefOid
      baseRefName
      baseRefOid
      author { login }
      baseRef { target { oid } }
      commits(last: 100) { nodes { commit { message } } }
    }
  }
}
"""
HEAD: Final = """
query Head($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) { headRefOid }
  }
}
"""


class _Narrow(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Author(_Narrow):
    login: str


class _Target(_Narrow):
    oid: str


class _Ref(_Narrow):
    target: _Target | None


class _Commit(_Narrow):
    message: str


class _Node(_Narrow):
    commit: _Commit


class _Commits(_Narrow):
    nodes: tuple[_Node | None, ...] | None


class Facts(_Narrow):
    """A pull request as the query answers."""

    title: str
    body: str | None
    draft: bool = Field(alias="isDraft")
    state: Literal["OPEN", "CLOSED", "MERGED"]
    branch: str = Field(alias="headRefName")
    head: str = Field(alias="headRefOid")
    base_ref: str = Field(alias="baseRefName")
    author: _Author | None  # None for a deleted account
    base: _Ref | None = Field(alias="baseRef")  # None for a deleted branch
    recorded_base: str = Field(alias="baseRefOid")
    commits: _Commits

    @property
    def base_tip(self) -> str:
        """The tip of the base branch, or what GitHub last knew of a branch that is gone."""
        return self.base.target.oid if self.base and self.base.target else self.recorded_base

    def pull_request(self, repository: str, number: int, merge_base: str) -> PullRequest:
        """The facts in our words, commit messages newest first."""
        nodes = [node for node in self.commits.nodes or () if node is not None]
        return PullRequest(
            repository=repository,
            number=number,
            title=self.title,
            body=self.body or "",
            branch=self.branch,
            author=self.author.login if self.author else "",
            head_sha=self.head,
            base_ref=self.base_ref,
            base_sha=self.base_tip,
            merge_base=merge_base,
            commit_messages=tuple(node.commit.message for node in reversed(nodes)),
            draft=self.draft,
            state="open" if self.state == "OPEN" else "closed",
        )


class _FactsRepository(_Narrow):
    pull_request: Facts = Field(alias="pullRequest")


class FactsAnswer(_Narrow):
    """The answer to FACTS."""

    repository: _FactsRepository


class _Head(_Narrow):
    head: str = Field(alias="headRefOid")


class _HeadRepository(_Narrow):
    pull_request: _Head = Field(alias="pullRequest")


class HeadAnswer(_Narrow):
    """The answer to HEAD."""

    repository: _HeadRepository


class _Sha(_Narrow):
    sha: str


class Comparison(_Narrow):
    """The answer of the compare interface."""

    merge_base_commit: _Sha
