import json
import string
from contextlib import suppress

import pytest
from event_payloads import ADA, HEAD, REPOSITORY, a_payload, a_pull_request, heard, read
from fakes.forge import SECRET, running_forge, signed
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.event import Ignored, PullRequestEvent, Value
from app.github.events import BadDelivery, BadSignature, event_from, verify

EVENTS = (
    *("pull_request", "check_run", "check_suite", "merge_group", "issue_comment", "pull_request_review_comment"),
    *("push", "repository", "installation", "installation_repositories"),
)
ACTIONS = (
    *("opened", "edited", "labeled", "closed", "rerequested", "requested_action", "checks_requested", "created"),
    *("renamed", "transferred", "deleted", "added", "removed", ""),
)
TEXT = st.text(st.sampled_from(string.ascii_letters + string.digits + "/-_.:\0\ud7ffé "), max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=12,
)
KEYS = sorted(
    {*a_payload(), "check_run", "check_suite", "merge_group", "issue", "comment", "changes", "commits", "ref"}
)


def test_a_pull_request_is_reduced_to_what_is_used():
    assert read(a_payload()) == PullRequestEvent(
        delivery="a-delivery",
        action="opened",
        sender="ada",
        installation_id=1,
        repository_id=2,
        repository="acme/rag",
        number=7,
        head_sha=HEAD,
        updated_at="2026-11-23T05:00:00Z",
    )


def test_a_webhook_of_the_simulator_is_read(tmp_path):
    with running_forge(tmp_path, "http://127.0.0.1:9/") as forge:
        pull = forge.pull_request(draft=True)
        sent = forge.last_delivery()

    event = event_from({name.lower(): value for name, value in sent.headers.items()}, sent.payload, SECRET)

    assert (event.number, event.head_sha, event.draft) == (pull.number, pull.head_sha, True)


@pytest.mark.parametrize("event", [event for event in EVENTS if event != "push"])
def test_other_actions_are_ignored_with_their_name(event):
    answer = read({"action": "an_action_of_next_year"}, event)

    assert answer == Ignored(reason=f"action `an_action_of_next_year` of `{event}` is not for us")


@pytest.mark.parametrize("event", ["ping", "star", "an_event_of_next_year"])
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
    with pytest.raises(BadSignature):
        verify(signed(body)["x-hub-signature-256"], body, "")


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
        ({"installation": {"id": 2**63}}, "installation.id"),
        ({"repository": {"id": 2, "full_name": "../../etc"}}, "repository.full_name"),
        ({"pull_request": {"number": 7, "head": {"sha": "main"}}}, "pull_request.head.sha"),
        ({"repository": None}, "repository"),
    ],
)
def test_a_field_that_is_missing_or_no_such_thing_is_named_without_its_value(changes, missing):
    with pytest.raises(BadDelivery, match=f"`{missing}`$"):
        read(a_payload(**changes))


@pytest.mark.parametrize(
    ("event", "action"),
    [
        *(("pull_request", "opened"), ("check_run", "rerequested"), ("check_suite", "rerequested")),
        *(("merge_group", "checks_requested"), ("issue_comment", "created"), ("push", ""), ("repository", "renamed")),
        ("pull_request_review_comment", "created"),
    ],
)
def test_a_webhook_of_no_installation_is_not_for_us(event, action):
    answer = heard(event, action, installation=None)

    assert answer == Ignored(reason="the webhook belongs to no installation: it is not the App's")


def test_a_delivery_without_its_headers_is_refused():
    with pytest.raises(BadDelivery, match="X-GitHub-Delivery"):
        read(a_payload(), **{"x-github-delivery": ""})


def test_a_webhook_without_a_sender_or_with_fields_of_next_year_is_read():
    pull = a_pull_request(draft=None, updated_at=None, body=None, stack={"of": ["next", "year"]})
    event = heard("pull_request", "opened", sender=None, pull_request=pull, repository={**REPOSITORY, "new": 1})

    assert (event.sender, event.draft, event.updated_at) == ("", False, "")


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(EVENTS), st.sampled_from(ACTIONS), st.dictionaries(st.sampled_from(KEYS) | TEXT, JSON, max_size=4)
)
def test_no_object_makes_an_event_raise_anything_but_bad_delivery(event, action, fields):
    for payload in (fields, {"action": action, **fields}, {**a_payload(event, action), **fields}):
        with suppress(BadDelivery):
            assert isinstance(read(payload, event), Value)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(EVENTS), st.data())
def test_no_field_of_any_depth_makes_an_event_raise_anything_but_bad_delivery(event, data):
    payload = json.loads(json.dumps(a_payload(event, data.draw(st.sampled_from(ACTIONS)))))
    place = payload
    while isinstance(place, dict) and place:
        key = data.draw(st.sampled_from(sorted(place)))
        if not isinstance(place[key], dict) or data.draw(st.booleans()):
            place[key] = data.draw(JSON)
            break
        place = place[key]
    with suppress(BadDelivery):
        assert isinstance(read(payload, event), Value)


def test_the_sender_is_whoever_caused_the_event():
    assert heard("pull_request", "opened", sender={**ADA, "login": "grace"}).sender == "grace"
