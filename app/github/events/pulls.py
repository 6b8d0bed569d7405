"""`pull_request`."""

from typing import Final

from app.domain.event import Event, Ignored, PullRequestEvent
from app.github.events.payload import NO_INSTALLATION, Id, Narrow, Payload, Previous, Sha
from app.stages.mentions import words_changed

ACTIONS: Final = frozenset(
    {
        *("opened", "reopened", "synchronize", "ready_for_review", "converted_to_draft", "closed"),
        *("edited", "labeled", "unlabeled"),
    }
)


class _Head(Narrow):
    sha: Sha


class _PullRequest(Narrow):
    number: Id
    head: _Head
    draft: bool | None = None
    state: str = "open"
    updated_at: str | None = None
    title: str = ""
    body: str | None = None


class _Changes(Narrow):
    base: Narrow | None = None
    title: Previous | None = None
    body: Previous | None = None


class _Label(Narrow):
    name: str = ""


class _PullRequestPayload(Payload):
    pull_request: _PullRequest
    changes: _Changes = _Changes()
    label: _Label | None = None


def read_pull_request(delivery: str, body: bytes) -> Event:
    """The event of a `pull_request` webhook. Bots are authors like others: coding agents are bots."""
    payload = _PullRequestPayload.model_validate_json(body)
    if payload.installation is None:
        return NO_INSTALLATION
    base_changed = payload.action == "edited" and payload.changes.base is not None
    words = payload.action == "edited" and _words_changed(payload.pull_request, payload.changes)
    if payload.action == "edited" and not base_changed and not words:
        return Ignored(reason="the edit names no other feature, subject or base branch than before")
    pull = payload.pull_request
    return PullRequestEvent(
        **payload.common(delivery, payload.installation),
        number=pull.number,
        head_sha=pull.head.sha,
        draft=bool(pull.draft),
        closed=pull.state != "open",
        updated_at=pull.updated_at or "",
        label=payload.label.name if payload.label else "",
        base_changed=base_changed,
        words_changed=words,
    )


def _words_changed(pull: _PullRequest, changes: _Changes) -> bool:
    """GitHub sends what an edited text was before, and nothing for a text that stayed as it was."""
    body = pull.body or ""
    old_title = changes.title.text or "" if changes.title else pull.title
    old_body = changes.body.text or "" if changes.body else body
    return words_changed(old_title, old_body, pull.title, body)
