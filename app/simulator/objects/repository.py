"""Repositories."""

from app.simulator.objects.common import node_id, simple_user, stamp
from app.simulator.state import Repository
from app.simulator.store import Store
from app.simulator.wire import Json, JsonObject

_LINKS = {
    "archive_url": "/{archive_format}{/ref}",
    "assignees_url": "/assignees{/user}",
    "blobs_url": "/git/blobs{/sha}",
    "branches_url": "/branches{/branch}",
    "collaborators_url": "/collaborators{/collaborator}",
    "comments_url": "/comments{/number}",
    "commits_url": "/commits{/sha}",
    "compare_url": "/compare/{base}...{head}",
    "contents_url": "/contents/{+path}",
    "contributors_url": "/contributors",
    "deployments_url": "/deployments",
    "downloads_url": "/downloads",
    "events_url": "/events",
    "forks_url": "/forks",
    "git_commits_url": "/git/commits{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "git_tags_url": "/git/tags{/sha}",
    "hooks_url": "/hooks",
    "issue_comment_url": "/issues/comments{/number}",
    "issue_events_url": "/issues/events{/number}",
    "issues_url": "/issues{/number}",
    "keys_url": "/keys{/key_id}",
    "labels_url": "/labels{/name}",
    "languages_url": "/languages",
    "merges_url": "/merges",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}",
    "pulls_url": "/pulls{/number}",
    "releases_url": "/releases{/id}",
    "stargazers_url": "/stargazers",
    "statuses_url": "/statuses/{sha}",
    "subscribers_url": "/subscribers",
    "subscription_url": "/subscription",
    "tags_url": "/tags",
    "teams_url": "/teams",
    "trees_url": "/git/trees{/sha}",
}


def api_url(store: Store, repository: Repository) -> str:
    """Where the REST interface speaks of it."""
    return f"{store.api_url}/repos/{repository.full_name}"


def html_url(store: Store, repository: Repository) -> str:
    """Where people read it."""
    return f"{store.url}/{repository.full_name}"


def minimal(store: Store, repository: Repository) -> JsonObject:
    """A `minimal-repository`: what stands in check suites."""
    api = api_url(store, repository)
    links: dict[str, Json] = {name: api + rest for name, rest in _LINKS.items()}
    return {
        "id": repository.id,
        "node_id": node_id("R", repository.id),
        "name": repository.name,
        "full_name": repository.full_name,
        "private": repository.private,
        "owner": simple_user(store, repository.owner),
        "html_url": html_url(store, repository),
        "description": None,
        "fork": repository.fork_of is not None,
        "url": api,
        **links,
    }


def repository(store: Store, found: Repository) -> JsonObject:
    """A `repository`, as it stands in pull requests and webhooks."""
    html = html_url(store, found)
    return {
        **minimal(store, found),
        "git_url": f"git:{html.partition(':')[2]}.git",
        "ssh_url": f"git@github.invalid:{found.full_name}.git",
        "clone_url": f"{html}.git",
        "svn_url": html,
        "mirror_url": None,
        "homepage": None,
        "language": None,
        "license": None,
        "visibility": "private" if found.private else "public",
        "default_branch": found.default_branch,
        **_counts(store, found),
        **_switches(),
        "topics": [],
        "created_at": stamp(found.created_at),
        "updated_at": stamp(found.created_at),
        "pushed_at": stamp(found.created_at),
    }


def full(store: Store, found: Repository) -> JsonObject:
    """A `full-repository`, as it is answered when asked for by name."""
    parent = store.repositories.get(found.fork_of) if found.fork_of else None
    ancestry: dict[str, Json] = {}
    if parent is not None:
        ancestry = {"parent": repository(store, parent), "source": repository(store, parent)}
    return {**repository(store, found), "network_count": 0, "subscribers_count": 0, **ancestry}


def _counts(store: Store, found: Repository) -> JsonObject:
    forks = sum(1 for other in store.repositories.values() if other.fork_of == found.id)
    issues = sum(1 for pull in store.pulls_of(found) if pull.state == "open")
    return {
        "size": 1,
        "forks": forks,
        "forks_count": forks,
        "watchers": 0,
        "watchers_count": 0,
        "stargazers_count": 0,
        "open_issues": issues,
        "open_issues_count": issues,
    }


def _switches() -> JsonObject:
    return {
        "has_issues": True,
        "has_projects": True,
        "has_wiki": True,
        "has_pages": False,
        "has_discussions": False,
        "archived": False,
        "disabled": False,
        "is_template": False,
        "allow_forking": True,
        "web_commit_signoff_required": False,
    }
