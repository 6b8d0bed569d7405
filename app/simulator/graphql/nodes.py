"""State → the nodes of the schema. What costs a look at Git is a function, called only when asked for."""

from collections.abc import Callable
from dataclasses import dataclass

from app.simulator import diff, git, tokens
from app.simulator.graphql.connection import Info, Node, Refused, Resolver, connection, later
from app.simulator.graphql.objects import commit_node, object_node
from app.simulator.objects.comment import place
from app.simulator.objects.common import maybe_stamp, node_id, stamp
from app.simulator.state import (
    Account,
    Grant,
    IssueComment,
    PullRequest,
    Repository,
    ReviewComment,
    ReviewThread,
)
from app.simulator.store import Store

_KINDS = {"User": "U", "Organization": "O", "Bot": "BOT"}


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks."""

    store: Store
    grant: Grant

    def demand(self, permission: str, level: str) -> None:
        """Raises Refused when the token lacks `permission` at `level`."""
        if not tokens.allowed(self.grant, permission, level):
            raise Refused("FORBIDDEN", "Resource not accessible by integration")


def actor(store: Store, account: Account) -> Node:
    """A User, Bot or Organization. A bot's login has no `[bot]` here, unlike in REST."""
    return {
        "__typename": account.type,
        "id": node_id(_KINDS[account.type], account.id),
        "databaseId": account.id,
        "login": account.login.removesuffix("[bot]"),
        "name": account.name or None,
        "url": f"{store.url}/{account.login}",
    }


def _person(store: Store, account: Account | None) -> Node | None:
    """A User; null for a bot where GitHub's schema has room for people only."""
    return actor(store, account) if account is not None and account.type == "User" else None


def plain_repository(store: Store, found: Repository) -> Node:
    """The fields of a Repository that cost nothing."""
    return {
        "__typename": "Repository",
        "id": node_id("R", found.id),
        "databaseId": found.id,
        "name": found.name,
        "nameWithOwner": found.full_name,
        "owner": actor(store, found.owner),
        "isPrivate": found.private,
        "isFork": found.fork_of is not None,
        "url": f"{store.url}/{found.full_name}",
    }


def git_ref(store: Store, found: Repository, name: str) -> Node | None:
    """A branch or tag by its short or full name; None where there is no such ref."""
    full = name if name.startswith("refs/") else f"refs/heads/{name}"
    oid = git.object_id(found.git_dir, full)
    if oid is None:
        return None
    prefix = "/".join(full.split("/")[:2]) + "/"
    return {
        "__typename": "Ref",
        "id": node_id("REF", int(oid[:14], 16)),
        "name": full.removeprefix(prefix),
        "prefix": prefix,
        "target": later(lambda: object_node(store, found, oid)),
    }


def pull_request(viewer: Viewer, base: Repository, pull: PullRequest) -> Node:
    """A PullRequest."""
    store = viewer.store
    return {
        "__typename": "PullRequest",
        "id": node_id("PR", pull.id),
        "fullDatabaseId": str(pull.id),
        "number": pull.number,
        "title": pull.title,
        "body": pull.body or "",
        "state": pull.graphql_state,
        "isDraft": pull.draft,
        "closed": pull.state == "closed",
        "merged": pull.merged_at is not None,
        "url": f"{store.url}/{base.full_name}/pull/{pull.number}",
        "createdAt": stamp(pull.created_at),
        "updatedAt": stamp(pull.updated_at),
        "closedAt": maybe_stamp(pull.closed_at),
        "mergedAt": maybe_stamp(pull.merged_at),
        "author": actor(store, pull.author),
        **_sides(store, base, pull),
        "isInMergeQueue": any(one.number == pull.number for one in store.queued(base, pull.base_ref)),
        "labels": connection(pull.labels, lambda name: {"name": name}),
        **_figures(base, pull),
        **_conversation(viewer, base, pull),
    }


