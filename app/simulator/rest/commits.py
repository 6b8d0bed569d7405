"""Comparisons of two commits, and the pull requests of one."""

from app.simulator import git
from app.simulator.call import Call, Endpoint, page
from app.simulator.objects import commit as commits
from app.simulator.objects import pull as pulls
from app.simulator.state import PullRequest, Repository
from app.simulator.wire import Answer, Refusal, not_found

MOST_COMMITS = 250


def compare(call: Call) -> Answer:
    """`GET .../compare/{basehead}`: three dots, from the merge base. Forks are named `owner:branch`."""
    base, dots, head = call.parameters["basehead"].partition("...")
    where = call.repository.git_dir
    left, right = git.resolve(where, base.rpartition(":")[2]), git.resolve(where, head.rpartition(":")[2])
    if not dots or left is None or right is None:
        raise not_found()
    if git.merge_base(where, left, right) is None:
        raise Refusal(404, f"No common ancestor between {base} and {head}.")
    found = git.commits(where, f"{left}..{right}")
    shown, headers = page(call, found) if "page" in call.query else (found[-MOST_COMMITS:], dict[str, str]())
    return Answer(commits.comparison(call.store, call.repository, left, right, tuple(shown)), headers=headers)


def get_commit(call: Call) -> Answer:
    """`GET .../commits/{ref}`, without its files."""
    sha = git.resolve(call.repository.git_dir, call.parameters["ref"])
    if sha is None:
        raise Refusal(422, f"No commit found for SHA: {call.parameters['ref']}")
    return Answer(commits.commit(call.store, call.repository, git.commit(call.repository.git_dir, sha)))


def list_pulls(call: Call) -> Answer:
    """`GET .../commits/{sha}/pulls`: open and merged pull requests with this commit in a branch of the repository.

    A commit that only a fork's branch holds belongs to none.
    """
    sha = git.resolve(call.repository.git_dir, call.parameters["ref"])
    if sha is None:
        raise Refusal(422, f"No commit found for SHA: {call.parameters['ref']}")
    found = [one for one in call.store.pulls_of(call.repository) if _associated(call.repository, one, sha)]
    shown, headers = page(call, found)
    return Answer([pulls.simple(call.store, one) for one in shown], headers=headers)


def _associated(repository: Repository, pull: PullRequest, sha: str) -> bool:
    if pull.graphql_state == "CLOSED" or pull.head_repository_id != repository.id:
        return False
    where = repository.git_dir
    return git.is_ancestor(where, sha, pull.head_sha) and not git.is_ancestor(where, sha, pull.base_sha)


_READ = (("contents", "read"),)

ENDPOINTS = (
    Endpoint("GET", "/repos/{owner}/{repo}/compare/{basehead:path}", compare, _READ),
    Endpoint("GET", "/repos/{owner}/{repo}/commits/{ref:path}/pulls", list_pulls, (("pull_requests", "read"),)),
    Endpoint("GET", "/repos/{owner}/{repo}/commits/{ref:path}", get_commit, _READ),
)
