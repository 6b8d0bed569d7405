"""Every example payload of every event (`@octokit/webhooks-examples`), signed and posted to the service."""

import hashlib
import hmac
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final

import httpx

from app.simulator.wire import Json
from description import parts
from outcome import Check
from stage import Stage

_PACKAGE: Final = Path(__file__).with_name("node_modules") / "@octokit" / "webhooks-examples"
_WITHIN: Final = 30.0


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
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {
        "content-type": "application/json",
        "user-agent": "GitHub-Hookshot/0000000",
        "x-github-delivery": str(uuid.uuid4()),
        "x-github-event": event,
        "x-hub-signature-256": f"sha256={signature}",
    }
    return client.post("/webhooks/github", content=body, headers=headers)


def _refusal(payload: Json, answer: httpx.Response) -> str:
    action = parts(payload).get("action")
    return f"{answer.status_code} to action `{action}`: {answer.text[:200]}"


def _list(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise TypeError(f"{type(value).__name__} stands where a list is expected")
    return value
