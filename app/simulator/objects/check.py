"""Check runs, their annotations and suites."""

from app.simulator import git
from app.simulator.objects import app as apps
from app.simulator.objects import repository as repositories
from app.simulator.objects.common import maybe_stamp, node_id, stamp
from app.simulator.state import Annotation, CheckRun, CheckSuite, PullRequest, Repository
from app.simulator.store import Store
from app.simulator.wire import JsonObject

_WORST_FIRST = ("action_required", "timed_out", "cancelled", "failure", "neutral", "skipped", "success")


def check_run(store: Store, run: CheckRun) -> JsonObject:
    """A `check-run`."""
    repository = store.repositories[run.repository_id]
    api = f"{repositories.api_url(store, repository)}/check-runs/{run.id}"
    return {
        "id": run.id,
        "name": run.name,
        "node_id": node_id("CR", run.id),
        "head_sha": run.head_sha,
        "external_id": run.external_id,
        "url": api,
        "html_url": f"{repositories.html_url(store, repository)}/runs/{run.id}",
        "details_url": run.details_url,
        "status": run.status,
        "conclusion": run.conclusion,
        "started_at": maybe_stamp(run.started_at),
        "completed_at": maybe_stamp(run.completed_at),
        "output": {
            "title": run.title,
            "summary": run.summary,
            "text": run.text,
            "annotations_count": len(run.annotations),
            "annotations_url": f"{api}/annotations",
        },
        "check_suite": {"id": run.suite_id},
        "app": apps.app(store, store.apps[run.app_id]),
        "pull_requests": pull_requests(store, repository, run.head_sha),
    }


def pull_requests(store: Store, repository: Repository, sha: str) -> list[JsonObject]:
    """The open pull requests with this head; a fork's are left out, as GitHub does."""
    return [
        minimal_pull(store, repository, pull)
        for pull in store.pulls_of(repository)
        if pull.head_sha == sha and pull.state == "open" and pull.head_repository_id == repository.id
    ]


def minimal_pull(store: Store, repository: Repository, pull: PullRequest) -> JsonObject:
    """A `pull-request-minimal`."""
    api = repositories.api_url(store, repository)
    owner: JsonObject = {"id": repository.id, "url": api, "name": repository.name}
    return {
        "id": pull.id,
        "number": pull.number,
        "url": f"{api}/pulls/{pull.number}",
        "head": {"ref": pull.head_ref, "sha": pull.head_sha, "repo": owner},
        "base": {"ref": pull.base_ref, "sha": pull.base_sha, "repo": owner},
    }


def annotation(store: Store, run: CheckRun, found: Annotation) -> JsonObject:
    """A `check-annotation`."""
    repository = store.repositories[run.repository_id]
    html = repositories.html_url(store, repository)
    return {
        "path": found.path,
        "start_line": found.start_line,
        "end_line": found.end_line,
        "start_column": found.start_column,
        "end_column": found.end_column,
        "annotation_level": found.annotation_level,
        "title": found.title,
        "message": found.message,
        "raw_details": found.raw_details,
        "blob_href": f"{html}/blob/{run.head_sha}/{found.path}",
    }


def runs_of(store: Store, suite: CheckSuite) -> list[CheckRun]:
    """The runs of a suite."""
    return [run for run in store.check_runs.values() if run.suite_id == suite.id]


def suite_status(store: Store, suite: CheckSuite) -> str:
    """`queued` before the first run, `completed` after the last."""
    statuses = {run.status for run in runs_of(store, suite)}
    if not statuses:
        return "queued"
    return "completed" if statuses == {"completed"} else "in_progress"


def suite_conclusion(store: Store, suite: CheckSuite) -> str | None:
    """The worst conclusion of the runs, once all are completed."""
    if suite_status(store, suite) != "completed":
        return None
    conclusions = {run.conclusion for run in runs_of(store, suite)}
    return next((name for name in _WORST_FIRST if name in conclusions), None)


def check_suite(store: Store, suite: CheckSuite) -> JsonObject:
    """A `check-suite` without the repository: as it stands in webhooks."""
    repository = store.repositories[suite.repository_id]
    return {
        "id": suite.id,
        "node_id": node_id("CS", suite.id),
        "head_branch": suite.head_branch,
        "head_sha": suite.head_sha,
        "status": suite_status(store, suite),
        "conclusion": suite_conclusion(store, suite),
        "url": f"{repositories.api_url(store, repository)}/check-suites/{suite.id}",
        "before": suite.before,
        "after": suite.head_sha,
        "pull_requests": pull_requests(store, repository, suite.head_sha),
        "app": apps.app(store, store.apps[suite.app_id]),
        "created_at": stamp(suite.created_at),
        "updated_at": stamp(suite.updated_at),
    }


def simple_commit(repository: Repository, sha: str) -> JsonObject:
    """A `simple-commit`: what stands in suites and pushes."""
    commit = git.commit(repository.git_dir, sha)
    return {
        "id": commit.sha,
        "tree_id": commit.tree,
        "message": commit.message,
        "timestamp": commit.committed_at.isoformat(),
        "author": {"name": commit.author_name, "email": commit.author_email},
        "committer": {"name": commit.committer_name, "email": commit.committer_email},
    }
