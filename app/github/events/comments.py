"""`issue_comment` and `pull_request_review_comment`, where they can hold a command."""

import re
from typing import Final, Literal

from app.domain.event import CommentEvent, Event, Ignored
from app.github.events.payload import NO_INSTALLATION, Id, Narrow, Payload, Previous, User

ACTIONS: Final = frozenset({"created", "edited"})
_COMMAND: Final = re.compile(r"(?:^|[\r\n])[ \t]*/spec(?!\w)", re.IGNORECASE)  # app/stages/commanded.py is exact


class _Comment(Narrow):
    id: Id
    body: str | None = None
    user: User | None = None


class _Issue(Narrow):
    number: Id
    pull_request: Narrow | None = None  # only of an issue that is one


class _PullRequest(Narrow):
    number: Id


class _Changes(Narrow):
    body: Previous | None = None


class _CommentPayload(Payload):
    comment: _Comment
    changes: _Changes = _Changes()


class _IssuePayload(_CommentPayload):
    issue: _Issue


class _ReviewPayload(_CommentPayload):
    pull_request: _PullRequest


def read_issue_comment(delivery: str, body: bytes) -> Event:
    """The event of an `issue_comment` webhook."""
    payload = _IssuePayload.model_validate_json(body)
    if payload.issue.pull_request is None:
        return Ignored(reason="the comment is on an issue, not on a pull request")
    return _event(delivery, payload, payload.issue.number, "conversation")


def read_review_comment(delivery: str, body: bytes) -> Event:
    """The event of a `pull_request_review_comment` webhook."""
    payload = _ReviewPayload.model_validate_json(body)
    return _event(delivery, payload, payload.pull_request.number, "review")


def _event(delivery: str, payload: _CommentPayload, number: int, place: Literal["conversation", "review"]) -> Event:
    if payload.installation is None:
        return NO_INSTALLATION
    author, body = payload.comment.user, payload.comment.body or ""
    if reason := _unheard(payload, author, body):
        return Ignored(reason=reason)
    return CommentEvent(
        **payload.common(delivery, payload.installation),
        number=number,
        comment_id=payload.comment.id,
        place=place,
        author=author.login if author else "",
        body=body,
        previous=(payload.changes.body.text or "") if payload.changes.body else "",
    )


def _unheard(payload: _CommentPayload, author: User | None, body: str) -> str:
    """Why nobody listens to the comment. A bot's own comment must not make it write another."""
    if author is None or payload.sender is None:
        return "the comment has no author"
    if payload.by_bot or author.bot:
        return "the comment is by a bot"
    if payload.action == "edited" and payload.sender.login != author.login:
        return "the comment was edited by somebody else than its author"
    return "" if _COMMAND.search(body) else "the comment holds no command"
