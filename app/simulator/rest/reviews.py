"""Reviews and their comments. A review is made whole or not at all."""

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel

from app.simulator import placement
from app.simulator.call import Call, Endpoint, page
from app.simulator.conversation import check_body
from app.simulator.diff import FileDiff
from app.simulator.objects import comment as comments
from app.simulator.placement import Misplaced, Placed, Target
from app.simulator.rest.comments import CommentBody, conversation
from app.simulator.state import PullRequest, Review, ReviewComment, ReviewThread, Side
from app.simulator.wire import Answer, Refusal, invalid, not_found

_DOCUMENTATION = "https://docs.github.com/rest/pulls/reviews#create-a-review-for-a-pull-request"
_STATES = {"APPROVE": "APPROVED", "REQUEST_CHANGES": "CHANGES_REQUESTED", "COMMENT": "COMMENTED"}


class LineBody(BaseModel):
    """A place on the diff."""

    path: str
    body: str
    position: int | None = None
    line: int | None = None
    side: Side = "RIGHT"
    start_line: int | None = None
    start_side: Side | None = None


class ReviewBody(BaseModel):
    """A review; without `event` it stays pending."""

    commit_id: str | None = None
    body: str | None = None
    event: Literal["APPROVE", "REQUEST_CHANGES", "COMMENT"] | None = None
    comments: list[LineBody] = []


class SingleBody(LineBody):
    """One comment that is a review of its own."""

    commit_id: str
    in_reply_to: int | None = None
    subject_type: Literal["line", "file"] = "line"


def _pull(call: Call) -> PullRequest:
    return call.store.pull(call.repository, call.number("number"))


def _unprocessable(*reasons: str) -> Refusal:
    return Refusal(422, "Unprocessable Entity", *reasons, documentation=_DOCUMENTATION)


def create(call: Call) -> Answer:
    """`POST .../pulls/{number}/reviews`."""
    pull, body = _pull(call), call.parse(ReviewBody)
    _check_event(call, pull, body)
    commit = _commit(call, pull, body.commit_id)
    files = placement.changed_files(call.repository.git_dir, pull, commit)
    placed = [placement.place(files, _target(files, one)) for one in body.comments]
    wrong = [one.message for one in placed if isinstance(one, Misplaced)]
    if wrong:
        raise _unprocessable(wrong[0])
    if not all(one.body.strip() for one in body.comments):
        raise _unprocessable("Body can't be blank")
    review = _review(call, pull, commit, body.body or "", _STATES.get(body.event or "", "PENDING"))
    for one, where in zip(body.comments, placed, strict=True):
        if isinstance(where, Placed):
            _place(call, review, where, one.body)
    _announce(call, pull, review)
    return Answer(comments.review(call.store, review))


def _check_event(call: Call, pull: PullRequest, body: ReviewBody) -> None:
    """Raises Refusal 422 for an event without the text that it needs, and for a second pending review."""
    if body.event in ("COMMENT", "REQUEST_CHANGES") and not (body.body or "").strip():
        raise _unprocessable("You need to leave a comment indicating the requested changes.")
    pending = [one for one in _reviews(call, pull) if one.state == "PENDING" and one.author is call.caller.bot]
    if pending:
        raise _unprocessable("User can only have one pending review per pull request")


def _commit(call: Call, pull: PullRequest, wanted: str | None) -> str:
    commit = wanted or pull.head_sha
    if not placement.belongs(call.repository.git_dir, pull, commit):
        raise _unprocessable(f"No commit found for SHA: {commit}")
    return commit


def _target(files: dict[str, FileDiff], body: LineBody) -> Target:
    """Where the comment wants to stand; a `position` is turned into side and line, 0 when it is in no hunk."""
    if body.line is None and body.position is not None:
        side, line = placement.at_position(files.get(body.path), body.position) or ("RIGHT", 0)
        return Target(body.path, line, side)
    start_side = body.start_side or (body.side if body.start_line is not None else None)
    return Target(body.path, body.line or 0, body.side, body.start_line, start_side)


