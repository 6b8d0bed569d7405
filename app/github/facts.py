"""One query for all facts of a pull request, and the fields of the answer that are used."""

from enum import Enum
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.domain.event import PullRequest

FACTS: Final = """
query Facts($owner: String!, $name: String!, $number: Int!, $config: String!) {
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
      author { __typename login }
      isCrossRepository
      labels(first: 50) { nodes { name } }
      baseRef {
        target {
          oid
          ... on Commit { file(path: $config) { object { ... on Blob { text isTruncated } } } }
        }
      }
      commits(last: 100) { nodes { commit { message } } }
    }
  }
}
"""


class Unread(Enum):
    """What the query did not bring: the base branch is gone, or the text is long or no text."""

    UNREAD = "unread"


UNREAD: Final = Unread.UNREAD


class _Narrow(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Author(_Narrow):
    kind: str = Field(alias="__typename", default="User")
    login: str

    @property
    def name(self) -> str:
        """The login as REST and people write it: GraphQL leaves the `[bot]` of a bot out."""
        return f"{self.login}[bot]" if self.kind == "Bot" else self.login


class _Blob(_Narrow):
    text: str | None = None  # None for a binary file
    truncated: bool | None = Field(alias="isTruncated", default=None)  # None for what is no file


class _Entry(_Narrow):
    blob: _Blob | None = Field(alias="object", default=None)


class _Target(_Narrow):
    oid: str
    file: _Entry | None = None  # of the commit, at the path of the configuration


class _Ref(_Narrow):
    target: _Target | None


class _Commit(_Narrow):
    message: str


class _Node(_Narrow):
    commit: _Commit


class _Commits(_Narrow):
    nodes: tuple[_Node | None, ...] | None


class _Label(_Narrow):
    name: str


class _Labels(_Narrow):
    nodes: tuple[_Label | None, ...] | None


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
    fork: bool = Field(alias="isCrossRepository")
    labels: _Labels | None

    @property
    def base_tip(self) -> str:
        """The tip of the base branch, or what GitHub last knew of a branch that is gone."""
        return self.base.target.oid if self.base and self.base.target else self.recorded_base

    @property
    def configuration(self) -> str | Unread | None:
        """The text of the configuration at the tip of the base branch; None where there is no such file."""
        if self.base is None or self.base.target is None:
            return UNREAD
        blob = self.base.target.file.blob if self.base.target.file else None
        if blob is None or blob.truncated is None:
            return None  # no such entry, or a folder
        return UNREAD if blob.truncated or blob.text is None else blob.text

    def pull_request(self, repository: str, number: int, merge_base: str, configuration: str | None) -> PullRequest:
        """The facts in our words, commit messages newest first."""
        nodes = [node for node in self.commits.nodes or () if node is not None]
        return PullRequest(
            repository=repository,
            number=number,
            title=self.title,
            body=self.body or "",
            branch=self.branch,
            author=self.author.name if self.author else "",
            head_sha=self.head,
            base_ref=self.base_ref,
            base_sha=self.base_tip,
            merge_base=merge_base,
            commit_messages=tuple(node.commit.message for node in reversed(nodes)),
            draft=self.draft,
            state="open" if self.state == "OPEN" else "closed",
            labels=tuple(label.name for label in self.labels.nodes or () if label) if self.labels else (),
            fork=self.fork,
            configuration=configuration,
        )


class _FactsRepository(_Narrow):
    pull_request: Facts = Field(alias="pullRequest")


class FactsAnswer(_Narrow):
    """The answer to FACTS."""

    repository: _FactsRepository


class _Sha(_Narrow):
    sha: str


class Comparison(_Narrow):
    """The answer of the compare interface."""

    merge_base_commit: _Sha
