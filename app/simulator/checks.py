"""What happens around check runs: the suite they belong to and the webhooks that tell of them."""

from app.simulator.objects import check as checks
from app.simulator.state import Account, App, CheckRun, CheckSuite, Delivery, Repository
from app.simulator.store import Store
from app.simulator.webhooks import Hooks
from app.simulator.wire import Json, JsonObject


def suite_for(store: Store, repository: Repository, app: App, sha: str) -> CheckSuite:
    """The App's suite for a commit, made when there is none."""
    for suite in store.suites.values():
        if (suite.repository_id, suite.app_id, suite.head_sha) == (repository.id, app.id, sha):
            return suite
    heads = [pull.head_ref for pull in store.pulls_of(repository) if pull.head_sha == sha]
    suite = CheckSuite(
        id=store.next_id(),
        repository_id=repository.id,
        app_id=app.id,
        head_sha=sha,
        head_branch=heads[0] if heads else None,
        created_at=store.now(),
        updated_at=store.now(),
    )
    store.suites[suite.id] = suite
    return suite


def content(store: Store, run: CheckRun) -> JsonObject:
    """The run as webhooks carry it, with its suite."""
    shown: dict[str, Json] = {**checks.check_run(store, run)}
    shown["check_suite"] = checks.check_suite(store, store.suites[run.suite_id])
    return {"check_run": shown}


def changed(store: Store, hooks: Hooks, run: CheckRun, action: str) -> list[Delivery]:
    """Tell the Apps that a run was created or completed; the sender is the App's bot."""
    repository, app = store.repositories[run.repository_id], store.apps[run.app_id]
    return hooks.announce("check_run", action, repository, app.bot, content(store, run))


def rerequested(store: Store, hooks: Hooks, run: CheckRun, by: Account) -> list[Delivery]:
    """Somebody asks to run it again. The run itself does not change; only its App is told."""
    repository, app = store.repositories[run.repository_id], store.apps[run.app_id]
    return hooks.announce("check_run", "rerequested", repository, by, content(store, run), only=app)


def action_requested(store: Store, hooks: Hooks, run: CheckRun, identifier: str, by: Account) -> list[Delivery]:
    """Somebody presses a button of the run."""
    if identifier not in {action.identifier for action in run.actions}:
        raise ValueError(f"check run {run.id} has no action `{identifier}`")
    repository, app = store.repositories[run.repository_id], store.apps[run.app_id]
    pressed: JsonObject = {**content(store, run), "requested_action": {"identifier": identifier}}
    return hooks.announce("check_run", "requested_action", repository, by, pressed, only=app)


def suite_event(store: Store, hooks: Hooks, suite: CheckSuite, action: str, by: Account) -> list[Delivery]:
    """`check_suite` requested on a push, or rerequested by somebody; sent to the App of the suite alone."""
    repository, app = store.repositories[suite.repository_id], store.apps[suite.app_id]
    shown: JsonObject = {
        **checks.check_suite(store, suite),
        "latest_check_runs_count": len(checks.runs_of(store, suite)),
        "check_runs_url": f"{store.api_url}/repos/{repository.full_name}/check-suites/{suite.id}/check-runs",
        "head_commit": checks.simple_commit(repository, suite.head_sha),
        "rerequestable": True,
        "runs_rerequestable": True,
    }
    return hooks.announce("check_suite", action, repository, by, {"check_suite": shown}, only=app)
