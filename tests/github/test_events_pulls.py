import pytest
from event_payloads import BOT, a_pull_request, heard

from app.domain.event import Ignored, PullRequestEvent

UNCHANGED = Ignored(reason="the edit names no other feature, subject or base branch than before")


def edited(changes, **fields):
    return heard("pull_request", "edited", changes=changes, pull_request=a_pull_request(**fields))


@pytest.mark.parametrize(
    "action",
    ["opened", "reopened", "synchronize", "ready_for_review", "converted_to_draft", "closed", "labeled", "unlabeled"],
)
def test_an_action_is_told(action):
    event = heard("pull_request", action)

    assert isinstance(event, PullRequestEvent)
    assert event.action == action
    assert event.closed == (action == "closed")
    assert event.label == ("spec" if "labeled" in action else "")
    assert not event.base_changed
    assert not event.words_changed


def test_a_pull_request_by_a_bot_is_reviewed_like_any_other():
    event = heard("pull_request", "opened", sender=BOT, pull_request=a_pull_request(user=BOT))

    assert isinstance(event, PullRequestEvent)
    assert event.sender == "helper[bot]"


def test_another_base_branch_is_told():
    event = edited({"base": {"ref": {"from": "dev"}, "sha": {"from": "b" * 40}}})

    assert (event.base_changed, event.words_changed) == (True, False)


def test_other_words_in_the_title_are_told():
    event = edited({"title": {"from": "Raise the limit"}}, title="Raise the limit (FR-002)")

    assert (event.base_changed, event.words_changed) == (False, True)


def test_other_words_in_the_body_are_told():
    event = edited({"body": {"from": "Implements FR-001"}}, body="Implements FR-001 and FR-002")

    assert event.words_changed


@pytest.mark.parametrize("previous", [{}, {"from": None}, {"from": ""}])
def test_a_body_that_was_empty_before_names_nothing(previous):
    assert edited({"body": previous}, body="Implements FR-001").words_changed
    assert edited({"body": previous}, body="Thanks to all") == UNCHANGED


def test_a_body_that_is_empty_now_names_nothing():
    assert edited({"body": {"from": "Implements FR-001"}}, body=None).words_changed


@pytest.mark.parametrize(
    "changes",
    [{}, {"title": {"from": "Rais the limit"}}, {"body": {"from": "Implements FR-001\n\nThank to all"}}],
)
def test_an_edit_that_names_the_same_is_ignored(changes):
    assert edited(changes, body="Implements FR-001\n\nThanks to all") == UNCHANGED


def test_changes_of_other_actions_say_nothing_about_words():
    event = heard("pull_request", "synchronize", changes={"title": {"from": "FR-009"}, "base": {}})

    assert (event.base_changed, event.words_changed) == (False, False)


def test_a_label_that_is_gone_has_no_name():
    assert heard("pull_request", "unlabeled", label=None).label == ""
