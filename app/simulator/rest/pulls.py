"""Pull requests, their files and commits."""

from collections.abc import Callable
from datetime import datetime

from app.simulator import diff, git
from app.simulator.call import Call, Endpoint, page
from app.simulator.objects import commit as commits
from app.simulator.objects import pull as pulls
from app.simulator.state import PullRequest
from app.simulator.wire import Answer, Json, JsonObject, Refusal

MOST_FILES_LISTED = 3000
MOST_FILES_IN_DIFF = 300
MOST_LINES_IN_DIFF = 20_000
MOST_COMMITS = 250
_DOCUMENTATION = "https://docs.github.com/rest/pulls/pulls#list-pull-requests-files"


def _pull(call: Call) -> PullRequest:
    return call.store.pull(call.repository, call.number("number"))


def get_pull(call: Call) -> Answer:
    """`GET .../pulls/{number}`; with the diff media type, the diff itself."""
    pull = _pull(call)
    if "diff" in call.headers.get("accept", ""):
        return _diff(call, pull)
    return Answer(pulls.full(call.store, pull))


def _diff(call: Call, pull: PullRequest) -> Answer:
    text = diff.text(call.repository.git_dir, pull.base_sha, pull.head_sha)
    files = len(diff.files(call.repository.git_dir, pull.base_sha, pull.head_sha))
    if files > MOST_FILES_IN_DIFF:
        raise _too_large(f"files ({MOST_FILES_IN_DIFF})")
    if text.count(b"\n") > MOST_LINES_IN_DIFF:
        raise _too_large(f"lines ({MOST_LINES_IN_DIFF})")
    return Answer(content=text, media_type="application/vnd.github.diff; charset=utf-8")


def _too_large(limit: str) -> Refusal:
    error: JsonObject = {"resource": "PullRequest", "field": "diff", "code": "too_large"}
    message = (
        f"Sorry, the diff exceeded the maximum number of {limit}. Consider using 'List pull requests files' API "
        "or locally cloning the repository instead."
    )
    return Refusal(406, message, error, documentation=_DOCUMENTATION)


def list_pulls(call: Call) -> Answer:
    """`GET .../pulls`, by state, head (`owner:branch`) and base, in the order that is asked for."""
    state, head, base = call.query.get("state", "open"), call.query.get("head"), call.query.get("base")
    found = [
        pull
        for pull in call.store.pulls_of(call.repository)
        if state in ("all", pull.state)
        and (head is None or head == _label(call, pull))
        and (base is None or base == pull.base_ref)
    ]
    shown, headers = page(call, _ordered(call, found))
    return Answer([pulls.simple(call.store, pull) for pull in shown], headers=headers)


def _ordered(call: Call, found: list[PullRequest]) -> list[PullRequest]:
    """Newest first, and without a `direction` any other order than by creation the other way round."""
    sort = call.query.get("sort", "created")
    keys: dict[str, Callable[[PullRequest], tuple[datetime | int, int]]] = {
        "created": lambda one: (one.created_at, one.number),
        "updated": lambda one: (one.updated_at, one.number),
        "popularity": lambda one: (len(call.store.comments_of(one)), one.number),
        "long-running": lambda one: (one.created_at, one.number),
    }
    direction = call.query.get("direction", "desc" if sort == "created" else "asc")
    return sorted(found, key=keys.get(sort, keys["created"]), reverse=direction == "desc")


def _label(call: Call, pull: PullRequest) -> str:
    source = call.store.repositories.get(pull.head_repository_id or 0)
    owner = pull.author.login if source is None else source.owner.login
    return f"{owner}:{pull.head_ref}"


def list_files(call: Call) -> Answer:
    """`GET .../pulls/{number}/files`: at most 3,000."""
    pull = _pull(call)
    found = diff.files(call.repository.git_dir, pull.base_sha, pull.head_sha)[:MOST_FILES_LISTED]
    shown, headers = page(call, found)
    body: list[Json] = [pulls.file(call.store, call.repository, pull.head_sha, one) for one in shown]
    return Answer(body, headers=headers)


def list_commits(call: Call) -> Answer:
    """`GET .../pulls/{number}/commits`: at most 250, oldest first."""
    pull = _pull(call)
    found = git.commits(call.repository.git_dir, f"{pull.base_sha}..{pull.head_sha}")[:MOST_COMMITS]
    shown, headers = page(call, found)
    body: list[Json] = [commits.commit(call.store, call.repository, one) for one in shown]
    return Answer(body, headers=headers)


_READ = (("pull_requests", "read"),)
_PULL = "/repos/{owner}/{repo}/pulls/{number}"

ENDPOINTS = (
    Endpoint("GET", "/repos/{owner}/{repo}/pulls", list_pulls, _READ),
    Endpoint("GET", _PULL, get_pull, _READ),
    Endpoint("GET", f"{_PULL}/files", list_files, _READ),
    Endpoint("GET", f"{_PULL}/commits", list_commits, _READ),
)
