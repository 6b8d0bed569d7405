"""Webhook → Event. Pure: bytes in, a value out; verified before it is parsed."""

import hashlib
import hmac
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.domain.event import Event, Ignored, PullRequestEvent

ACTIONS = frozenset({"opened", "synchronize", "reopened", "ready_for_review"})


class BadSignature(Exception):
    """The delivery is not signed with our secret, or not at all."""


class BadDelivery(Exception):
    """A signed delivery that cannot be read; the message says what is wrong."""


class _Narrow(BaseModel):
    """The fields that are used; GitHub adds others without notice."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Head(_Narrow):
    sha: str = Field(pattern=r"^([0-9a-f]{40}|[0-9a-f]{64})$")


class _PullRequest(_Narrow):
    number: int
    head: _Head
    draft: bool | None = None
    state: str = "open"
    updated_at: str | None = None


class _Repository(_Narrow):
    id: int
    full_name: str = Field(pattern=r"^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$")


class _Installation(_Narrow):
    id: int


class _Action(_Narrow):
    action: str = ""


class _Payload(_Narrow):
    action: str
    pull_request: _PullRequest
    repository: _Repository
    installation: _Installation | None = None


def event_from(headers: Mapping[str, str], body: bytes, secret: str) -> Event:
    """The event of one delivery. `headers` have lower-case names.

    Raises BadSignature before anything is parsed, and BadDelivery for a body that is not the JSON it should be.
    """
    verify(headers.get("x-hub-signature-256", ""), body, secret)
    kind, delivery = headers.get("x-github-event", ""), headers.get("x-github-delivery", "")
    if not kind or not delivery:
        raise BadDelivery("The headers `X-GitHub-Event` and `X-GitHub-Delivery` are needed")
    try:
        action = _Action.model_validate_json(body).action
        if kind != "pull_request":
            return Ignored(reason=f"event `{kind[:64]}` is not for us")
        if action not in ACTIONS:
            return Ignored(reason=f"action `{action[:64]}` of `pull_request` is not for us")
        return _event(delivery, _Payload.model_validate_json(body))
    except ValidationError as error:
        raise BadDelivery(_what(error)) from None  # the original quotes the body


def verify(signature: str, body: bytes, secret: str) -> None:
    """Raises BadSignature unless `signature` is the HMAC of `body`. Takes the same time wherever they differ."""
    expected = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    if not secret or not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")):
        raise BadSignature("The delivery is not signed with the webhook secret of this App")


def _event(delivery: str, payload: _Payload) -> Event:
    if payload.installation is None:
        return Ignored(reason="the webhook belongs to no installation: it is not the App's")
    return PullRequestEvent(
        delivery=delivery,
        action=payload.action,
        installation_id=payload.installation.id,
        repository_id=payload.repository.id,
        repository=payload.repository.full_name,
        number=payload.pull_request.number,
        head_sha=payload.pull_request.head.sha,
        draft=bool(payload.pull_request.draft),
        closed=payload.pull_request.state != "open",
        updated_at=payload.pull_request.updated_at or "",
    )


def _what(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    if first["type"] == "json_invalid":
        return "The body is not JSON; set the webhook's content type to `application/json`"
    where = ".".join(str(part) for part in first["loc"])
    return f"The body has no usable `{where}`" if where else "The body is no JSON object"