def _review(call: Call, pull: PullRequest, commit: str, body: str, state: str) -> Review:
    review = Review(
        id=call.store.next_id(),
        repository_id=pull.repository_id,
        number=pull.number,
        author=call.caller.bot,
        body=body,
        state=state,
        commit_id=commit,
        submitted_at=None if state == "PENDING" else call.store.now(),
    )
    call.store.reviews[review.id] = review
    return review


def _place(call: Call, review: Review, placed: Placed, body: str) -> ReviewComment:
    store, now, target = call.store, call.store.now(), placed.target
    thread = ReviewThread(
        id=store.next_id(),
        repository_id=review.repository_id,
        number=review.number,
        path=target.path,
        line=target.line,
        side=target.side,
        start_line=target.start_line,
        start_side=target.start_side,
        commit_id=review.commit_id,
    )
    store.threads[thread.id] = thread
    comment = ReviewComment(
        id=store.next_id(),
        repository_id=review.repository_id,
        number=review.number,
        review_id=review.id,
        thread_id=thread.id,
        author=review.author,
        body=body,
        diff_hunk=placed.diff_hunk,
        position=placed.position,
        created_at=now,
        updated_at=now,
    )
    store.review_comments[comment.id] = comment
    return comment


def _announce(call: Call, pull: PullRequest, review: Review) -> None:
    """Webhooks for a submitted review; a pending one is seen by nobody."""
    if review.state == "PENDING":
        return
    content = comments.review_content(call.store, pull, review)
    call.hooks.announce("pull_request_review", "submitted", call.repository, review.author, content)
    for comment in list(call.store.review_comments.values()):
        if comment.review_id == review.id:
            conversation(call).tell_review_comment(comment, "created", review.author)


def _reviews(call: Call, pull: PullRequest) -> list[Review]:
    key = (pull.repository_id, pull.number)
    return [one for one in call.store.reviews.values() if (one.repository_id, one.number) == key]


def list_reviews(call: Call) -> Answer:
    """`GET .../pulls/{number}/reviews`, oldest first; pending ones are seen by their author alone."""
    found = [one for one in _reviews(call, _pull(call)) if one.state != "PENDING" or one.author is call.caller.bot]
    shown, headers = page(call, found)
    return Answer([comments.review(call.store, one) for one in shown], headers=headers)


def _one(call: Call) -> Review:
    """The review of the path. Raises Refusal 404; a pending one is seen by its author alone."""
    wanted = call.number("review_id")
    found = next((one for one in _reviews(call, _pull(call)) if one.id == wanted), None)
    if found is None or (found.state == "PENDING" and found.author is not call.caller.bot):
        raise not_found()
    return found


def get_review(call: Call) -> Answer:
    """`GET .../pulls/{number}/reviews/{id}`."""
    return Answer(comments.review(call.store, _one(call)))


def list_review_comments(call: Call) -> Answer:
    """`GET .../pulls/{number}/reviews/{id}/comments`, oldest first."""
    review = _one(call)
    found = [one for one in call.store.review_comments.values() if one.review_id == review.id]
    shown, headers = page(call, found)
    return Answer([comments.review_comment(call.store, one) for one in shown], headers=headers)


def _visible(call: Call, pull: PullRequest) -> Sequence[ReviewComment]:
    key = (pull.repository_id, pull.number)
    found = [one for one in call.store.review_comments.values() if (one.repository_id, one.number) == key]
    return [one for one in found if call.store.reviews[one.review_id].state != "PENDING"]


def list_comments(call: Call) -> Answer:
    """`GET .../pulls/{number}/comments`, oldest first."""
    found = _visible(call, _pull(call))
    if call.query.get("direction") == "desc" and "sort" in call.query:
        found = list(reversed(found))
    shown, headers = page(call, found)
    return Answer([comments.review_comment(call.store, one) for one in shown], headers=headers)


