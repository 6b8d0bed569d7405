"""Comments in the conversation of a pull request, and reactions to comments of both kinds."""

from typing import Literal

from pydantic import BaseModel

from app.simulator.call import Call, Endpoint, page
from app.simulator.conversation import Conversation, Subject
from app.simulator.objects import comment as comments
from app.simulator.state import IssueComment
from app.simulator.wire import Answer, Refusal, not_found


class CommentBody(BaseModel):
    """A comment."""

    body: str


class ReactionBody(BaseModel):
    """A reaction."""

    content: Literal["+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes"]


def conversation(call: Call) -> Conversation:
    """Where the caller writes."""
    return Conversation(call.store, call.hooks)


def create(call: Call) -> Answer:
    """`POST .../issues/{number}/comments`."""
    pull = call.store.pull(call.repository, call.number("number"))
    body = call.parse(CommentBody)
    comment, _ = conversation(call).comment(pull, body.body, call.caller.bot, call.caller)
    return Answer(comments.issue_comment(call.store, comment), status=201)


def _comment(call: Call) -> IssueComment:
    found = call.store.issue_comments.get(call.number("comment_id"))
    if found is None or found.repository_id != call.repository.id:
        raise not_found()
    return found


def list_for_issue(call: Call) -> Answer:
    """`GET .../issues/{number}/comments`, oldest first."""
    pull = call.store.pull(call.repository, call.number("number"))
    key = (pull.repository_id, pull.number)
    found = [one for one in call.store.issue_comments.values() if (one.repository_id, one.number) == key]
    shown, headers = page(call, found)
    return Answer([comments.issue_comment(call.store, one) for one in shown], headers=headers)


def get(call: Call) -> Answer:
    """`GET .../issues/comments/{id}`."""
    return Answer(comments.issue_comment(call.store, _comment(call)))


def update(call: Call) -> Answer:
    """`PATCH .../issues/comments/{id}`; an App changes its own comments only."""
    comment = _comment(call)
    if comment.author is not call.caller.bot:
        raise Refusal(403, "You cannot edit this comment")
    conversation(call).edit_comment(comment, call.parse(CommentBody).body, call.caller.bot)
    return Answer(comments.issue_comment(call.store, comment))


def delete(call: Call) -> Answer:
    """`DELETE .../issues/comments/{id}`."""
    conversation(call).delete_comment(_comment(call), call.caller.bot)
    return Answer(status=204)


def _subject(call: Call) -> tuple[Subject, int]:
    number = call.number("comment_id")
    if "/issues/" in call.url:
        return "issue_comment", _comment(call).id
    found = call.store.review_comments.get(number)
    if found is None or found.repository_id != call.repository.id:
        raise not_found()
    return "review_comment", number


def react(call: Call) -> Answer:
    """`POST .../comments/{id}/reactions`: 201 for a new one, 200 for one that is there."""
    subject, number = _subject(call)
    content = call.parse(ReactionBody).content
    reaction, new = conversation(call).react(subject, number, content, call.caller.bot)
    return Answer(comments.reaction(call.store, reaction), status=201 if new else 200)


def list_reactions(call: Call) -> Answer:
    """`GET .../comments/{id}/reactions`."""
    key = _subject(call)
    found = [one for one in call.store.reactions.values() if (one.subject, one.subject_id) == key]
    wanted = call.query.get("content")
    shown, headers = page(call, [one for one in found if wanted in (None, one.content)])
    return Answer([comments.reaction(call.store, one) for one in shown], headers=headers)


def delete_reaction(call: Call) -> Answer:
    """`DELETE .../comments/{id}/reactions/{reaction_id}`, the caller's own."""
    key = _subject(call)
    found = call.store.reactions.get(call.number("reaction_id"))
    if found is None or (found.subject, found.subject_id) != key:
        raise not_found()
    if found.author is not call.caller.bot:
        raise Refusal(403, "Must have admin rights to Repository.")
    del call.store.reactions[found.id]
    return Answer(status=204)


_READ = (("issues", "read"), ("pull_requests", "read"))
_WRITE = (("issues", "write"), ("pull_requests", "write"))
_ISSUES = "/repos/{owner}/{repo}/issues"
_PULLS = "/repos/{owner}/{repo}/pulls"

ENDPOINTS = (
    Endpoint("POST", f"{_ISSUES}/{{number}}/comments", create, _WRITE),
    Endpoint("GET", f"{_ISSUES}/{{number}}/comments", list_for_issue, _READ),
    Endpoint("GET", f"{_ISSUES}/comments/{{comment_id}}", get, _READ),
    Endpoint("PATCH", f"{_ISSUES}/comments/{{comment_id}}", update, _WRITE),
    Endpoint("DELETE", f"{_ISSUES}/comments/{{comment_id}}", delete, _WRITE),
    Endpoint("POST", f"{_ISSUES}/comments/{{comment_id}}/reactions", react, _WRITE),
    Endpoint("GET", f"{_ISSUES}/comments/{{comment_id}}/reactions", list_reactions, _READ),
    Endpoint("DELETE", f"{_ISSUES}/comments/{{comment_id}}/reactions/{{reaction_id}}", delete_reaction, _WRITE),
    Endpoint("POST", f"{_PULLS}/comments/{{comment_id}}/reactions", react, (("pull_requests", "write"),)),
    Endpoint("GET", f"{_PULLS}/comments/{{comment_id}}/reactions", list_reactions, (("pull_requests", "read"),)),
    Endpoint(
        "DELETE",
        f"{_PULLS}/comments/{{comment_id}}/reactions/{{reaction_id}}",
        delete_reaction,
        (("pull_requests", "write"),),
    ),
)
