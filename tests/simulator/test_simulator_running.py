import threading
import time
from datetime import UTC, datetime, timedelta

import github_schema
import httpx
import pytest
from githubkit.exception import RateLimitExceeded, RequestError, RequestFailed

from app.simulator import Simulator


def names():
    return {thread.name for thread in threading.enumerate()}


def test_it_serves_within_the_block_and_leaves_nothing_behind(simulator, installation):
    before = names()
    with simulator.running() as url, httpx.Client(base_url=url) as client:
        headers = {"Authorization": f"token {simulator.token(installation)}"}
        assert client.get("/api/v3/repos/acme/rag", headers=headers).status_code == 200

    assert names() == before
    with pytest.raises(httpx.ConnectError):
        httpx.get(url)


def test_several_run_beside_each_other():
    with Simulator().running() as one, Simulator().running() as other:
        assert one != other
        assert httpx.get(one).status_code == httpx.get(other).status_code == 404


def test_it_stops_within_half_a_second_though_clients_keep_their_connections():
    with httpx.Client() as client:
        with Simulator().running() as url:
            client.get(url)
            started = time.monotonic()
        assert time.monotonic() - started < 1.0


def test_importing_it_loads_no_server():
    import subprocess
    import sys

    code = "import app.simulator, sys; print([m for m in ('uvicorn', 'starlette', 'graphql') if m in sys.modules])"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert printed.stdout.strip() == "[]"


def test_every_request_is_logged_with_its_bodies_and_without_its_token(simulator, github, pull):
    github.rest.checks.create("acme", "rag", name="n", head_sha=pull.head_sha)

    last = simulator.requests[-1]
    assert (last.method, last.path, last.route, last.status) == (
        "POST",
        "/api/v3/repos/acme/rag/check-runs",
        "/repos/acme/rag/check-runs",
        201,
    )
    assert last.request == {"name": "n", "head_sha": pull.head_sha}
    assert last.response["head_sha"] == pull.head_sha
    assert "authorization" not in last.request_headers
    assert simulator.refused == []


@pytest.mark.usefixtures("pull")
def test_what_was_refused_is_kept_apart(simulator, github):
    with pytest.raises(RequestFailed):
        github.rest.pulls.get("acme", "rag", 99)
    simulator.fail_next("GET", "/pulls/1$", 502)
    with pytest.raises(RequestFailed):
        github.rest.pulls.get("acme", "rag", 1)

    assert [(one.route, one.status) for one in simulator.refused] == [("/repos/acme/rag/pulls/99", 404)]


@pytest.mark.usefixtures("pull")
def test_an_outage_happens_as_often_as_ordered(simulator, github):
    simulator.fail_next("GET", r"/pulls/\d+$", 503, times=2)
    statuses = []
    for _ in range(3):
        try:
            statuses.append(github.rest.pulls.get("acme", "rag", 1).status_code)
        except RequestFailed as failed:
            statuses.append(failed.response.status_code)

    assert statuses == [503, 503, 200]


def test_an_outage_before_the_effect_leaves_nothing(simulator, github, pull):
    simulator.fail_next("POST", "/check-runs$", 502)
    with pytest.raises(RequestFailed):
        github.rest.checks.create("acme", "rag", name="n", head_sha=pull.head_sha)

    assert simulator.check_runs("acme/rag") == []


def test_an_outage_after_the_effect_leaves_it_and_loses_the_answer(simulator, github, pull):
    simulator.fail_next("POST", "/check-runs$", 0, when="after")
    with pytest.raises(RequestError):
        github.rest.checks.create("acme", "rag", name="n", head_sha=pull.head_sha)

    assert [run.name for run in simulator.check_runs("acme/rag")] == ["n"]


