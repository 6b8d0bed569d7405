import json

import pytest
from fakes.forge import SECRET, running_forge, signed

from app.domain.event import Ignored, PullRequestEvent
from app.github.events import BadDelivery, BadSignature, event_from


def a_payload(**changes):
    payload = {
        "action": "opened",
        "number": 7,
        "pull_request": {"number": 7, "head": {"sha": "a" * 40}, "draft": False, "updated_at": "2026-11-23T05:00:00Z"},
        "repository": {"id": 2, "full_name": "acme/rag"},
        "installation": {"id": 1},
    }
    return {**payload, **changes}


def read(payload, event="pull_request", **headers):
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return event_from({**signed(body, event=event), **headers}, body, SECRET)


def test_a_pull_request_is_reduced_to_what_is_used():
    assert read(a_payload()) == PullRequestEvent(
        delivery="a-delivery",
        action="opened",
        installation_id=1,
        repository_id=2,
        repository="acme/rag",
        number=7,
        head_sha="a" * 40,
        updated_at="2026-11-23T05:00:00Z",
    )


def test_a_webhook_of_the_simulator_is_read(tmp_path):
    with running_forge(tmp_path, "http://127.0.0.1:9/") as forge:
        pull = forge.pull_request(draft=True)
        sent = forge.last_delivery()

    event = event_from({name.lower(): value for name, value in sent.headers.items()}, sent.payload, SECRET)

    assert (event.number, event.head_sha, event.draft) == (pull.number, pull.head_sha, True)


@pytest.mark.parametrize("action", ["closed", "edited", "labeled", "an_action_of_next_year"])
def test_other_actions_are_ignored_with_their_name(action):
    assert read(a_payload(action=action)) == Ignored(reason=f"action `{action}` of `pull_request` is not for us")


@pytest.mark.parametrize("event", ["ping", "push", "check_run", "an_event_of_next_year"])
def test_other_events_are_ignored_with_their_name(event):
    assert read({"zen": "Keep it logically awesome."}, event) == Ignored(reason=f"event `{event}` is not for us")


@pytest.mark.parametrize(
    "signature", ["", "sha256=", "sha256=" + "0" * 64, "sha1=abc", "sha256=é", signed(b"{} ")["x-hub-signature-256"]]
)
def test_a_wrong_signature_is_found_before_anything_is_parsed(signature):
    with pytest.raises(BadSignature):
        read(b"this is no JSON", **{"x-hub-signature-256": signature})


def test_an_empty_secret_opens_nothing():
    body = b"{}"
    with pytest.raises(BadSignature):
        event_from(signed(body), body, "")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "not JSON"),
        (b"payload=%7B%7D", "not JSON"),
        (b'{"action": ', "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[]", "no JSON object"),
        (b"[" * 200_000, "not JSON"),
        (b'{"action": 7}', "`action`"),
    ],
)
def test_a_body_that_is_not_the_json_it_should_be_is_named(body, message):
    with pytest.raises(BadDelivery, match=message):
        read(body)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"installation": {"id": "x"}}, "installation.id"),
        ({"repository": {"id": 2, "full_name": "../../etc"}}, "repository.full_name"),
        ({"pull_request": {"number": 7, "head": {"sha": "main"}}}, "pull_request.head.sha"),
    ],
)
def test_a_field_that_is_missing_or_no_such_thing_is_named_without_its_value(changes, missing):
    with pytest.raises(BadDelivery, match=f"`{missing}`$"):
        read(a_payload(**changes))


def test_a_webhook_of_no_installation_is_not_for_us():
    assert isinstance(read(a_payload(installation=None)), Ignored)


def test_a_delivery_without_its_headers_is_refused():
    with pytest.raises(BadDelivery, match="X-GitHub-Delivery"):
        read(a_payload(), **{"x-github-delivery": ""})
