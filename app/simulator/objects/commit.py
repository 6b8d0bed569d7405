"""Commits and comparisons."""

from app.simulator import diff, git
from app.simulator.objects import pull as pulls
from app.simulator.objects import repository as repositories
from app.simulator.objects.common import maybe_user, node_id, stamp
from app.simulator.state import Repository
from app.simulator.store import Store
from app.simulator.wire import JsonObject

FILES = 300  # docs.github.com/rest/commits/commits#compare-two-commits


def commit(store: Store, repository: Repository, found: git.Commit) -> JsonObject:
    """A `commit`; its author is an account only where the address is one's."""
    api = repositories.api_url(store, repository)
    html = repositories.html_url(store, repository)
    return {
        "sha": found.sha,
        "node_id": node_id("C", int(found.sha[:15], 16)),
        "commit": _git_commit(api, found),
        "url": f"{api}/commits/{found.sha}",
        "html_url": f"{html}/commit/{found.sha}",
        "comments_url": f"{api}/commits/{found.sha}/comments",
        "author": maybe_user(store, store.account_of_email(found.author_email)),
        "committer": maybe_user(store, store.account_of_email(found.committer_email)),
        "parents": [
            {"sha": sha, "url": f"{api}/commits/{sha}", "html_url": f"{html}/commit/{sha}"} for sha in found.parents
        ],
    }


def _git_commit(api: str, found: git.Commit) -> JsonObject:
    return {
        "author": {
            "name": found.author_name,
            "email": found.author_email,
            "date": stamp(found.authored_at),
        },
        "committer": {
            "name": found.committer_name,
            "email": found.committer_email,
            "date": stamp(found.committed_at),
        },
        "message": found.message,
        "tree": {"sha": found.tree, "url": f"{api}/git/trees/{found.tree}"},
        "url": f"{api}/git/commits/{found.sha}",
        "comment_count": 0,
        "verification": {
            "verified": False,
            "reason": "unsigned",
            "signature": None,
            "payload": None,
            "verified_at": None,
        },
    }


def comparison(store: Store, repository: Repository, base: str, head: str, found: tuple[git.Commit, ...]) -> JsonObject:
    """A `commit-comparison` of two commits that have a merge base; `found` is the page of commits."""
    where = repository.git_dir
    between = git.merge_base(where, base, head) or base
    ahead, behind = git.count(where, f"{base}..{head}"), git.count(where, f"{head}..{base}")
    api, html = repositories.api_url(store, repository), repositories.html_url(store, repository)
    page = f"{html}/compare/{base}...{head}"
    changed = diff.files(where, base, head)[:FILES]
    return {
        "url": f"{api}/compare/{base}...{head}",
        "html_url": page,
        "permalink_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "base_commit": commit(store, repository, git.commit(where, base)),
        "merge_base_commit": commit(store, repository, git.commit(where, between)),
        "status": _status(ahead, behind),
        "ahead_by": ahead,
        "behind_by": behind,
        "total_commits": ahead,
        "commits": [commit(store, repository, one) for one in found],
        "files": [pulls.file(store, repository, head, one) for one in changed],
    }


def _status(ahead: int, behind: int) -> str:
    if ahead and behind:
        return "diverged"
    if ahead:
        return "ahead"
    return "behind" if behind else "identical"
