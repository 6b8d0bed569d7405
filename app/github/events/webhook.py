"""Headers, body and secret → Event: the signature first, then the event and its action, then the fields."""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from app.domain.event import Event, Ignored
from app.github.events import checks, comments, installations, merge_queue, pulls, repositories
from app.github.events.payload import Narrow


class BadSignature(Exception):
    """The delivery is not signed with our secret, or not at all."""


class BadDelivery(Exception):
    """A signed delivery that cannot be read; the message says what is wrong."""


class _Action(Narrow):
    action: str | None = None


@dataclass(frozen=True, slots=True)
class _Handler:
    """How one event is read, and which of its actions are. An event without actions has the empty one."""

    read: Callable[[str, bytes], Event]
    actions: frozenset[str] = frozenset({""})


_HANDLERS: Final[Mapping[str, _Handler]] = {
    "pull_request": _Handler(pulls.read_pull_request, pulls.ACTIONS),
    "check_run": _Handler(checks.read_check_run, checks.RUN_ACTIONS),
    "check_suite": _Handler(checks.read_check_suite, checks.SUITE_ACTIONS),
    "merge_group": _Handler(merge_queue.read_merge_group, merge_queue.ACTIONS),
    "issue_comment": _Handler(comments.read_issue_comment, comments.ACTIONS),
    "pull_request_review_comment": _Handler(comments.read_review_comment, comments.ACTIONS),
    "push": _Handler(repositories.read_push),
    "repository": _Handler(repositories.read_repository, repositories.ACTIONS),
    "installation": _Handler(installations.read_installation, installations.ACTIONS),
    "installation_repositories": _Handler(installations.read_installation, installations.REPOSITORY_ACTIONS),
}


def event_from(headers: Mapping[str, str], body: bytes, secret: str) -> Event:
    """The event of one delivery. `headers` have lower-case names.

    Raises BadSignature before anything is parsed, and BadDelivery for a body that is not the JSON it should be.
    """
    verify(headers.get("x-hub-signature-256", ""), body, secret)
    kind, delivery = headers.get("x-github-event", ""), headers.get("x-github-delivery", "")
    if not kind or not delivery:
        raise BadDelivery("The headers `X-GitHub-Event` and `X-GitHub-Delivery` are needed")
    try:
        action = _Action.model_validate_json(body).action or ""
        handler = _HANDLERS.get(kind)
        if handler is None:
            return Ignored(reason=f"event `{kind[:64]}` is not for us")
        if action not in handler.actions:
            return Ignored(reason=f"action `{action[:64]}` of `{kind}` is not for us")
        return handler.read(delivery, body)
    except ValidationError as error:
        raise BadDelivery(_what(error)) from None  # the original quotes the body


def verify(signature: str, body: bytes, secret: str) -> None:
    """Raises BadSignature unless `signature` is the HMAC of `body`. Takes the same time wherever they differ."""
    expected = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    if not secret or not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")):
        raise BadSignature("The delivery is not signed with the webhook secret of this App")


def _what(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    if first["type"] == "json_invalid":
        return "The body is not JSON; set the webhook's content type to `application/json`"
    where = ".".join(str(part) for part in first["loc"])
    return f"The body has no usable `{where}`" if where else "The body is no JSON object"
