import pytest
from githubkit.exception import RequestFailed


def note(line=20, **more):
    return {"path": "app/core.py", "body": f"about line {line}", "line": line, **more}


def review(github, *comments, **more):
    body = {"body": "Two findings", "event": "COMMENT", "comments": list(comments), **more}
    return github.rest.pulls.create_review("acme", "rag", 1, data=body)


def refusal(call):
    with pytest.raises(RequestFailed) as refused:
        call()
    response = refused.value.response
    return response.status_code, response.json().get("errors", response.json()["message"])


def comments(github):
    return github.rest.pulls.list_review_comments("acme", "rag", 1).parsed_data


def test_a_review_places_its_comments_on_the_diff(github, pull):
    made = review(github, note(20), note(46, side="LEFT", start_line=44), note(1, path="app/new.py")).parsed_data

    assert (made.state, made.body, made.user.login, made.commit_id) == (
        "COMMENTED",
        "Two findings",
        "speckeeper[bot]",
        pull.head_sha,
    )
    first, second, third = comments(github)
    assert (first.path, first.line, first.side, first.start_line) == ("app/core.py", 20, "RIGHT", None)
    assert first.diff_hunk == "@@ -17,7 +17,7 @@ line 16\n line 17\n line 18\n line 19\n-line 20\n+changed 20"
    assert (first.position, first.original_position) == (5, 5)
    assert (second.line, second.start_line, second.side, second.start_side) == (46, 44, "LEFT", "LEFT")
    assert (third.path, third.line, third.pull_request_review_id) == ("app/new.py", 1, made.id)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(note(30), id="between the hunks"),
        pytest.param(note(16), id="just before a hunk"),
        pytest.param(note(24), id="just after a hunk"),
        pytest.param(note(61), id="after the end of the file"),
        pytest.param(note(3, path="app/new.py"), id="after the end of a new file"),
        pytest.param(note(1, path="app/new.py", side="LEFT"), id="on the side where the file was not"),
        pytest.param({"path": "app/core.py", "body": "nowhere"}, id="no line at all"),
        pytest.param({"path": "app/core.py", "body": "far down", "position": 99}, id="position outside"),
    ],
)
@pytest.mark.usefixtures("pull")
def test_one_comment_outside_a_hunk_loses_the_whole_review(github, simulator, wrong):
    said = refusal(lambda: review(github, note(20), wrong, note(45)))

    assert said == (422, ["Line could not be resolved"])
    assert simulator.store.reviews == {}
    assert simulator.store.review_comments == {}


@pytest.mark.usefixtures("pull")
def test_a_file_that_is_not_in_the_diff_loses_the_whole_review(github, simulator):
    assert refusal(lambda: review(github, note(20), note(1, path="README.md"))) == (
        422,
        ["Path could not be resolved"],
    )
    assert simulator.store.review_comments == {}


@pytest.mark.parametrize("start", [20, 30, 45, 46])
@pytest.mark.usefixtures("pull")
def test_the_start_line_must_stand_before_the_line_in_the_same_hunk(github, simulator, start):
    status, errors = refusal(lambda: review(github, note(45, start_line=start)))

    assert status == 422
    assert "start line must be part of the same hunk" in errors[0]
    assert simulator.store.review_comments == {}


@pytest.mark.usefixtures("pull")
def test_a_position_is_understood_too(github):
    review(github, {"path": "app/core.py", "body": "old way", "position": 5})

    assert [(one.line, one.side) for one in comments(github)] == [(20, "RIGHT")]


@pytest.mark.parametrize("event", ["COMMENT", "REQUEST_CHANGES"])
@pytest.mark.usefixtures("pull")
def test_a_comment_and_a_request_for_changes_need_a_text(github, event):
    assert refusal(lambda: review(github, note(20), event=event, body=" "))[0] == 422


@pytest.mark.usefixtures("pull")
def test_an_approval_needs_none(github):
    made = github.rest.pulls.create_review("acme", "rag", 1, event="APPROVE").parsed_data

    assert (made.state, made.body) == ("APPROVED", "")


@pytest.mark.usefixtures("pull")
def test_a_review_without_an_event_stays_pending_and_there_is_only_one(github, simulator):
    made = github.rest.pulls.create_review("acme", "rag", 1, comments=[note(20)]).parsed_data

    assert (made.state, comments(github)) == ("PENDING", [])
    assert not [one for one in simulator.deliveries if one.event.startswith("pull_request_review")]
    assert refusal(lambda: review(github))[1] == ["User can only have one pending review per pull request"]


@pytest.mark.parametrize("sha", ["0" * 40, "main"])
@pytest.mark.usefixtures("pull")
def test_a_review_of_a_commit_outside_the_pull_request_is_refused(github, workshop, sha):
    workshop.git("checkout", "-q", "main")
    outside = workshop.commit({"x": "x"}) if sha == "main" else sha

    assert refusal(lambda: review(github, note(20), commit_id=outside)) == (
        422,
        [f"No commit found for SHA: {outside}"],
    )


@pytest.mark.usefixtures("pull")
def test_an_unknown_event_is_refused(careless):
    status, message = refusal(lambda: review(careless, event="REJECT"))

    assert (status, "REJECT is not a possible value" in message) == (422, True)


