"""Pull requests, their files and commits."""

from app.simulator import diff, git
from app.simulator.diff import FileDiff
from app.simulator.objects import repository as repositories
from app.simulator.objects.common import link, maybe_stamp, node_id, simple_user, stamp
from app.simulator.state import PullRequest, Repository
from app.simulator.store import Store
from app.simulator.wire import Json, JsonObject

_ROLE = {"admin": "COLLABORATOR", "maintain": "COLLABORATOR", "write": "COLLABORATOR"}
LARGEST_PATCH = 500_000


def association(repository: Repository, login: str) -> str:
    """The `author_association` of an account."""
    if login == repository.owner.login:
        return "OWNER"
    return _ROLE.get(repository.permissions.get(login, ""), "NONE")


def simple(store: Store, pull: PullRequest) -> JsonObject:
    """A `pull-request-simple`: an entry of a list."""
    repository = store.repositories[pull.repository_id]
    return {
        **_links(store, repository, pull),
        "id": pull.id,
        "node_id": node_id("PR", pull.id),
        "number": pull.number,
        "state": pull.state,
        "locked": False,
        "title": pull.title,
        "user": simple_user(store, pull.author),
        "body": pull.body,
        "created_at": stamp(pull.created_at),
        "updated_at": stamp(pull.updated_at),
        "closed_at": maybe_stamp(pull.closed_at),
        "merged_at": maybe_stamp(pull.merged_at),
        "assignees": [],
        "requested_reviewers": [],
        "requested_teams": [],
        "labels": [label(store, repository, name) for name in pull.labels],
        "milestone": None,
        "draft": pull.draft,
        "head": _head(store, pull),
        "base": _side(store, repository, pull.base_ref, pull.base_sha),
        "author_association": association(repository, pull.author.login),
        "auto_merge": None,
        "active_lock_reason": None,
    }


def full(store: Store, pull: PullRequest) -> JsonObject:
    """A `pull-request`, with the figures that cost GitHub a look at the diff."""
    repository = store.repositories[pull.repository_id]
    changed = diff.files(repository.git_dir, pull.base_sha, pull.head_sha)
    key = (pull.repository_id, pull.number)
    return {
        **simple(store, pull),
        "merged": pull.merged_at is not None,
        "mergeable": True,
        "rebaseable": True,
        "mergeable_state": "clean",
        "merged_by": None,
        "comments": sum((c.repository_id, c.number) == key for c in store.issue_comments.values()),
        "review_comments": sum((c.repository_id, c.number) == key for c in store.review_comments.values()),
        "maintainer_can_modify": False,
        "commits": git.count(repository.git_dir, f"{pull.base_sha}..{pull.head_sha}"),
        "additions": sum(file.additions for file in changed),
        "deletions": sum(file.deletions for file in changed),
        "changed_files": len(changed),
    }


def in_webhook(store: Store, pull: PullRequest, shown: JsonObject) -> JsonObject:
    """A pull request as webhooks carry it: with what version 2026-03-10 of the REST interface left out."""
    repository = store.repositories[pull.repository_id]
    labels = [label_in_webhook(store, repository, name) for name in pull.labels]
    return {**shown, "assignee": None, "merge_commit_sha": None, "labels": labels}


def _links(store: Store, repository: Repository, pull: PullRequest) -> JsonObject:
    repo = repositories.api_url(store, repository)
    api = f"{repo}/pulls/{pull.number}"
    issue = f"{repo}/issues/{pull.number}"
    html = f"{repositories.html_url(store, repository)}/pull/{pull.number}"
    statuses = f"{repo}/statuses/{pull.head_sha}"
    return {
        "url": api,
        "html_url": html,
        "diff_url": f"{html}.diff",
        "patch_url": f"{html}.patch",
        "issue_url": issue,
        "commits_url": f"{api}/commits",
        "review_comments_url": f"{api}/comments",
        "review_comment_url": f"{repo}/pulls/comments{{/number}}",
        "comments_url": f"{issue}/comments",
        "statuses_url": statuses,
        "_links": {
            "self": link(api),
            "html": link(html),
            "issue": link(issue),
            "comments": link(f"{issue}/comments"),
            "review_comments": link(f"{api}/comments"),
            "review_comment": link(f"{repo}/pulls/comments{{/number}}"),
            "commits": link(f"{api}/commits"),
            "statuses": link(statuses),
        },
    }


def _head(store: Store, pull: PullRequest) -> JsonObject:
    """The head side; its repository is null once a fork was deleted."""
    repository = store.repositories.get(pull.head_repository_id or 0)
    if repository is not None:
        return _side(store, repository, pull.head_ref, pull.head_sha)
    user = simple_user(store, pull.author)
    label = f"{pull.author.login}:{pull.head_ref}"
    return {"label": label, "ref": pull.head_ref, "sha": pull.head_sha, "user": user, "repo": None}


def _side(store: Store, repository: Repository, ref: str, sha: str) -> JsonObject:
    return {
        "label": f"{repository.owner.login}:{ref}",
        "ref": ref,
        "sha": sha,
        "user": simple_user(store, repository.owner),
        "repo": repositories.repository(store, repository),
    }


def label(store: Store, repository: Repository, name: str) -> JsonObject:
    """A label of a pull request."""
    number = sum(name.encode())
    return {
        "id": number,
        "node_id": node_id("LA", number),
        "url": f"{repositories.api_url(store, repository)}/labels/{name}",
        "name": name,
        "description": None,
        "color": "ededed",
        "default": False,
        "archived_by": None,
    }


def label_in_webhook(store: Store, repository: Repository, name: str) -> JsonObject:
    """A label as webhooks carry it."""
    return {**label(store, repository, name), "archived_at": None}


def file(store: Store, repository: Repository, head: str, found: FileDiff) -> JsonObject:
    """A `diff-entry`; a patch that is too large is left out, as GitHub does."""
    html, api = repositories.html_url(store, repository), repositories.api_url(store, repository)
    more: dict[str, Json] = {}
    if found.patch is not None and len(found.patch) <= LARGEST_PATCH:
        more["patch"] = found.patch
    if found.previous is not None:
        more["previous_filename"] = found.previous
    return {
        "sha": found.oid,
        "filename": found.path,
        "status": found.status,
        "additions": found.additions,
        "deletions": found.deletions,
        "changes": found.additions + found.deletions,
        "blob_url": f"{html}/blob/{head}/{found.path}",
        "raw_url": f"{html}/raw/{head}/{found.path}",
        "contents_url": f"{api}/contents/{found.path}?ref={head}",
        **more,
    }
