import pytest
from githubkit.exception import RequestFailed


def refusal(call):
    with pytest.raises(RequestFailed) as refused:
        call()
    return refused.value.response.status_code


def write(github, body="hello"):
    return github.rest.issues.create_comment("acme", "rag", 1, body=body).parsed_data


@pytest.mark.usefixtures("pull")
def test_a_comment_is_written_read_edited_and_deleted(github):
    made = write(github)
    assert (made.user.login, made.user.type, made.performed_via_github_app.id) == ("speckeeper[bot]", "Bot", 7)

    assert github.rest.issues.update_comment("acme", "rag", made.id, body="there").parsed_data.body == "there"
    assert github.rest.issues.get_comment("acme", "rag", made.id).parsed_data.body == "there"
    github.rest.issues.delete_comment("acme", "rag", made.id)

    assert github.rest.issues.list_comments("acme", "rag", 1).parsed_data == []


@pytest.mark.usefixtures("pull")
def test_comments_are_listed_in_pages_oldest_first(github, simulator):
    for number in range(5):
        simulator.people.comment("acme/rag", 1, f"{number}", by="ann")

    pages = github.rest.paginate(github.rest.issues.list_comments, owner="acme", repo="rag", issue_number=1, per_page=2)

    assert [one.body for one in pages] == ["0", "1", "2", "3", "4"]


@pytest.mark.usefixtures("pull")
def test_the_comment_of_a_person_cannot_be_edited(github, simulator):
    comment, _ = simulator.people.comment("acme/rag", 1, "/spec verify", by="ann")

    assert refusal(lambda: github.rest.issues.update_comment("acme", "rag", comment.id, body="mine")) == 403


@pytest.mark.parametrize("body", ["", " \n", "x" * 65_537])
@pytest.mark.usefixtures("pull")
def test_empty_and_too_long_comments_are_refused(github, simulator, body):
    assert refusal(lambda: write(github, body)) == 422
    assert simulator.store.issue_comments == {}


@pytest.mark.usefixtures("pull")
def test_a_comment_on_nothing_is_not_found(github):
    assert refusal(lambda: github.rest.issues.create_comment("acme", "rag", 9, body="b")) == 404
    assert refusal(lambda: github.rest.issues.get_comment("acme", "rag", 9)) == 404


@pytest.mark.usefixtures("pull")
def test_a_reaction_is_made_once(github, simulator):
    comment, _ = simulator.people.comment("acme/rag", 1, "/spec verify", by="ann")
    react = lambda: github.rest.reactions.create_for_issue_comment("acme", "rag", comment.id, content="eyes")  # noqa: E731

    first, second = react(), react()

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.parsed_data.id == second.parsed_data.id
    listed = github.rest.reactions.list_for_issue_comment("acme", "rag", comment.id).parsed_data
    assert [(one.content, one.user.login) for one in listed] == [("eyes", "speckeeper[bot]")]
    assert github.rest.issues.get_comment("acme", "rag", comment.id).parsed_data.reactions.eyes == 1


@pytest.mark.usefixtures("pull")
def test_a_reaction_is_taken_back(github, simulator):
    comment, _ = simulator.people.comment("acme/rag", 1, "hello", by="ann")
    made = github.rest.reactions.create_for_issue_comment("acme", "rag", comment.id, content="+1").parsed_data
    github.rest.reactions.delete_for_issue_comment("acme", "rag", comment.id, made.id)

    assert simulator.store.reactions == {}
    assert refusal(lambda: github.rest.reactions.delete_for_issue_comment("acme", "rag", comment.id, made.id)) == 404


@pytest.mark.usefixtures("pull")
def test_review_comments_have_reactions_too(github, simulator):
    github.rest.pulls.create_review(
        "acme", "rag", 1, body="b", event="COMMENT", comments=[{"path": "app/core.py", "body": "c", "line": 20}]
    )
    (comment,) = simulator.store.review_comments.values()

    github.rest.reactions.create_for_pull_request_review_comment("acme", "rag", comment.id, content="rocket")

    listed = github.rest.reactions.list_for_pull_request_review_comment("acme", "rag", comment.id, content="rocket")
    assert [one.content for one in listed.parsed_data] == ["rocket"]
    assert (
        refusal(
            lambda: github.rest.reactions.create_for_pull_request_review_comment("acme", "rag", 9, content="rocket")
        )
        == 404
    )


@pytest.mark.usefixtures("pull")
def test_a_reaction_that_does_not_exist_is_refused(careless, simulator):
    comment, _ = simulator.people.comment("acme/rag", 1, "hello", by="ann")

    assert (
        refusal(lambda: careless.rest.reactions.create_for_issue_comment("acme", "rag", comment.id, content="wink"))
        == 422
    )