@pytest.mark.usefixtures("pull")
def test_an_empty_comment_is_refused_and_nothing_is_made(github, simulator):
    assert refusal(lambda: review(github, note(20, body="  ")))[0] == 422
    assert simulator.store.reviews == {}


def test_a_single_comment_outside_the_diff_names_the_field(github, pull):
    def create(**more):
        return lambda: github.rest.pulls.create_review_comment(
            "acme", "rag", 1, body="b", commit_id=pull.head_sha, path="app/core.py", **more
        )

    status, (error,) = refusal(create(line=30))
    assert (status, error["field"]) == (422, "pull_request_review_thread.line")
    assert error["message"] == "pull_request_review_thread.line must be part of the diff"
    status, (error,) = refusal(create(line=45, start_line=20))
    assert error["field"] == "pull_request_review_thread.start_line"


def test_a_single_comment_is_a_review_of_its_own(github, pull):
    made = github.rest.pulls.create_review_comment(
        "acme", "rag", 1, body="b", commit_id=pull.head_sha, path="app/core.py", line=20, side="RIGHT"
    ).parsed_data

    assert made.line == 20
    assert [one.state for one in github.rest.pulls.list_reviews("acme", "rag", 1).parsed_data] == ["COMMENTED"]


def test_a_comment_on_a_file_has_no_line(github, pull):
    made = github.rest.pulls.create_review_comment(
        "acme", "rag", 1, body="b", commit_id=pull.head_sha, path="app/core.py", subject_type="file"
    ).json()

    assert (made["subject_type"], made["line"]) == ("file", None)


@pytest.mark.usefixtures("pull")
def test_a_reply_joins_the_thread(github):
    review(github, note(20))
    (first,) = comments(github)
    reply = github.rest.pulls.create_reply_for_review_comment("acme", "rag", 1, first.id, body="fixed").parsed_data

    assert (reply.in_reply_to_id, reply.path, reply.line) == (first.id, "app/core.py", 20)
    assert (
        refusal(lambda: github.rest.pulls.create_reply_for_review_comment("acme", "rag", 1, reply.id, body="again"))[0]
        == 422
    )


@pytest.mark.usefixtures("pull")
def test_a_comment_is_edited_and_deleted(github, simulator):
    review(github, note(20))
    (first,) = comments(github)

    edited = github.rest.pulls.update_review_comment("acme", "rag", first.id, body="Fixed in 1234").parsed_data
    assert edited.body == "Fixed in 1234"
    github.rest.pulls.delete_review_comment("acme", "rag", first.id)
    assert comments(github) == []
    assert simulator.store.threads == {}


@pytest.mark.usefixtures("pull")
def test_the_comment_of_a_person_cannot_be_edited(github, simulator):
    review(github, note(20))
    (first,) = simulator.store.review_comments.values()
    reply, _ = simulator.people.reply(first, "why?", by="ann")

    assert refusal(lambda: github.rest.pulls.update_review_comment("acme", "rag", reply.id, body="mine"))[0] == 403


def test_a_comment_moves_with_its_line_and_is_outdated_when_the_line_changes(github, pull, simulator, workshop):
    from workshop import lines

    review(github, note(20), note(45))
    old = pull.head_sha
    text = lines(60, l20="changed 20", l45="changed again")
    workshop.commit({"app/core.py": f"inserted\n{text}"})
    simulator.push("acme/rag", 1)

    moved, gone = comments(github)

    assert (moved.line, moved.original_line) == (21, 20)
    assert (moved.commit_id, moved.original_commit_id) == (pull.head_sha, old)
    assert (gone.line, gone.original_line, gone.position, gone.commit_id) == (None, 45, None, old)


@pytest.mark.usefixtures("pull")
def test_a_comment_that_is_not_there_is_not_found(github):
    for call in (
        lambda: github.rest.pulls.get_review_comment("acme", "rag", 1),
        lambda: github.rest.pulls.create_reply_for_review_comment("acme", "rag", 1, 1, body="b"),
        lambda: review(github, commit_id=None).json() and github.rest.pulls.get("acme", "rag", 2),
    ):
        assert refusal(call)[0] == 404


@pytest.mark.usefixtures("pull")
def test_a_review_and_its_comments_are_read_by_id(github, simulator):
    comments = [{"path": "app/core.py", "line": 20, "body": "one"}, {"path": "app/core.py", "line": 45, "body": "two"}]
    made = github.rest.pulls.create_review("acme", "rag", 1, event="COMMENT", body="b", comments=comments).parsed_data
    github.rest.pulls.create_review("acme", "rag", 1, event="COMMENT", body="other", comments=comments[:1])

    assert github.rest.pulls.get_review("acme", "rag", 1, made.id).parsed_data.body == "b"
    read = lambda page: github.rest.pulls.list_comments_for_review("acme", "rag", 1, made.id, per_page=1, page=page)  # noqa: E731
    assert [read(page).parsed_data[0].body for page in (1, 2)] == ["one", "two"]
    with pytest.raises(RequestFailed) as refused:
        github.rest.pulls.list_comments_for_review("acme", "rag", 1, 1)
    assert refused.value.response.status_code == 404
    assert simulator.people.reply(next(iter(simulator.store.review_comments.values())), "why", by="ann")