def create_comment(call: Call) -> Answer:
    """`POST .../pulls/{number}/comments`: on a line, on a whole file, or as a reply."""
    pull, body = _pull(call), call.parse(SingleBody)
    if body.in_reply_to is not None:
        return _reply(call, body.in_reply_to, body.body)
    check_body(body.body, "PullRequestReviewComment")
    files = placement.changed_files(call.repository.git_dir, pull, _commit(call, pull, body.commit_id))
    target = Target(body.path, None) if body.subject_type == "file" else _target(files, body)
    placed = placement.place(files, target)
    if isinstance(placed, Misplaced):
        name = f"pull_request_review_thread.{placed.field}"
        said = {"line": placement.LINE, "start_line": placement.START_LINE}.get(placed.field, "is invalid")
        raise invalid("PullRequestReviewComment", name, "custom", f"{name.rpartition('.')[0]}.{said}")
    review = _review(call, pull, body.commit_id, "", "COMMENTED")
    comment = _place(call, review, placed, body.body)
    _announce(call, pull, review)
    return Answer(comments.review_comment(call.store, comment), status=201)


def _comment(call: Call) -> ReviewComment:
    found = call.store.review_comments.get(call.number("comment_id"))
    if found is None or found.repository_id != call.repository.id:
        raise not_found()
    return found


def get_comment(call: Call) -> Answer:
    """`GET .../pulls/comments/{id}`."""
    return Answer(comments.review_comment(call.store, _comment(call)))


def update_comment(call: Call) -> Answer:
    """`PATCH .../pulls/comments/{id}`; an App changes its own comments only."""
    comment = _comment(call)
    if comment.author is not call.caller.bot:
        raise Refusal(403, "You cannot edit this comment")
    conversation(call).edit_review_comment(comment, call.parse(CommentBody).body, call.caller.bot)
    return Answer(comments.review_comment(call.store, comment))


def delete_comment(call: Call) -> Answer:
    """`DELETE .../pulls/comments/{id}`."""
    conversation(call).delete_review_comment(_comment(call), call.caller.bot)
    return Answer(status=204)


def reply(call: Call) -> Answer:
    """`POST .../pulls/{number}/comments/{id}/replies`; replies to replies are not possible."""
    return _reply(call, _comment(call).id, call.parse(CommentBody).body)


def _reply(call: Call, to: int, body: str) -> Answer:
    pull, first = _pull(call), call.store.review_comments.get(to)
    if first is None or (first.repository_id, first.number) != (pull.repository_id, pull.number):
        raise not_found()
    if first.in_reply_to_id is not None:
        raise invalid("PullRequestReviewComment", "in_reply_to", "invalid")
    check_body(body, "PullRequestReviewComment")
    review = _review(call, pull, pull.head_sha, "", "COMMENTED")
    thread = call.store.threads[first.thread_id]
    comment, _ = conversation(call).reply(thread, body, call.caller.bot, review.id)
    return Answer(comments.review_comment(call.store, comment), status=201)


_READ, _WRITE = (("pull_requests", "read"),), (("pull_requests", "write"),)
_PULLS = "/repos/{owner}/{repo}/pulls"

ENDPOINTS = (
    Endpoint("GET", f"{_PULLS}/comments/{{comment_id}}", get_comment, _READ),
    Endpoint("PATCH", f"{_PULLS}/comments/{{comment_id}}", update_comment, _WRITE),
    Endpoint("DELETE", f"{_PULLS}/comments/{{comment_id}}", delete_comment, _WRITE),
    Endpoint("POST", f"{_PULLS}/{{number}}/reviews", create, _WRITE),
    Endpoint("GET", f"{_PULLS}/{{number}}/reviews", list_reviews, _READ),
    Endpoint("GET", f"{_PULLS}/{{number}}/reviews/{{review_id}}", get_review, _READ),
    Endpoint("GET", f"{_PULLS}/{{number}}/reviews/{{review_id}}/comments", list_review_comments, _READ),
    Endpoint("GET", f"{_PULLS}/{{number}}/comments", list_comments, _READ),
    Endpoint("POST", f"{_PULLS}/{{number}}/comments", create_comment, _WRITE),
    Endpoint("POST", f"{_PULLS}/{{number}}/comments/{{comment_id}}/replies", reply, _WRITE),
)
