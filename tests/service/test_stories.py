"""From the webhook to the completed check, over real HTTP, on SQLite and on PostgreSQL."""

import pytest


def test_an_opened_pull_request_ends_in_one_completed_check_and_one_comment(live):
    pull = live.forge.pull_request()

    check = live.check(pull.head_sha)
    assert (check.status, check.conclusion, check.title) == ("completed", "neutral", "2 findings")
    assert [one.path for one in check.annotations] == ["answer.py"]  # of the finding that no comment tells
    (comment,) = live.forge.comments(pull)
    assert "FR-001" in comment


def test_a_second_review_takes_five_requests_and_one_more_for_a_comment_that_ends(live):
    pull = live.forge.pull_request()
    live.check(pull.head_sha)
    before = len(live.forge.asked())

    live.check(live.forge.push(pull))

    assert len(live.forge.asked()) - before == 5
    assert len(live.forge.comments(pull)) == 1

    live.people.edit("acme/rag", pull.number, title="mended")
    before = len(live.forge.asked())
    live.check(live.forge.push(pull))

    assert len(live.forge.asked()) - before == 6
    (comment,) = live.forge.comments(pull)
    assert "**Fixed** in" in comment


def test_a_first_review_with_a_new_comment_takes_seven_requests(live):
    live.check(live.forge.pull_request().head_sha)  # of a service that has a token, and knows its own login
    before = len(live.forge.asked())

    live.check(live.forge.pull_request().head_sha)

    assert len(live.forge.asked()) - before == 7


def test_a_redelivery_of_finished_work_does_nothing(live):
    pull = live.forge.pull_request()
    live.check(pull.head_sha)
    before = len(live.forge.asked())
    opened = live.forge.last_delivery()

    live.forge.simulator.redeliver(opened.guid)

    live.check(pull.head_sha)
    assert live.times_judged(pull.head_sha) == 1
    assert len(live.forge.asked()) == before


def test_a_redelivery_while_the_review_runs_does_nothing(live):
    with live.holding():
        pull = live.forge.pull_request("hold")
        live.until_judging(pull.head_sha)
        opened = live.forge.last_delivery()
        live.forge.simulator.redeliver(opened.guid)

    live.check(pull.head_sha)
    assert live.times_judged(pull.head_sha) == 1


def test_a_newer_push_ends_the_running_review_and_says_so_at_the_old_head(live):
    with live.holding():
        pull = live.forge.pull_request("hold")
        old = pull.head_sha
        live.until_judging(old)
        new = live.forge.push(pull)
        live.until_judging(new)
        (interrupted,) = live.forge.checks(old)
        assert (interrupted.status, interrupted.conclusion) == ("completed", "cancelled")
        assert new in interrupted.summary

    assert live.check(new).conclusion == "neutral"
    assert live.times_judged(old) == 1


def test_an_event_that_arrives_after_a_newer_one_is_left_alone(live):
    pull = live.forge.pull_request()
    old = pull.head_sha
    live.check(old)
    opened = live.forge.last_delivery()
    new = live.forge.push(pull)
    live.check(new)

    assert live.deliver(opened.payload, "another-delivery").status_code == 202

    live.check(new)
    assert len(live.forge.checks(old)) == 1
    assert live.times_judged(old) == 1


def test_a_head_whose_webhook_got_lost_is_reviewed_all_the_same(live):
    with live.holding():
        pull = live.forge.pull_request("hold")
        live.until_judging(pull.head_sha)
        old = pull.head_sha
        new = live.forge.push_unheard(pull)

    live.until(lambda: live.forge.checks(new), "a check of the head nobody told of")
    assert live.check(new).conclusion == "neutral"
    assert live.check(old).conclusion == "cancelled"


def test_a_draft_is_skipped_and_reviewed_when_it_is_ready(live):
    pull = live.forge.pull_request(draft=True)
    skipped = live.check(pull.head_sha)
    assert (skipped.conclusion, live.times_judged(pull.head_sha)) == ("skipped", 0)
    assert "draft" in skipped.summary

    live.forge.simulator.people.mark_ready("acme/rag", pull.number)

    live.until(lambda: live.times_judged(pull.head_sha) == 1 and not live.books.open_work(), "the review")
    assert [run.conclusion for run in live.forge.checks(pull.head_sha)] == ["skipped", "neutral"]


def test_a_model_that_is_away_is_waited_for(live):
    pull = live.forge.pull_request("away 2")

    assert live.check(pull.head_sha).conclusion == "neutral"
    assert live.times_judged(pull.head_sha) == 3


def test_a_fault_of_ours_is_told_in_the_check_with_an_id_that_is_in_the_log(live):
    pull = live.forge.pull_request("wrong")

    check = live.check(pull.head_sha)
    assert (check.conclusion, check.title) == ("neutral", "Not judged: internal error")
    error_id = check.summary.split("error `")[1][:12]
    assert f'"error_id": "{error_id}"' in live.log


def test_a_redelivery_of_failed_work_runs_it_again(live):
    pull = live.forge.pull_request("wrong")
    live.check(pull.head_sha)
    opened = live.forge.last_delivery()
    live.forge.simulator.people.edit("acme/rag", pull.number, title="right by now")

    live.forge.simulator.redeliver(opened.guid)

    live.until(lambda: len(live.forge.checks(pull.head_sha)) == 2 and not live.books.open_work(), "a second check")
    assert [run.title for run in live.forge.checks(pull.head_sha)] == ["Not judged: internal error", "2 findings"]


@pytest.mark.parametrize(
    ("method", "route", "status", "when"),
    [
        ("POST", "/access_tokens", 502, "before"),
        ("POST", "/check-runs", 502, "before"),
        ("POST", "/check-runs", 502, "after"),
        ("POST", "/graphql", 502, "before"),
        ("GET", "/compare/", 502, "before"),
        ("PATCH", "/check-runs/", 502, "before"),
        ("PATCH", "/check-runs/", 502, "after"),
        ("PATCH", "/check-runs/", 0, "after"),
        ("POST", "/check-runs", 403, "before"),
    ],
)
def test_github_that_fails_leaves_one_completed_check_with_its_annotations_once(live, method, route, status, when):
    headers = {"retry-after": "1"} if status == 403 else None
    live.forge.simulator.fail_next(method, route, status, when=when, headers=headers)
    if "tokens" in route:
        live.forge.simulator.expire_tokens()

    pull = live.forge.pull_request()

    check = live.check(pull.head_sha)
    assert (check.conclusion, len(check.annotations)) == ("neutral", 1)
