"""Where GitHub's description of its own interface is wrong, and how it is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.simulator.wire import Json, JsonObject
from description import parts
from version import with_value

_STRING: Final[JsonObject] = {"type": "string"}
_NO_LINE: Final = (
    "null for a whole file and for what is outdated: the description of the webhook "
    "`pull_request_review_comment.created` says so of the same comment"
)
_LATER: Final = "a later description of the same answer, the one that githubkit's models are made from, has it so"
_STATUS: Final = "in the body of every error, as `basic-error` has it; quoted for a 422 in github/docs#35252"


@dataclass(frozen=True, slots=True)
class Amendment:
    """A better value at one place of the description, and why."""

    path: tuple[str, ...]
    value: Json
    reason: str


def _schema(*path: str) -> tuple[str, ...]:
    return ("components", "schemas", *path)


def _label(of: str, field: str) -> tuple[str, ...]:
    return _schema(of, "properties", "labels", "items", "properties", field)


OF_ROUTES: Final = (
    Amendment(
        ("paths", "/app/installations", "get", "responses", "200", "content", "application/json", "schema", "items"),
        {"$ref": "#/components/schemas/installation"},
        "its own copy demands an account that is a user and an enterprise; the route for one installation does not",
    ),
    Amendment(_schema("pull-request-review-comment", "properties", "line", "nullable"), value=True, reason=_NO_LINE),
    Amendment(
        _schema("pull-request-review-comment", "properties", "original_line", "nullable"), value=True, reason=_NO_LINE
    ),
    Amendment(_label("pull-request", "archived_by"), {**_STRING, "nullable": True}, _LATER),
    Amendment(_label("pull-request-simple", "archived_by"), {**_STRING, "nullable": True}, _LATER),
    Amendment(_label("pull-request-simple", "description"), {**_STRING, "nullable": True}, _LATER),
    Amendment(_schema("validation-error", "properties", "status"), _STRING, _STATUS),
    Amendment(_schema("validation-error-simple", "properties", "status"), _STRING, _STATUS),
)
OF_WEBHOOKS: Final = (
    Amendment(
        _schema(
            *("webhook-check-suite-rerequested", "properties", "check_suite", "properties"),
            *("app", "properties", "events", "items"),
        ),
        _STRING,
        "its list of events lacks `merge_group`, which stands in the same list of `check_suite.requested`",
    ),
)
# Version 2026-03-10 removes it (changeset `remove_has_downloads`), and not from all copies that webhooks have of the
# repository's schema. Which version a webhook follows is said nowhere, so none needs to have it.
_OPTIONAL_IN_WEBHOOKS: Final = "has_downloads"


def amended(document: JsonObject, amendments: Sequence[Amendment]) -> JsonObject:
    """The description with these amendments. Raises LookupError for one that has no place in it."""
    told: Json = document
    for amendment in amendments:
        told = with_value(told, amendment.path, amendment.value)
    return parts(told)


def without_optional(value: Json) -> Json:
    """The description of webhooks, or a part of it, without the demand for what need not be there."""
    if isinstance(value, Mapping):
        return {name: without_optional(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [without_optional(inner) for inner in value if inner != _OPTIONAL_IN_WEBHOOKS]
    return value
