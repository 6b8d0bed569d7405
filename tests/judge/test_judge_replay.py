import json
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import httpx2
import pytest
from fakes.messages_api import a_message
from judge_packets import LOCK, a_packet, asked

from app.domain.verdict import Failure, Part, Reply
from app.judge.anthropic_judge import AnthropicJudge
from app.judge.replay import Replay, Store, Stored, request_key
from app.judge.request import verdict_conversation
from app.judge.settings import JudgeSettings

PACKET = a_packet(asked(LOCK, "ticks `T014`"))
ANSWER = {"answers": [{"question": "Q1", "parts": [{"words": LOCK.text, "holds": "unseen", "quotes": []}]}]}
UNSURE = Reply(LOCK.key, (Part("unseen", LOCK.text),))
REPLY = {key: a_message(ANSWER)[key] for key in ("content", "stop_reason", "usage")}
TODAY = date(2026, 11, 23)


def settings(url):
    return JudgeSettings("sesame", url, timeout=5, max_retries=2)


def stored(request):
    return Stored(request=request, reply=REPLY, model="claude-sonnet-5-5", recorded=TODAY)


async def ask(url, packet=PACKET):
    async with AnthropicJudge(settings(url)) as judge:
        return await judge.ask(packet)


def test_a_key_does_not_depend_on_the_order_of_keys():
    assert request_key({"a": 1, "b": "ü"}) == request_key({"b": "ü", "a": 1})
    assert request_key({"a": 1}) != request_key({"a": 2})


async def test_a_stored_reply_is_given_to_the_very_same_request(tmp_path):
    Store(tmp_path).put(stored(verdict_conversation(PACKET, settings("")).body()))
    with Replay(Store(tmp_path)) as replay:
        first, usage = await ask(replay.url)
        second, _ = await ask(replay.url)

    assert first == second == (UNSURE,)
    assert usage.input_tokens == 1000
    assert replay.unknown == []


async def test_an_unknown_request_is_told_apart_and_asked_once(tmp_path):
    Store(tmp_path).put(stored(verdict_conversation(PACKET, settings("")).body()))
    with Replay(Store(tmp_path)) as replay:
        failure, _ = await ask(replay.url, a_packet(asked(LOCK)))

    assert isinstance(failure, Failure)
    assert failure.kind == "misconfigured"
    assert "No reply to this request is in the store" in failure.message
    assert [unknown.request["model"] for unknown in replay.unknown] == ["claude-sonnet-5-5"]
    assert replay.unknown[0].key == request_key(replay.unknown[0].request)


async def test_what_a_real_endpoint_answers_is_stored_and_given_again(tmp_path):
    with Replay(Store(tmp_path / "upstream")) as upstream:
        Store(tmp_path / "upstream").put(stored(verdict_conversation(PACKET, settings("")).body()))
        with Replay(Store(tmp_path / "recorded"), upstream.url, today=lambda: TODAY) as recorder:
            live, _ = await ask(recorder.url)
    with Replay(Store(tmp_path / "recorded")) as replay:
        again, _ = await ask(replay.url)

    (path,) = (tmp_path / "recorded").iterdir()
    page = json.loads(path.read_text())
    assert live == again
    assert set(page) == {"request", "reply", "model", "recorded"}
    assert page["recorded"] == "2026-11-23"
    assert path.stem == request_key(page["request"])
    assert "sesame" not in path.read_text()


async def test_an_error_of_the_real_endpoint_is_passed_on_and_not_stored(tmp_path):
    with (
        Replay(Store(tmp_path / "upstream")) as upstream,
        Replay(Store(tmp_path / "recorded"), upstream.url) as recorder,
    ):
        failure, _ = await ask(recorder.url)

    assert failure.kind == "misconfigured"
    assert not (tmp_path / "recorded").exists()


class Listening(BaseHTTPRequestHandler):
    """A real endpoint that answers and remembers the headers of what it was asked."""

    heard: ClassVar[list[dict[str, str]]] = []

    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        self.heard.append({name.lower(): value for name, value in self.headers.items()})
        body = json.dumps(a_message(ANSWER)).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


async def test_the_key_goes_to_the_real_endpoint_with_the_version_and_little_else(tmp_path):
    Listening.heard.clear()
    with HTTPServer(("127.0.0.1", 0), Listening) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        with Replay(Store(tmp_path), f"http://127.0.0.1:{server.server_port}") as recorder:
            replies, _ = await ask(recorder.url)
        thread.join(5)

    assert replies == (UNSURE,)
    (headers,) = Listening.heard
    assert "sesame" in str(headers)
    assert "anthropic-version" in headers
    assert not [name for name in headers if name.startswith("x-stainless")]


async def test_a_real_endpoint_that_is_away_is_an_outage(tmp_path):
    with Replay(Store(tmp_path), "http://127.0.0.1:9") as recorder:
        async with AnthropicJudge(JudgeSettings("key", recorder.url, timeout=5, max_retries=0)) as judge:
            failure, _ = await judge.ask(PACKET)

    assert failure.kind == "outage"


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff"])
def test_a_request_that_is_no_json_object_is_refused(tmp_path, body):
    with Replay(Store(tmp_path)) as replay, httpx2.Client() as client:
        assert client.post(f"{replay.url}/v1/messages", content=body).status_code == 400
        assert client.get(f"{replay.url}/v1/models").status_code == 404


def test_nothing_is_left_running_or_listening(tmp_path):
    with Replay(Store(tmp_path)) as replay:
        pass

    assert not replay.running
    with httpx2.Client() as client, pytest.raises(httpx2.ConnectError):
        client.get(replay.url)
