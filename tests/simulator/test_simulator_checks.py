import github_schema
import pytest
from githubkit.exception import RequestFailed
from workshop import as_app


def annotation(number=1, **more):
    return {
        "path": "app/core.py",
        "start_line": number,
        "end_line": number,
        "annotation_level": "warning",
        "message": f"message {number}",
        **more,
    }


def output(**more):
    return {"title": "FR-001 not met", "summary": "One requirement is not met", **more}


def create(github, pull, **more):
    return github.rest.checks.create("acme", "rag", data={"name": "speckeeper", "head_sha": pull.head_sha, **more})


def refusal(call):
    with pytest.raises(RequestFailed) as refused:
        call()
    response = refused.value.response
    return response.status_code, response.json()["message"]


def test_a_check_run_is_created_in_progress_and_completed(github, pull, simulator):
    made = create(github, pull, status="in_progress", external_id="review-1").parsed_data
    done = github.rest.checks.update(
        "acme", "rag", made.id, status="completed", conclusion="failure", output=output(annotations=[annotation()])
    ).parsed_data

    assert (made.status, made.conclusion, made.completed_at) == ("in_progress", None, None)
    assert (done.status, done.conclusion, done.output.annotations_count) == ("completed", "failure", 1)
    assert done.app.id == 7
    assert [one.number for one in done.pull_requests] == [1]
    (run,) = simulator.check_runs("acme/rag", pull.head_sha)
    assert (run.external_id, run.title, run.annotations[0].message) == ("review-1", "FR-001 not met", "message 1")


def test_a_conclusion_completes_a_run(github, pull):
    assert create(github, pull, conclusion="neutral").parsed_data.status == "completed"


def test_completed_without_a_conclusion_is_accepted_though_the_schema_asks_for_one(careless, pull, simulator):
    made = create(careless, pull, status="completed").json()

    assert (made["status"], made["conclusion"]) == ("completed", None)
    with pytest.raises(AssertionError, match=r"check-runs: request body, .*conclusion` Field required"):
        github_schema.check(simulator.requests)
    simulator.store.requests.clear()


def test_annotations_append_with_every_update(github, pull):
    made = create(github, pull, status="in_progress").parsed_data
    for first in (0, 50):
        batch = [annotation(first + number) for number in range(1, 51)]
        github.rest.checks.update("acme", "rag", made.id, output=output(annotations=batch))

    listed = list(
        github.rest.paginate(
            github.rest.checks.list_annotations, owner="acme", repo="rag", check_run_id=made.id, per_page=40
        )
    )
    assert [one.start_line for one in listed] == list(range(1, 101))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"output": output(annotations=[annotation()] * 51)}, "No more than 50 items are allowed; 51 were supplied."),
        ({"output": output(summary="x" * 65_536)}, "Only 65535 characters are allowed; 65536 were supplied."),
        ({"output": output(text="x" * 65_536)}, "Only 65535 characters are allowed; 65536 were supplied."),
        ({"output": {"summary": "no title"}}, '"title" wasn\'t supplied.'),
        ({"conclusion": "great"}, "great is not a possible value"),
        ({"conclusion": "stale"}, "stale is not a possible value"),
        ({"status": "pending"}, "pending is not a possible value"),
        ({"output": output(annotations=[annotation(annotation_level="error")])}, "error is not a possible value"),
        ({"output": output(annotations=[annotation(title="x" * 256)])}, "Only 255 characters are allowed"),
        ({"output": output(annotations=[annotation(message="x" * 65_537)])}, "Only 65536 characters are allowed"),
        ({"actions": [{"label": "a", "description": "b", "identifier": "c"}] * 4}, "No more than 3 items are allowed"),
        ({"actions": [{"label": "a" * 21, "description": "b", "identifier": "c"}]}, "Only 20 characters are allowed"),
        ({"actions": [{"label": "a", "description": "b" * 41, "identifier": "c"}]}, "Only 40 characters are allowed"),
        ({"actions": [{"label": "a", "description": "b", "identifier": "c" * 21}]}, "Only 20 characters are allowed"),
    ],
)
def test_what_the_schema_does_not_allow_is_an_invalid_request(careless, pull, simulator, body, said):
    status, message = refusal(lambda: create(careless, pull, **body))

    assert status == 422
    assert message.startswith("Invalid request.\n\n")
    assert said in message
    assert simulator.check_runs("acme/rag") == []


def test_a_name_is_required(careless, pull):
    assert refusal(lambda: careless.rest.checks.create("acme", "rag", data={"head_sha": pull.head_sha})) == (
        422,
        'Invalid request.\n\n"name" wasn\'t supplied.',
    )


def test_a_summary_is_counted_in_bytes_too(github, pull):
    status, message = refusal(lambda: create(github, pull, output=output(summary="é" * 40_000)))

    assert (status, message) == (422, "Validation Failed")


def test_columns_belong_to_annotations_of_one_line(github, pull):
    wrong = annotation(end_line=3, start_column=1, end_column=2)

    assert refusal(lambda: create(github, pull, output=output(annotations=[wrong])))[0] == 422


def test_exactly_the_allowed_is_allowed(github, pull):
    made = create(
        github,
        pull,
        output=output(summary="x" * 65_535, text="y" * 65_535, annotations=[annotation(n) for n in range(1, 51)]),
        actions=[{"label": "a" * 20, "description": "b" * 40, "identifier": f"c{n}"} for n in range(3)],
        status="completed",
        conclusion="success",
    ).parsed_data

    assert made.output.annotations_count == 50


