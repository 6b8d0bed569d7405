from datetime import UTC, datetime, timedelta

import pytest
from githubkit.exception import RateLimitExceeded, RequestFailed

from app.simulator.limits import ContentLimit


def comment(github, text="Read."):
    return github.rest.issues.create_comment("acme", "rag", 1, body=text).parsed_data


@pytest.mark.usefixtures("pull")
@pytest.mark.parametrize("status", [403, 429])
def test_too_much_content_within_a_minute_is_refused_and_says_when_to_come_back(simulator, github, status):
    start = datetime.now(UTC)
    simulator.store.clock = lambda: start
    simulator.limits.content_creation = ContentLimit(most=2, status=status)
    written = comment(github)
    later = start + timedelta(seconds=20)
    simulator.store.clock = lambda: later
    comment(github)

    with pytest.raises(RateLimitExceeded) as limited:
        comment(github)
    assert (limited.value.response.status_code, limited.value.retry_after) == (status, timedelta(seconds=40))
    assert "temporarily blocked from content creation" in limited.value.response.json()["message"]
    # Reading and changing go on.
    github.rest.issues.update_comment("acme", "rag", written.id, body="Read again.")
    assert len(simulator.store.issue_comments) == 2

    free = start + timedelta(seconds=60)
    simulator.store.clock = lambda: free
    comment(github)
    with pytest.raises(RateLimitExceeded):
        comment(github)


@pytest.mark.usefixtures("pull")
def test_the_wait_that_a_refusal_names_can_be_chosen(simulator, github):
    simulator.limits.content_creation = ContentLimit(most=0, retry_after=3)

    with pytest.raises(RateLimitExceeded) as limited:
        comment(github)

    assert limited.value.retry_after == timedelta(seconds=3)


def test_writes_are_listed_in_their_order_without_reads_and_refusals(simulator, github, pull):
    run = github.rest.checks.create("acme", "rag", data={"name": "n", "head_sha": pull.head_sha}).parsed_data
    github.rest.pulls.get("acme", "rag", 1)
    written = comment(github)
    github.rest.checks.update("acme", "rag", run.id, data={"conclusion": "success"})
    github.rest.issues.delete_comment("acme", "rag", written.id)
    with pytest.raises(RequestFailed):
        comment(github, " ")

    assert [(one.method, one.route, one.body, one.status) for one in simulator.writes("acme/rag")] == [
        ("POST", "/repos/acme/rag/check-runs", {"name": "n", "head_sha": pull.head_sha}, 201),
        ("POST", "/repos/acme/rag/issues/1/comments", {"body": "Read."}, 201),
        ("PATCH", f"/repos/acme/rag/check-runs/{run.id}", {"conclusion": "success"}, 200),
        ("DELETE", f"/repos/acme/rag/issues/comments/{written.id}", None, 204),
    ]


@pytest.mark.usefixtures("pull")
def test_a_write_whose_answer_was_lost_is_a_write_and_one_that_never_arrived_is_not(simulator, github):
    for when in ("before", "after"):
        simulator.fail_next("POST", "/comments$", 502, when=when)
        with pytest.raises(RequestFailed):
            comment(github, when)

    assert [one.body for one in simulator.writes("acme/rag")] == [{"body": "after"}]


@pytest.mark.usefixtures("pull")
def test_writes_to_another_repository_are_not_listed(simulator, github, workshop):
    simulator.add_repository("acme/other", workshop.bare)
    comment(github)

    assert (len(simulator.writes("acme/rag")), simulator.writes("acme/other")) == (1, [])
