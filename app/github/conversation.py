"""Inline comments: the bodies that are sent, and the fields of the answers that are used.

Only what our own bot wrote counts as ours: anybody can write a marker. In REST the login of a bot ends in `[bot]`,
which no person's can; in GraphQL it does not, and the kind of account is asked for in its place.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict, Field, RootModel

from app.domain.conversation import Discussion, Remark, Thread
from app.domain.event import ReviewPlan
from app.stages.remarks import marked

if TYPE_CHECKING:
    from githubkit_schemas.v2026_03_10.types import (  # pyright: ignore[reportMissingTypeStubs] - typed itself
        ReposOwnerRepoPullsPullNumberCommentsPostBodyType,
        ReposOwnerRepoPullsPullNumberReviewsPostBodyPropCommentsItemsType,
        ReposOwnerRepoPullsPullNumberReviewsPostBodyType,
    )

DISCUSSION: Final = """
query Discussion($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      headRefOid
      reviewThreads(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id
          isResolved
          resolvedBy { login }
          comments(first: 1) { nodes { databaseId author { __typename login } } }
        }
      }
    }
  }
}
"""
RESOLVE: Final = """
mutation Resolve($thread: ID!) {
  resolveReviewThread(input: {threadId: $thread}) { thread { isResolved } }
}
"""
MOST_PAGES: Final = 5  # of threads and of comments, 100 each


class _Narrow(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Author(_Narrow):
    kind: str = Field(alias="__typename", default="")
    login: str


class _First(_Narrow):
    id: int | None = Field(alias="databaseId")
    author: _Author | None  # null for a deleted account


class _Comments(_Narrow):
    nodes: tuple[_First | None, ...] | None


class _Resolver(_Narrow):
    login: str


class _Thread(_Narrow):
    id: str
    resolved: bool = Field(alias="isResolved")
    resolved_by: _Resolver | None = Field(alias="resolvedBy")
    comments: _Comments

    def thread(self, slug: str) -> Thread | None:
        """The thread in our words; None when our bot did not begin it."""
        first = next((one for one in self.comments.nodes or () if one), None)
        author = first.author if first else None
        if first is None or first.id is None or author is None or (author.kind, author.login) != ("Bot", slug):
            return None
        by = self.resolved_by.login if self.resolved_by else ""
        return Thread(comment_id=first.id, thread_id=self.id, resolved=self.resolved, resolved_by=by)


class _PageInfo(_Narrow):
    more: bool = Field(alias="hasNextPage")
    end: str | None = Field(alias="endCursor")


class _Threads(_Narrow):
    page: _PageInfo = Field(alias="pageInfo")
    nodes: tuple[_Thread | None, ...] | None


class _Pull(_Narrow):
    head: str = Field(alias="headRefOid")
    threads: _Threads = Field(alias="reviewThreads")


class _Repository(_Narrow):
    pull: _Pull = Field(alias="pullRequest")


class DiscussionAnswer(_Narrow):
    """One page of the answer to DISCUSSION."""

    repository: _Repository

    @property
    def next(self) -> str | None:
        """Where the next page begins; None after the last."""
        page = self.repository.pull.threads.page
        return page.end if page.more else None

    def threads(self, login: str) -> tuple[Thread, ...]:
        """The threads of this page that the bot with this login (`slug[bot]`) began."""
        slug = login.removesuffix("[bot]")
        nodes = self.repository.pull.threads.nodes or ()
        return tuple(thread for node in nodes if node and (thread := node.thread(slug)))


def discussion(pages: Sequence[DiscussionAnswer], login: str) -> Discussion:
    """All pages together; the head as the last of them tells it."""
    threads = tuple(thread for page in pages for thread in page.threads(login))
    return Discussion(head_sha=pages[-1].repository.pull.head, threads=threads)


class ResolveAnswer(_Narrow):
    """The answer to RESOLVE."""

    payload: object = Field(alias="resolveReviewThread")


class _User(_Narrow):
    login: str


class InlineComment(_Narrow):
    """An inline comment, as REST lists it."""

    id: int
    user: _User | None
    body: str


class InlineComments(RootModel[tuple[InlineComment, ...]]):
    """A page of inline comments."""


class Created(_Narrow):
    """A comment that was just created."""

    id: int


def review_marker(review: str) -> str:
    """What tells, unseen, for which review of ours a comment was posted."""
    return f"<!-- speckeeper-review:{review} -->"


def ours(comments: Iterable[InlineComment], login: str, review: str) -> dict[str, int]:
    """Fingerprint → id of the comments that `login` posted for `review`; of two, the older."""
    found: dict[str, int] = {}
    for comment in sorted(comments, key=lambda one: one.id, reverse=True):
        fingerprint = marked(comment.body)
        if fingerprint and comment.user and comment.user.login == login and _posted_for(comment.body, review):
            found[fingerprint] = comment.id
    return found


def _posted_for(body: str, review: str) -> bool:
    """Whether the marker of the review stands where we put it: right before the last line."""
    lines = body.rstrip().split("\n")
    return len(lines) > 1 and lines[-2].rstrip() == review_marker(review)


def review_body(
    plan: ReviewPlan, review: str, remarks: Sequence[Remark]
) -> "ReposOwnerRepoPullsPullNumberReviewsPostBodyType":
    """The body that posts all `remarks` at once."""
    count = "1 finding" if len(remarks) == 1 else f"{len(remarks)} findings"
    return {
        "commit_id": plan.head_sha,
        "event": "COMMENT",
        "body": f"{count}; the whole report is in the check.\n\n{review_marker(review)}",
        "comments": [_inline(remark, review) for remark in remarks],
    }


def _inline(remark: Remark, review: str) -> "ReposOwnerRepoPullsPullNumberReviewsPostBodyPropCommentsItemsType":
    place = remark.placement
    sent: ReposOwnerRepoPullsPullNumberReviewsPostBodyPropCommentsItemsType = {
        "path": place.path,
        "line": place.line,
        "side": "RIGHT",
        "body": _body(remark, review),
    }
    if place.start_line is not None:
        sent["start_line"] = place.start_line
        sent["start_side"] = "RIGHT"
    return sent


def comment_body(plan: ReviewPlan, review: str, remark: Remark) -> "ReposOwnerRepoPullsPullNumberCommentsPostBodyType":
    """The body that posts one remark by itself."""
    place = remark.placement
    sent: ReposOwnerRepoPullsPullNumberCommentsPostBodyType = {
        "commit_id": plan.head_sha,
        "body": _body(remark, review),
        "path": place.path,
        "line": place.line,
        "side": "RIGHT",
    }
    if place.start_line is not None:
        sent["start_line"] = place.start_line
        sent["start_side"] = "RIGHT"
    return sent


def _body(remark: Remark, review: str) -> str:
    """The remark with the marker of the review before its last line, the remark's own marker."""
    text, _, last = remark.body.rpartition("\n")
    return f"{text}\n{review_marker(review)}\n{last}"
