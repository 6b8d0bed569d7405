"""What people and Apps write: issue comments, reviews, review comments, reactions."""

from dataclasses import dataclass

from app.simulator import diff
from app.simulator.objects import app as apps
from app.simulator.objects import pull as pulls
from app.simulator.objects import repository as repositories
from app.simulator.objects.common import (
    link,
    maybe_stamp,
    node_id,
    reaction_counts,
    simple_user,
    stamp,
)
from app.simulator.state import IssueComment, PullRequest, Reaction, Repository, Review, ReviewComment, ReviewThread
from app.simulator.store import Store
from app.simulator.wire import Json, JsonObject


def issue_comment(store: Store, comment: IssueComment) -> JsonObject:
    """An `issue-comment`."""
    repository = store.repositories[comment.repository_id]
    api = f"{repositories.api_url(store, repository)}/issues"
    url = f"{api}/comments/{comment.id}"
    html = f"{repositories.html_url(store, repository)}/pull/{comment.number}"
    maker = None if comment.app_id is None else apps.app(store, store.apps[comment.app_id])
    return {
        "id": comment.id,
        "node_id": node_id("IC", comment.id),
        "url": url,
        "html_url": f"{html}#issuecomment-{comment.id}",
        "issue_url": f"{api}/{comment.number}",
        "user": simple_user(store, comment.author),
        "body": comment.body,
        "created_at": stamp(comment.created_at),
        "updated_at": stamp(comment.updated_at),
        "author_association": pulls.association(repository, comment.author.login),
        "performed_via_github_app": maker,
        "reactions": reaction_counts(store, "issue_comment", comment.id, url),
    }


def issue(store: Store, pull: PullRequest) -> JsonObject:
    """The pull request as the issue that it also is, for `issue_comment` webhooks."""
    repository = store.repositories[pull.repository_id]
    repo = repositories.api_url(store, repository)
    url = f"{repo}/issues/{pull.number}"
    html = f"{repositories.html_url(store, repository)}/pull/{pull.number}"
    key = (pull.repository_id, pull.number)
    return {
        **_issue_links(repo, url, html),
        "id": pull.id,
        "node_id": node_id("PR", pull.id),
        "number": pull.number,
        "title": pull.title,
        "user": simple_user(store, pull.author),
        "labels": [pulls.label(store, repository, name) for name in pull.labels],
        "state": pull.state,
        "locked": False,
        "assignee": None,
        "assignees": [],
        "milestone": None,
        "comments": sum((c.repository_id, c.number) == key for c in store.issue_comments.values()),
        "created_at": stamp(pull.created_at),
        "updated_at": stamp(pull.updated_at),
        "closed_at": maybe_stamp(pull.closed_at),
        "author_association": pulls.association(repository, pull.author.login),
        "active_lock_reason": None,
        "draft": pull.draft,
        "body": pull.body,
        "reactions": reaction_counts(store, "issue", pull.id, url),
        "performed_via_github_app": None,
        "state_reason": None,
    }


def _issue_links(repo: str, url: str, html: str) -> JsonObject:
    pull = url.replace("/issues/", "/pulls/")
    return {
        "url": url,
        "repository_url": repo,
        "labels_url": f"{url}/labels{{/name}}",
        "comments_url": f"{url}/comments",
        "events_url": f"{url}/events",
        "timeline_url": f"{url}/timeline",
        "html_url": html,
        "pull_request": {
            "url": pull,
            "html_url": html,
            "diff_url": f"{html}.diff",
            "patch_url": f"{html}.patch",
            "merged_at": None,
        },
    }