@pytest.mark.parametrize("sha", ["0" * 40, "feature", "abc"])
@pytest.mark.usefixtures("pull")
def test_a_commit_that_is_not_there_has_no_check_runs(github, sha):
    said = refusal(lambda: github.rest.checks.create("acme", "rag", name="n", head_sha=sha))

    assert said == (422, f"No commit found for SHA: {sha}")


def test_an_unfinished_body_is_a_parsing_problem(url, installation, simulator):
    import httpx

    headers = {"Authorization": f"token {simulator.token(installation)}"}
    answer = httpx.post(f"{url}/repos/acme/rag/check-runs", content=b'{"name": ', headers=headers)

    assert (answer.status_code, answer.json()["message"]) == (400, "Problems parsing JSON")
    simulator.store.requests.clear()  # the body is no JSON, so there is nothing to hold against the schema


def test_only_the_app_that_made_a_run_changes_it(github, pull, simulator, url, other_keys):
    run = create(github, pull).parsed_data
    other = simulator.install(simulator.add_app(other_keys.public, slug="other", app_id=8), "acme")
    with as_app(url, other_keys, 8) as app, app.with_auth(app.auth.as_installation(other.id)) as rival:
        said = refusal(lambda: rival.rest.checks.update("acme", "rag", run.id, name="mine"))

    assert said == (
        403,
        "Invalid app_id `7` - check run can only be modified by the GitHub App that created it.",
    )


def test_runs_are_listed_by_commit_newest_of_each_name_first(github, pull):
    old = create(github, pull, external_id="old").parsed_data
    new = create(github, pull, external_id="new").parsed_data
    github.rest.checks.create("acme", "rag", name="another", head_sha=pull.head_sha)

    latest = github.rest.checks.list_for_ref("acme", "rag", "feature", check_name="speckeeper").parsed_data
    every = github.rest.checks.list_for_ref("acme", "rag", pull.head_sha, check_name="speckeeper", filter_="all")

    assert [run.id for run in latest.check_runs] == [new.id]
    assert {run.id for run in every.parsed_data.check_runs} == {old.id, new.id}
    assert github.rest.checks.get("acme", "rag", old.id).parsed_data.external_id == "old"


def test_going_back_to_an_open_status_clears_the_conclusion(github, pull):
    run = create(github, pull, conclusion="success").parsed_data
    again = github.rest.checks.update("acme", "rag", run.id, status="in_progress").parsed_data

    assert (again.status, again.conclusion, again.completed_at) == ("in_progress", None, None)


def test_a_suite_has_the_worst_conclusion_of_its_runs(github, pull):
    first = create(github, pull, conclusion="success").parsed_data
    open_run = github.rest.checks.create("acme", "rag", name="b", head_sha=pull.head_sha).parsed_data
    suite = github.rest.checks.get_suite("acme", "rag", first.check_suite.id).parsed_data
    assert (suite.status, suite.conclusion) == ("in_progress", None)

    github.rest.checks.update("acme", "rag", open_run.id, status="completed", conclusion="failure")

    suite = github.rest.checks.get_suite("acme", "rag", first.check_suite.id).parsed_data
    assert (suite.status, suite.conclusion, suite.latest_check_runs_count) == ("completed", "failure", 2)


@pytest.mark.usefixtures("fork")
def test_a_forks_run_names_no_pull_request(github, simulator):
    pull, _ = simulator.open_pull_request("acme/rag", "feature", author="eve", head_repository="eve/rag")

    assert create(github, pull).parsed_data.pull_requests == []


@pytest.mark.usefixtures("pull")
def test_a_run_that_is_not_there_is_not_found(github):
    assert refusal(lambda: github.rest.checks.get("acme", "rag", 1)) == (404, "Not Found")


def test_runs_of_other_names_stand_beside_each_other_and_keep_their_buttons(github, pull, simulator):
    button = {"label": "Again", "description": "Read it again", "identifier": "again"}
    done = {"status": "completed", "conclusion": "success", "actions": [button]}
    made = [
        github.rest.checks.create("acme", "rag", data={"name": name, "head_sha": pull.head_sha, **done}).parsed_data
        for name in ("speckeeper", "speckeeper / configuration")
    ]

    listed = github.rest.checks.list_for_ref("acme", "rag", pull.head_sha).parsed_data
    assert {one.name for one in listed.check_runs} == {"speckeeper", "speckeeper / configuration"}
    github.rest.checks.update("acme", "rag", made[1].id, data={"output": {"title": "t", "summary": "s"}})
    assert simulator.store.check_runs[made[1].id].actions[0].identifier == "again"


def test_suites_are_listed_by_commit_app_and_name(github, pull):
    run = {"name": "speckeeper", "head_sha": pull.head_sha, "status": "in_progress"}
    suite = github.rest.checks.create("acme", "rag", data=run).parsed_data.check_suite.id
    listed = lambda **query: github.rest.checks.list_suites_for_ref("acme", "rag", pull.head_sha, **query).parsed_data  # noqa: E731

    found = listed(app_id=7, check_name="speckeeper")

    assert (found.total_count, found.check_suites[0].id, found.check_suites[0].status) == (1, suite, "in_progress")
    assert listed(check_name="other").total_count == listed(app_id=8).total_count == 0
    with pytest.raises(RequestFailed) as refused:
        github.rest.checks.list_suites_for_ref("acme", "rag", "0" * 40)
    assert refused.value.response.status_code == 422
