"""Every example payload of every event (`@octokit/webhooks-examples`), signed and posted to the service."""

import hashlib
import hmac
import json
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final

import httpx

from app.github.events import BadDelivery, event_from
from app.simulator.wire import Json
from description import parts
from outcome import Check
from stage import Stage

_PACKAGE: Final = Path(__file__).with_name("node_modules") / "@octokit" / "webhooks-examples"
_WITHIN: Final = 30.0
# What at least one example of an event becomes. None of the comments is a command, and none of the checks is ours.
_WORK: Final[Mapping[str, str]] = {
    "pull_request": "PullRequestEvent",
    "merge_group": "MergeGroupEvent",
    "push": "PushEvent",
    "repository": "RepositoryEvent",
    "installation": "InstallationEvent",
    "installation_repositories": "InstallationEvent",
    "check_run": "Ignored",
    "check_suite": "Ignored",
    "issue_comment": "Ignored",
    "pull_request_review_comment": "Ignored",
}


@dataclass(frozen=True, slots=True)
class Examples:
    """The examples of one event, of one edition of GitHub: `api.github.com`, or a version of GHES."""

    edition: str
    event: str
    payloads: tuple[Json, ...]


def all_examples() -> tuple[Examples, ...]:
    """All that the package has."""
    return tuple(
        Examples(file.parent.name, str(event["name"]), tuple(_list(event["examples"])))
        for file in sorted(_PACKAGE.glob("*/index.json"))
        for event in map(parts, _list(json.loads(file.read_text("utf-8"))))
    )


def understood() -> Iterator[Check]:
    """A check for each event that is not only ignored: what its examples become, and that none is refused.

    The service answers alike to what it works on and what it ignores, so this is asked of the reader itself.
    """
    became: defaultdict[str, list[str]] = defaultdict(list)
    for examples in all_examples():
        became[examples.event].extend(_became(examples.event, payload) for payload in examples.payloads)
    for event, kinds in became.items():
        problems = [kind for kind in dict.fromkeys(kinds) if kind.startswith("refused")]
        missing = [] if _WORK.get(event) in {None, *kinds} else [f"none becomes {_WORK[event]}"]
        if event in _WORK or problems:
            yield Check(f"{event} is understood ({len(kinds)})", (*problems, *missing))


def _became(event: str, payload: Json) -> str:
    """The kind of event that a webhook becomes, or that it is refused."""
    body = json.dumps(payload).encode()
    headers = {"x-github-event": event, "x-github-delivery": "example", "x-hub-signature-256": _signature("s", body)}
    try:
        return type(event_from(headers, body, "s")).__name__
    except BadDelivery as error:
        return f"refused: action `{parts(payload).get('action')}`: {error}"


def posted(stage: Stage) -> Iterator[Check]:
    """A check for each event: all its examples are acknowledged, and worked through afterwards."""
    with _client(stage) as client:
        for examples in all_examples():
            answers = ((payload, _post(client, stage.secret, examples.event, payload)) for payload in examples.payloads)
            problems = dict.fromkeys(_refusal(payload, answer) for payload, answer in answers if not answer.is_success)
            name = f"the service takes {examples.event} of {examples.edition} ({len(examples.payloads)})"
            yield Check(name, tuple(problems))
    stage.idle()


def unsigned_is_refused(stage: Stage) -> Check:
    """A check that what is signed with another secret is not acknowledged."""
    with _client(stage) as client:
        answer = _post(client, "another secret", "ping", {"zen": "Keep it logically awesome."})
    problems = () if answer.status_code == HTTPStatus.UNAUTHORIZED else (f"it was answered {answer.status_code}",)
    return Check("control: a webhook that is signed with another secret is refused", problems)


def _client(stage: Stage) -> httpx.Client:
    return httpx.Client(base_url=stage.service, timeout=_WITHIN, trust_env=False)


def _post(client: httpx.Client, secret: str, event: str, payload: Json) -> httpx.Response:
    """Deliver one webhook as GitHub does."""
    body = json.dumps(payload).encode()
    headers = {
        "content-type": "application/json",
        "user-agent": "GitHub-Hookshot/0000000",
        "x-github-delivery": str(uuid.uuid4()),
        "x-github-event": event,
        "x-hub-signature-256": _signature(secret, body),
    }
    return client.post("/webhooks/github", content=body, headers=headers)


def _signature(secret: str, body: bytes) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _refusal(payload: Json, answer: httpx.Response) -> str:
    action = parts(payload).get("action")
    return f"{answer.status_code} to action `{action}`: {answer.text[:200]}"


def _list(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise TypeError(f"{type(value).__name__} stands where a list is expected")
    return value
