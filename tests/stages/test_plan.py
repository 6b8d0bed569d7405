import pytest

from app.domain.event import (
    CheckEvent,
    CommentEvent,
    Errand,
    Ignored,
    InstallationEvent,
    MergeGroup,
    MergeGroupEvent,
    OrderEvent,
    PullRequestEvent,
    PushEvent,
    RepositoryEvent,
    ReviewPlan,
    Stop,
)
from app.stages.plan import plan_event

WHERE = {"installation_id": 1, "repository_id": 2, "repository": "acme/rag"}
SENT = {**WHERE, "delivery": "d", "sender": "ada"}
HEAD = "a" * 40
PLAN = ReviewPlan(**WHERE, number=7, head_sha=HEAD)


def a_pull_request(action, **fields):
    return PullRequestEvent(**SENT, action=action, number=7, head_sha=HEAD, **fields)


@pytest.mark.parametrize("action", ["opened", "reopened", "synchronize", "ready_for_review"])
@pytest.mark.parametrize("draft", [False, True])
def test_a_pull_request_is_reviewed_draft_or_not(action, draft):
    assert plan_event(a_pull_request(action, draft=draft)) == PLAN


@pytest.mark.parametrize("changed", ["base_changed", "words_changed"])
def test_an_edit_that_matters_is_reviewed(changed):
    assert plan_event(a_pull_request("edited", **{changed: True})) == PLAN


@pytest.mark.parametrize("action", ["edited", "an_action_of_next_year"])
def test_what_changes_nothing_is_ignored(action):
    answer = plan_event(a_pull_request(action))

    assert answer == Ignored(reason=f"action `{action}` changes nothing that a review depends on")


def test_a_draft_again_is_a_review_that_the_configuration_decides_about():
    assert plan_event(a_pull_request("converted_to_draft", draft=True)) == PLAN


def test_a_closed_pull_request_stops_its_reviews():
    stop = Stop(plan=PLAN, reason="The pull request was closed")

    assert plan_event(a_pull_request("closed", closed=True)) == stop


@pytest.mark.parametrize("action", ["opened", "synchronize", "edited", "labeled", "converted_to_draft"])
def test_what_happens_to_a_closed_pull_request_is_ignored(action):
    event = a_pull_request(action, closed=True, base_changed=True)

    assert plan_event(event) == Ignored(reason="the pull request is closed")


@pytest.mark.parametrize("action", ["labeled", "unlabeled"])
def test_a_label_is_an_errand_because_only_the_configuration_knows_it(action):
    event = a_pull_request(action, label="spec")

    assert plan_event(event) == Errand(event=event, partition="errand:2#7")


@pytest.mark.parametrize(("entitled", "asked_by"), [(True, "ada"), (False, "")])
def test_an_order_is_a_review_asked_for_by_whoever_is_entitled(entitled, asked_by):
    order = {"full": True, "entitled": entitled, "feature": "specs/001-login"}
    event = OrderEvent(**SENT, action="verify", number=7, head_sha=HEAD, **order)

    wanted = {"full": True, "asked_by": asked_by, "feature": "specs/001-login"}
    assert plan_event(event) == ReviewPlan(**WHERE, number=7, head_sha=HEAD, **wanted)


def test_a_merge_group_is_reviewed_under_a_key_of_its_own():
    event = MergeGroupEvent(**SENT, action="checks_requested", head_sha=HEAD, base_sha="b" * 40, base_ref="main")
    plan = plan_event(event)

    assert plan == ReviewPlan(
        **WHERE, number=0, head_sha=HEAD, merge_group=MergeGroup(base_sha="b" * 40, base_ref="main")
    )
    assert plan.pull_request == f"2@{HEAD}"


def test_a_comment_is_an_errand_of_its_pull_request():
    event = CommentEvent(
        **SENT, action="created", number=7, comment_id=5, place="review", author="ada", body="/spec help"
    )

    assert plan_event(event) == Errand(event=event, partition="errand:2#7")


@pytest.mark.parametrize(("numbers", "partition"), [((7,), "2#7"), ((), f"2@{HEAD}"), ((7, 8), f"2@{HEAD}")])
def test_a_check_is_an_errand_of_its_pull_request_where_that_is_known(numbers, partition):
    event = CheckEvent(**SENT, action="rerequested", head_sha=HEAD, numbers=numbers)

    assert plan_event(event) == Errand(event=event, partition=f"errand:{partition}")


@pytest.mark.parametrize(
    "event",
    [
        PushEvent(**SENT, action="", branch="main", head_sha=HEAD),
        RepositoryEvent(**SENT, action="renamed", previous="acme/old"),
    ],
)
def test_a_push_or_a_repository_is_an_errand_of_the_repository(event):
    assert plan_event(event) == Errand(event=event, partition="errand:2")


def test_an_installation_is_an_errand_of_its_own():
    event = InstallationEvent(delivery="d", action="deleted", installation_id=1, account="acme")

    assert plan_event(event) == Errand(event=event, partition="installation:1")


def test_what_is_ignored_stays_ignored():
    assert plan_event(Ignored(reason="not for us")) == Ignored(reason="not for us")