@pytest.mark.usefixtures("pull")
def test_a_secondary_limit_tells_when_to_come_back(simulator, github):
    simulator.fail_next("*", "/pulls/1", 429, headers={"Retry-After": "3"})
    with pytest.raises(RateLimitExceeded) as limited:
        github.rest.pulls.get("acme", "rag", 1)

    assert limited.value.retry_after == timedelta(seconds=3)
    assert "secondary rate limit" in limited.value.response.json()["message"]


@pytest.mark.usefixtures("pull")
def test_a_dropped_connection_is_an_error_of_the_transport(simulator, github):
    simulator.fail_next("GET", "/pulls/1", 0)
    with pytest.raises(RequestError):
        github.rest.pulls.get("acme", "rag", 1)

    assert github.rest.pulls.get("acme", "rag", 1).status_code == 200


@pytest.mark.usefixtures("pull")
def test_a_used_up_limit_is_refused_until_the_hour_is_over(simulator, github):
    assert github.rest.rate_limit.get().parsed_data.resources.core.limit == 5_000
    simulator.limits.limit = 3
    for _ in range(2):
        remaining = github.rest.pulls.get("acme", "rag", 1).headers["X-RateLimit-Remaining"]
    assert remaining == "0"

    with pytest.raises(RateLimitExceeded):
        github.rest.pulls.get("acme", "rag", 1)

    moved = datetime.now(UTC) + timedelta(minutes=59)
    simulator.store.clock = lambda: moved
    for grant in simulator.store.grants.values():
        grant.expires_at += timedelta(hours=2)
    with pytest.raises(RateLimitExceeded):
        github.rest.pulls.get("acme", "rag", 1)
    later = moved + timedelta(minutes=2)
    simulator.store.clock = lambda: later
    assert github.rest.pulls.get("acme", "rag", 1).status_code == 200


def test_a_mistake_of_the_simulator_is_a_server_error_and_no_secret(simulator, github, pull, caplog):
    pull.base_sha = "0" * 40
    with pytest.raises(RequestFailed) as failed:
        github.rest.pulls.get("acme", "rag", 1)

    assert (failed.value.response.status_code, failed.value.response.json()["message"]) == (500, "Server Error")
    assert [(one.status, one.injected) for one in simulator.refused] == [(500, False)]
    assert "GitFailure" in caplog.text


def test_many_clients_at_once_get_each_their_own(simulator, installation, url, pull):
    headers = {"Authorization": f"token {simulator.token(installation)}"}
    bodies = [{"name": f"run {number}", "head_sha": pull.head_sha} for number in range(24)]

    def create(body):
        httpx.post(f"{url}/repos/acme/rag/check-runs", json=body, headers=headers, timeout=20).raise_for_status()

    threads = [threading.Thread(target=create, args=(body,)) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    runs = simulator.check_runs("acme/rag", pull.head_sha)
    assert sorted(run.name for run in runs) == sorted(body["name"] for body in bodies)
    assert len({run.id for run in runs}) == 24
    assert {run.suite_id for run in runs} == {runs[0].suite_id}


def test_the_checker_names_route_and_field(simulator, careless, pull):
    data = {"name": "n", "head_sha": pull.head_sha, "colour": "red"}
    careless.rest.checks.create("acme", "rag", data=data)
    with pytest.raises(AssertionError, match=r"POST /repos/\{owner\}/\{repo\}/check-runs: .*colour"):
        github_schema.check(simulator.requests)
    simulator.store.requests.clear()


def test_the_checker_names_a_wrong_answer(simulator, github, pull):
    github.rest.checks.create("acme", "rag", name="n", head_sha=pull.head_sha)
    exchange = simulator.requests[-1]
    with pytest.raises(AssertionError, match=r"check-runs: answer 201, `status`"):
        github_schema.check([broken(exchange, status="odd")])
    with pytest.raises(AssertionError, match=r"answer 201 has fields that GitHub does not know: \['colour'\]"):
        github_schema.check([broken(exchange, colour="red")])


def broken(exchange, **changed):
    from dataclasses import replace

    return replace(exchange, response={**exchange.response, **changed})