def _sides(store: Store, base: Repository, pull: PullRequest) -> Node:
    """Base and head; null what was deleted since."""
    head = store.repositories.get(pull.head_repository_id or 0)
    return {
        "baseRef": later(lambda: git_ref(store, base, pull.base_ref)),
        "baseRefName": pull.base_ref,
        "baseRefOid": pull.base_sha,
        "baseRepository": plain_repository(store, base),
        "headRef": later(lambda: git_ref(store, head, pull.head_ref) if head else None),
        "headRefName": pull.head_ref,
        "headRefOid": pull.head_sha,
        "headRepository": plain_repository(store, head) if head else None,
        "headRepositoryOwner": actor(store, head.owner) if head else None,
        "isCrossRepository": pull.head_repository_id != base.id,
    }


def _figures(base: Repository, pull: PullRequest) -> Node:
    def figure(count: Callable[[tuple[diff.FileDiff, ...]], int]) -> Resolver:
        return later(lambda: count(diff.files(base.git_dir, pull.base_sha, pull.head_sha)))

    return {
        "additions": figure(lambda files: sum(file.additions for file in files)),
        "deletions": figure(lambda files: sum(file.deletions for file in files)),
        "changedFiles": figure(len),
    }


def _conversation(viewer: Viewer, base: Repository, pull: PullRequest) -> Node:
    store, key = viewer.store, (base.id, pull.number)
    threads = [one for one in store.threads.values() if (one.repository_id, one.number) == key]
    comments = store.comments_of(pull)
    return {
        "commits": _commits(store, base, pull),
        "comments": connection(comments, lambda one: issue_comment(store, base, one)),
        "reviewThreads": connection(threads, lambda one: review_thread(store, base, one)),
    }


def _commits(store: Store, base: Repository, pull: PullRequest) -> Resolver:
    def resolve(info: Info, **arguments: object) -> object:
        found = git.commits(base.git_dir, f"{pull.base_sha}..{pull.head_sha}")
        return connection(found, lambda one: _pull_commit(store, base, pull, one))(info, **arguments)

    return resolve


def _pull_commit(store: Store, base: Repository, pull: PullRequest, one: git.Commit) -> Node:
    name = node_id("PURC", pull.id ^ int(one.sha[:14], 16))
    return {"__typename": "PullRequestCommit", "id": name, "commit": commit_node(store, base, one)}


def issue_comment(store: Store, base: Repository, comment: IssueComment) -> Node:
    """An IssueComment."""
    return {
        "__typename": "IssueComment",
        "id": node_id("IC", comment.id),
        "databaseId": comment.id,
        "body": comment.body,
        "author": actor(store, comment.author),
        "createdAt": stamp(comment.created_at),
        "url": f"{store.url}/{base.full_name}/pull/{comment.number}#issuecomment-{comment.id}",
    }


def review_thread(store: Store, base: Repository, thread: ReviewThread) -> Node:
    """A PullRequestReviewThread."""
    comments = [one for one in store.review_comments.values() if one.thread_id == thread.id]
    now = place(store, thread)
    return {
        "__typename": "PullRequestReviewThread",
        "id": node_id("PRRT", thread.id),
        "isResolved": thread.is_resolved,
        "isOutdated": thread.line is not None and now.line is None,
        "path": thread.path,
        "line": now.line,
        "originalLine": thread.line,
        "startLine": now.start_line,
        "diffSide": thread.side,
        "resolvedBy": _person(store, thread.resolved_by),
        "comments": connection(comments, lambda one: review_comment(store, base, thread, one)),
    }


def review_comment(store: Store, base: Repository, thread: ReviewThread, comment: ReviewComment) -> Node:
    """A PullRequestReviewComment."""
    return {
        "__typename": "PullRequestReviewComment",
        "id": node_id("PRRC", comment.id),
        "databaseId": comment.id,
        "fullDatabaseId": str(comment.id),
        "body": comment.body,
        "path": thread.path,
        "author": actor(store, comment.author),
        "createdAt": stamp(comment.created_at),
        "updatedAt": stamp(comment.updated_at),
        "url": f"{store.url}/{base.full_name}/pull/{comment.number}#discussion_r{comment.id}",
    }
