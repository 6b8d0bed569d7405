"""Check runs and suites: created, updated, read, and refused as GitHub refuses them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.simulator import git
from app.simulator.call import Call, Endpoint, page
from app.simulator.checks import changed, suite_for
from app.simulator.objects import check as checks
from app.simulator.objects import repository as repositories
from app.simulator.state import Action, Annotation, CheckRun, CheckSuite
from app.simulator.wire import Answer, Json, JsonObject, Refusal, invalid, not_found

LONGEST = 65_535
MOST_ANNOTATIONS = 50
MOST_ACTIONS = 3
_64_KB = 64 * 1024

Text = Annotated[str, Field(max_length=LONGEST)]
Status = Literal["queued", "in_progress", "completed"]  # waiting, requested, pending: GitHub Actions only
Conclusion = Literal[  # stale: GitHub only
    "action_required", "cancelled", "failure", "neutral", "success", "skipped", "timed_out"
]


class AnnotationBody(BaseModel):
    """One annotation."""

    path: str
    start_line: int
    end_line: int
    annotation_level: Literal["notice", "warning", "failure"]
    message: Annotated[str, Field(max_length=_64_KB)]
    start_column: int | None = None
    end_column: int | None = None
    title: Annotated[str, Field(max_length=255)] | None = None
    raw_details: Annotated[str, Field(max_length=_64_KB)] | None = None


class OutputBody(BaseModel):
    """Title, summary, text and annotations. On a new run the title is required, on an update it is not."""

    title: str | None = None
    summary: Text
    text: Text | None = None
    annotations: Annotated[list[AnnotationBody], Field(max_length=MOST_ANNOTATIONS)] = []


class ActionBody(BaseModel):
    """One button."""

    label: Annotated[str, Field(max_length=20)]
    description: Annotated[str, Field(max_length=40)]
    identifier: Annotated[str, Field(max_length=20)]


class UpdateBody(BaseModel):
    """What may be changed about a run."""

    name: str | None = None
    details_url: str | None = None
    external_id: str | None = None
    status: Status | None = None
    started_at: datetime | None = None
    conclusion: Conclusion | None = None
    completed_at: datetime | None = None
    output: OutputBody | None = None
    actions: Annotated[list[ActionBody], Field(max_length=MOST_ACTIONS)] | None = None


class NewOutputBody(OutputBody):
    """The output of a new run."""

    title: str  # pyright: ignore[reportGeneralTypeIssues, reportIncompatibleVariableOverride]


class CreateBody(UpdateBody):
    """A new run."""

    name: str  # pyright: ignore[reportGeneralTypeIssues, reportIncompatibleVariableOverride]
    head_sha: str
    output: NewOutputBody | None = None  # pyright: ignore[reportIncompatibleVariableOverride]


def create(call: Call) -> Answer:
    """`POST .../check-runs`."""
    body = call.parse(CreateBody)
    _check(body)
    repository = call.repository
    if git.object_type(repository.git_dir, body.head_sha) != "commit":
        raise Refusal(422, f"No commit found for SHA: {body.head_sha}")
    store = call.store
    suite = suite_for(store, repository, call.caller, body.head_sha)
    run = CheckRun(
        id=store.next_id(),
        repository_id=repository.id,
        suite_id=suite.id,
        app_id=call.caller.id,
        name=body.name,
        head_sha=body.head_sha,
        status="queued",
        created_at=store.now(),
        started_at=store.now(),
        details_url=f"{store.url}/apps/{call.caller.slug}",
    )
    _apply(call, run, body)
    store.check_runs[run.id] = run
    changed(call.store, call.hooks, run, "created")
    return Answer(checks.check_run(store, run), status=201)


def update(call: Call) -> Answer:
    """`PATCH .../check-runs/{id}`; annotations are appended."""
    run = _run(call)
    if run.app_id != call.caller.id:
        message = f"Invalid app_id `{run.app_id}` - check run can only be modified by the GitHub App that created it."
        raise Refusal(403, message)
    body = call.parse(UpdateBody)
    _check(body)
    was = run.status
    _apply(call, run, body)
    if was != "completed" and run.status == "completed":
        changed(call.store, call.hooks, run, "completed")
    return Answer(checks.check_run(call.store, run))


def _check(body: UpdateBody) -> None:
    """What the schema cannot say. Text is counted in characters and, once more, in bytes."""
    output = body.output
    if output is None:
        return
    for name, text in (("summary", output.summary), ("text", output.text or "")):
        if len(text.encode()) > LONGEST:
            raise invalid("CheckRun", name, "custom", f"{name} exceeds a maximum bytesize of {LONGEST}")
    for annotation in output.annotations:
        if annotation.start_column is not None and annotation.start_line != annotation.end_line:
            raise invalid("CheckRunAnnotation", "start_column", "invalid")


def _apply(call: Call, run: CheckRun, body: UpdateBody) -> None:
    run.name = body.name or run.name
    run.external_id = run.external_id if body.external_id is None else body.external_id
    run.details_url = body.details_url or run.details_url
    run.started_at = body.started_at or run.started_at
    _apply_status(call, run, body)
    if body.output is not None:
        run.title = body.output.title if body.output.title is not None else run.title
        run.summary, run.text = body.output.summary, body.output.text
        run.annotations.extend(Annotation(**one.model_dump()) for one in body.output.annotations)
    if body.actions is not None:
        run.actions = tuple(Action(**one.model_dump()) for one in body.actions)


def _apply_status(call: Call, run: CheckRun, body: UpdateBody) -> None:
    """A conclusion completes a run; going back to an open status clears it."""
    if body.conclusion is not None or body.status == "completed":
        run.status = "completed"
        run.conclusion = body.conclusion or run.conclusion
        run.completed_at = body.completed_at or run.completed_at or call.store.now()
    elif body.status is not None:
        run.status, run.conclusion, run.completed_at = body.status, None, None


def _run(call: Call) -> CheckRun:
    run = call.store.check_runs.get(call.number("check_run_id"))
    if run is None or run.repository_id != call.repository.id:
        raise not_found()
    return run


def get(call: Call) -> Answer:
    """`GET .../check-runs/{id}`."""
    return Answer(checks.check_run(call.store, _run(call)))


def list_annotations(call: Call) -> Answer:
    """`GET .../check-runs/{id}/annotations`."""
    run = _run(call)
    shown, headers = page(call, run.annotations)
    return Answer([checks.annotation(call.store, run, one) for one in shown], headers=headers)


def list_for_ref(call: Call) -> Answer:
    """`GET .../commits/{ref}/check-runs`; only the latest of each name unless `filter=all`."""
    return _list(call, _suites_at(call))


def _suites_at(call: Call) -> list[CheckSuite]:
    """The suites of the commit of the path. Raises Refusal 422 when there is no such commit."""
    sha = git.resolve(call.repository.git_dir, call.parameters["ref"])
    if sha is None:
        raise Refusal(422, f"No commit found for SHA: {call.parameters['ref']}")
    suites = [one for one in call.store.suites.values() if one.head_sha == sha]
    return [one for one in suites if one.repository_id == call.repository.id]


def list_in_suite(call: Call) -> Answer:
    """`GET .../check-suites/{id}/check-runs`."""
    return _list(call, [_suite(call)])


def _list(call: Call, suites: list[CheckSuite]) -> Answer:
    ids = {suite.id for suite in suites}
    runs = [run for run in reversed(call.store.check_runs.values()) if run.suite_id in ids]
    if call.query.get("filter", "latest") == "latest":
        runs = list({(run.suite_id, run.name): run for run in reversed(runs)}.values())
    wanted = {"check_name": "name", "status": "status", "app_id": "app_id"}
    for parameter, field_name in wanted.items():
        if parameter in call.query:
            runs = [run for run in runs if str(getattr(run, field_name)) == call.query[parameter]]
    shown, headers = page(call, runs)
    body: JsonObject = {
        "total_count": len(runs),
        "check_runs": [checks.check_run(call.store, run) for run in shown],
    }
    return Answer(body, headers=headers)


def _suite(call: Call) -> CheckSuite:
    suite = call.store.suites.get(call.number("check_suite_id"))
    if suite is None or suite.repository_id != call.repository.id:
        raise not_found()
    return suite


def get_suite(call: Call) -> Answer:
    """`GET .../check-suites/{id}`."""
    return Answer(_whole_suite(call, _suite(call)))


def _whole_suite(call: Call, suite: CheckSuite) -> JsonObject:
    url = f"{repositories.api_url(call.store, call.repository)}/check-suites/{suite.id}/check-runs"
    more: dict[str, Json] = {
        "repository": repositories.minimal(call.store, call.repository),
        "head_commit": checks.simple_commit(call.repository, suite.head_sha),
        "latest_check_runs_count": len(checks.runs_of(call.store, suite)),
        "check_runs_url": url,
    }
    return {**checks.check_suite(call.store, suite), **more}


def list_suites(call: Call) -> Answer:
    """`GET .../commits/{ref}/check-suites`, by App and by the name of a run."""
    suites = [one for one in _suites_at(call) if call.query.get("app_id") in (None, str(one.app_id))]
    name = call.query.get("check_name")
    if name is not None:
        suites = [one for one in suites if name in {run.name for run in checks.runs_of(call.store, one)}]
    shown, headers = page(call, suites)
    body: JsonObject = {"total_count": len(suites), "check_suites": [_whole_suite(call, one) for one in shown]}
    return Answer(body, headers=headers)


_READ, _WRITE = (("checks", "read"),), (("checks", "write"),)
_REPO = "/repos/{owner}/{repo}"

ENDPOINTS = (
    Endpoint("POST", f"{_REPO}/check-runs", create, _WRITE),
    Endpoint("PATCH", f"{_REPO}/check-runs/{{check_run_id}}", update, _WRITE),
    Endpoint("GET", f"{_REPO}/check-runs/{{check_run_id}}", get, _READ),
    Endpoint("GET", f"{_REPO}/check-runs/{{check_run_id}}/annotations", list_annotations, _READ),
    Endpoint("GET", f"{_REPO}/commits/{{ref:path}}/check-runs", list_for_ref, _READ),
    Endpoint("GET", f"{_REPO}/commits/{{ref:path}}/check-suites", list_suites, _READ),
    Endpoint("GET", f"{_REPO}/check-suites/{{check_suite_id}}", get_suite, _READ),
    Endpoint("GET", f"{_REPO}/check-suites/{{check_suite_id}}/check-runs", list_in_suite, _READ),
)