def review(store: Store, found: Review) -> JsonObject:
    """A `pull-request-review`."""
    repository = store.repositories[found.repository_id]
    api = f"{repositories.api_url(store, repository)}/pulls/{found.number}"
    html = f"{repositories.html_url(store, repository)}/pull/{found.number}#pullrequestreview-{found.id}"
    submitted: dict[str, Json] = {}
    if found.submitted_at is not None:
        submitted["submitted_at"] = stamp(found.submitted_at)
    return {
        "id": found.id,
        "node_id": node_id("PRR", found.id),
        "user": simple_user(store, found.author),
        "body": found.body,
        "state": found.state,
        "html_url": html,
        "pull_request_url": api,
        "author_association": pulls.association(repository, found.author.login),
        "_links": {"html": link(html), "pull_request": link(api)},
        **submitted,
        "commit_id": found.commit_id,
    }


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thread stands on the present diff. All None once it is outdated."""

    line: int | None = None
    start_line: int | None = None
    position: int | None = None


def place(store: Store, thread: ReviewThread) -> Place:
    """Where the lines of a thread are on the pull request's present diff."""
    repository = store.repositories[thread.repository_id]
    pull = store.pulls[(thread.repository_id, thread.number)]
    if thread.line is None:
        return Place()
    moved = _follow(repository, pull, thread, thread.line)
    start = None if thread.start_line is None else _follow(repository, pull, thread, thread.start_line)
    if moved is None or (start is None) != (thread.start_line is None):
        return Place()
    for file in diff.files(repository.git_dir, pull.base_sha, pull.head_sha):
        hunk = file.hunk(thread.side, moved) if file.path == thread.path else None
        if hunk is not None:
            return Place(moved, start, hunk.offset + 1 + (hunk.index(thread.side, moved) or 0))
    return Place()


def _follow(repository: Repository, pull: PullRequest, thread: ReviewThread, line: int) -> int | None:
    if thread.side == "LEFT":
        return line
    return diff.follow(repository.git_dir, thread.commit_id, pull.head_sha, thread.path, line)


def review_comment(store: Store, comment: ReviewComment) -> JsonObject:
    """A `pull-request-review-comment`. `line` and `position` are null once it is outdated."""
    thread = store.threads[comment.thread_id]
    now = place(store, thread)
    pull = store.pulls[(comment.repository_id, comment.number)]
    outdated = thread.line is not None and now.line is None
    more: dict[str, Json] = {}
    if comment.in_reply_to_id is not None:
        more["in_reply_to_id"] = comment.in_reply_to_id
    return {
        **_review_comment_links(store, comment),
        "id": comment.id,
        "node_id": node_id("PRRC", comment.id),
        "pull_request_review_id": comment.review_id,
        "diff_hunk": comment.diff_hunk,
        "path": thread.path,
        "commit_id": thread.commit_id if outdated else pull.head_sha,
        "original_commit_id": thread.commit_id,
        "user": simple_user(store, comment.author),
        "body": comment.body,
        "created_at": stamp(comment.created_at),
        "updated_at": stamp(comment.updated_at),
        "start_line": now.start_line,
        "original_start_line": thread.start_line,
        "start_side": thread.start_side,
        "line": now.line,
        "original_line": thread.line,
        "side": thread.side,
        "position": now.position if thread.line is not None else 1,
        "original_position": comment.position,
        "subject_type": "file" if thread.line is None else "line",
        **more,
    }


def _review_comment_links(store: Store, comment: ReviewComment) -> JsonObject:
    repository = store.repositories[comment.repository_id]
    api = f"{repositories.api_url(store, repository)}/pulls"
    url, pull = f"{api}/comments/{comment.id}", f"{api}/{comment.number}"
    html = f"{repositories.html_url(store, repository)}/pull/{comment.number}#discussion_r{comment.id}"
    return {
        "url": url,
        "html_url": html,
        "pull_request_url": pull,
        "author_association": pulls.association(repository, comment.author.login),
        "_links": {"self": link(url), "html": link(html), "pull_request": link(pull)},
        "reactions": reaction_counts(store, "review_comment", comment.id, url),
    }


def reaction(store: Store, found: Reaction) -> JsonObject:
    """A `reaction`."""
    return {
        "id": found.id,
        "node_id": node_id("REA", found.id),
        "user": simple_user(store, found.author),
        "content": found.content,
        "created_at": stamp(found.created_at),
    }


def review_content(store: Store, pull: PullRequest, found: Review) -> JsonObject:
    """What `pull_request_review` webhooks carry; the state is in small letters there."""
    shown = {**review(store, found), "state": found.state.lower()}
    return {"review": shown, "pull_request": pulls.in_webhook(store, pull, pulls.simple(store, pull))}
