import pytest
from event_payloads import ADA, BOT, a_comment, an_issue, heard
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.event import CommentEvent, Ignored
from app.stages.commanded import command_lines

PLACES = [("issue_comment", "conversation"), ("pull_request_review_comment", "review")]
GRACE = {**ADA, "login": "grace"}
SILENT = Ignored(reason="the comment holds no command")


@pytest.mark.parametrize(("event", "place"), PLACES)
def test_a_comment_with_a_command_is_told(event, place):
    assert heard(event, "created") == CommentEvent(
        delivery="a-delivery",
        action="created",
        sender="ada",
        installation_id=1,
        repository_id=2,
        repository="acme/rag",
        number=7,
        comment_id=50,
        place=place,
        author="ada",
        body="/spec verify",
    )


@pytest.mark.parametrize(("event", "place"), PLACES)
def test_an_edited_comment_is_told_with_its_text_before(event, place):
    told = heard(event, "edited")

    assert (told.action, told.place, told.previous) == ("edited", place, "/spec help")


@pytest.mark.parametrize("body", ["/spec", "Thanks!\n/spec verify", "Thanks!\r\n  /SPEC help", "a\r/spec help"])
def test_a_line_that_begins_with_spec_can_be_a_command(body):
    assert isinstance(heard("issue_comment", "created", comment=a_comment(body)), CommentEvent)


@pytest.mark.parametrize(
    "body", ["", None, "Nice", "see /spec verify", "/specs verify", "> /spec verify", "specs/spec"]
)
def test_a_comment_without_such_a_line_is_ignored(body):
    assert heard("issue_comment", "created", comment=a_comment(body)) == SILENT


@given(st.text(st.sampled_from("/spec\n\r \tSPEC`>a\xa0\f-x"), max_size=30))
@example("x\r/spec\x0bverify")
def test_the_fast_look_overlooks_no_command(body):
    if list(command_lines(body)):
        assert heard("issue_comment", "created", comment=a_comment(body)) != SILENT


@pytest.mark.parametrize("event", ["issue_comment", "pull_request_review_comment"])
@pytest.mark.parametrize(
    ("sender", "author"), [(BOT, BOT), (BOT, ADA), (ADA, BOT)], ids=["own", "edits a person's", "is edited by a person"]
)
@pytest.mark.parametrize("action", ["created", "edited"])
def test_what_a_bot_writes_or_edits_is_ignored(event, sender, author, action):
    answer = heard(event, action, sender=sender, comment=a_comment(user=author))

    assert answer == Ignored(reason="the comment is by a bot")


@pytest.mark.parametrize("event", ["issue_comment", "pull_request_review_comment"])
def test_a_comment_edited_by_another_than_its_author_is_ignored(event):
    answer = heard(event, "edited", sender=GRACE)

    assert answer == Ignored(reason="the comment was edited by somebody else than its author")


@pytest.mark.parametrize("gone", [{"comment": a_comment(user=None)}, {"sender": None}])
def test_a_comment_of_a_deleted_account_is_ignored(gone):
    assert heard("issue_comment", "created", **gone) == Ignored(reason="the comment has no author")


def test_a_comment_on_an_issue_is_ignored():
    answer = heard("issue_comment", "created", issue=an_issue(pull_request=None))

    assert answer == Ignored(reason="the comment is on an issue, not on a pull request")


def test_a_command_on_a_closed_pull_request_is_heard_so_that_it_is_answered():
    assert isinstance(heard("issue_comment", "created", issue=an_issue(state="closed")), CommentEvent)
