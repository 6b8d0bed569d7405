import pytest
from event_payloads import BOT, HEAD, a_check_run, heard

from app.domain.event import CheckEvent, Ignored


def test_a_run_that_is_asked_for_again_is_told_with_its_review():
    assert heard("check_run", "rerequested") == CheckEvent(
        delivery="a-delivery",
        action="rerequested",
        sender="ada",
        installation_id=1,
        repository_id=2,
        repository="acme/rag",
        head_sha=HEAD,
        external_id="review-1",
        numbers=(7,),
    )


def test_a_button_is_told_with_its_identifier():
    event = heard("check_run", "requested_action", requested_action={"identifier": "accept"})

    assert (event.action, event.button) == ("requested_action", "accept")


@pytest.mark.parametrize("button", [None, {}, {"identifier": ""}])
def test_a_button_without_an_identifier_is_ignored(button):
    assert heard("check_run", "requested_action", requested_action=button) == Ignored(
        reason="the webhook names no button"
    )


def test_a_suite_has_no_review_of_its_own():
    event = heard("check_suite", "rerequested")

    assert (event.head_sha, event.external_id, event.button) == (HEAD, "", "")


@pytest.mark.parametrize("listed", [None, []])
def test_a_fork_has_no_pull_requests_in_its_runs(listed):
    assert heard("check_run", "rerequested", check_run=a_check_run(pull_requests=listed)).numbers == ()


def test_pull_requests_of_another_repository_with_the_same_head_are_not_ours():
    own, other = ({"number": number, "base": {"repo": {"id": repo}}} for number, repo in ((7, 2), (8, 99)))

    assert heard("check_run", "rerequested", check_run=a_check_run(pull_requests=[own, other])).numbers == (7,)


@pytest.mark.parametrize("action", ["rerequested", "requested_action"])
def test_a_run_of_another_name_is_not_the_review(action):
    run = a_check_run(name="speckeeper configuration")

    assert heard("check_run", action, check_run=run) == Ignored(reason="the check is not `speckeeper`")


@pytest.mark.parametrize(("event", "action"), [("check_run", "rerequested"), ("check_suite", "rerequested")])
def test_a_bot_that_asks_again_starts_nothing(event, action):
    assert heard(event, action, sender=BOT) == Ignored(reason="a bot asked for the check")
