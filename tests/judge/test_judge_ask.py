import asyncio
from contextlib import asynccontextmanager

import httpx2
import pytest
from fakes.messages_api import a_message, an_error, violations
from judge_packets import LOCK, MAIL, a_packet, asked

from app.domain.usage import Usage
from app.domain.verdict import Failure, Part, Quote, Reply
from app.judge.anthropic_judge import AnthropicJudge
from app.judge.settings import JudgeSettings

WHEN = {
    "words": "after 10 failed attempts",
    "holds": "no",
    "quotes": [{"evidence": "E1", "quote": "LIMIT = 5"}, {"evidence": "Q1", "quote": "after 10 failed attempts"}],
}
WHAT = {
    "words": "lock the account",
    "holds": "yes",
    "quotes": [{"evidence": "E1", "quote": "account.locked = True"}],
}
OWNER = {
    "words": "mail the owner",
    "holds": "absent",
    "quotes": [{"evidence": "E2", "quote": "mail: nowhere"}],
}
LOCKS = {"question": "Q1", "parts": [WHAT, WHEN]}
MAILS = {"question": "Q2", "parts": [OWNER]}
BOTH = a_message({"answers": [LOCKS, MAILS]})
REPLIES = (
    Reply(
        LOCK.key,
        (
            Part("yes", "lock the account", (Quote("E1", "account.locked = True"),)),
            Part(
                "no",
                "after 10 failed attempts",
                (Quote("E1", "LIMIT = 5"), Quote("FR-003", "after 10 failed attempts")),
            ),
        ),
    ),
    Reply(MAIL.key, (Part("absent", "mail the owner", (Quote("E2", "mail: nowhere"),)),)),
)


def held(answer, holds):
    """The answer with all its parts holding alike."""
    return {**answer, "parts": [{**part, "holds": holds} for part in answer["parts"]]}


async def ask(judging, *answers, **settings):
    async with judging(*answers, **settings) as (judge, api):
        answered, usage = await judge.ask(a_packet())
        return answered, usage, api


async def test_answers_come_back_with_our_own_ids(judging):
    replies, usage, _ = await ask(judging, BOTH)

    assert replies == REPLIES
    assert usage == Usage(1, 1000, 0, 100, pytest.approx(0.003))


@pytest.mark.parametrize(
    ("holds", "answer"),
    [
        (("yes", "yes"), "met"),
        (("yes", "unseen"), "unsure"),
        (("unseen", "absent", "yes"), "missing"),
        (("absent", "no", "unseen"), "violated"),
        (("yes", "no"), "violated"),
    ],
)
async def test_the_worst_part_decides_and_the_model_has_no_say_in_it(judging, holds, answer):
    parts = [{"words": f"part {number}", "holds": each, "quotes": []} for number, each in enumerate(holds)]
    replies, _, _ = await ask(judging, a_message({"answers": [{"question": "Q1", "parts": parts}, MAILS]}))

    assert [replies[0].answer, replies[1].answer] == [answer, "missing"]


async def test_words_stand_without_the_space_around_them(judging):
    spaced = {**MAILS, "parts": [{**OWNER, "words": "  mail the owner\n"}]}
    replies, _, _ = await ask(judging, a_message({"answers": [LOCKS, spaced]}))

    assert replies == REPLIES


async def test_answers_in_another_order_are_the_same_answers(judging):
    replies, _, _ = await ask(judging, a_message({"answers": [MAILS, LOCKS]}))

    assert {reply.subject: reply for reply in replies} == {reply.subject: reply for reply in REPLIES}


async def test_a_thought_before_the_answer_is_not_part_of_it(judging):
    thought = {"type": "thinking", "thinking": "hm", "signature": "x"}
    replies, _, _ = await ask(judging, a_message([thought, *BOTH["content"]]))

    assert replies == REPLIES


@pytest.mark.parametrize(
    ("stop_reason", "kind"),
    [
        ("refusal", "refusal"),
        ("model_context_window_exceeded", "too_large"),
        ("pause_turn", "malformed"),
        (None, "malformed"),
        ("a_new_reason", "malformed"),
    ],
)
async def test_a_stop_that_gives_no_answer_is_a_failure(judging, stop_reason, kind):
    failure, usage, api = await ask(judging, {**BOTH, "stop_reason": stop_reason})

    assert isinstance(failure, Failure)
    assert failure.kind == kind
    assert usage.model_calls == len(api.requests) == 1


async def test_a_refusal_names_its_category(judging):
    refusal = a_message([], "refusal", stop_details={"type": "refusal", "category": "cyber", "explanation": None})
    failure, _, _ = await ask(judging, refusal)

    assert failure == Failure("refusal", "The model refused to answer (cyber)")


async def test_a_cut_off_answer_is_asked_for_once_more_with_more_room(judging):
    replies, usage, api = await ask(judging, a_message('{"answers": [', "max_tokens"), BOTH, max_output_tokens=500)

    assert replies == REPLIES
    assert [request["max_tokens"] for request in api.requests] == [500, 1000]
    assert usage.model_calls == 2


async def test_an_answer_cut_off_twice_is_truncated(judging):
    failure, usage, api = await ask(judging, a_message("{", "max_tokens"), max_output_tokens=500)

    assert failure == Failure("truncated", "The model's answer was longer than 1000 tokens")
    assert usage.model_calls == len(api.requests) == 2


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ("I think that everything is fine.", "Invalid JSON"),
        ('Here you are: {"answers": []}', "Invalid JSON"),
        ("", "Invalid JSON"),
        ({"answers": [LOCKS]}, "Q2 has no usable answer"),
        ({"answers": []}, "Q1 has no usable answer"),
        ({"answers": [LOCKS, held(MAILS, "fine")]}, "answers[1].parts.0.holds"),
        ({"answers": [LOCKS, {**MAILS, "answer": "missing"}]}, "answers[1].answer"),
        ({"answers": [LOCKS, {**MAILS, "parts": []}]}, "answers[1].parts"),
        ({"answers": [LOCKS, {**MAILS, "parts": [OWNER] * 41}]}, "answers[1].parts"),
        ({"answers": [LOCKS, {**MAILS, "parts": [{**OWNER, "words": " "}]}]}, "answers[1].parts.0.words"),
        ({"answers": [LOCKS, {**MAILS, "explanation": "because"}]}, "answers[1].explanation"),
        ({"answers": [LOCKS, {**MAILS, "question": "Q9"}]}, "answers[1] is about `Q9`, which was not asked"),
        (
            {"answers": [LOCKS, {**MAILS, "parts": [{**OWNER, "quotes": [{"evidence": "E9", "quote": "x"}]}]}]},
            "answers[1].parts[0].quotes name `E9`, which is no evidence",
        ),
    ],
)
async def test_a_malformed_answer_is_repaired_once(judging, answer, problem):
    replies, usage, api = await ask(judging, a_message(answer) if answer else a_message([]), BOTH)

    assert set(replies) == set(REPLIES)
    assert usage.malformed >= 1
    note = api.requests[1]["messages"][-1]["content"][-1]["text"]
    assert problem in note
    assert '"additionalProperties": false' in note
    assert api.requests[1]["messages"][0]["content"][:-1] == api.requests[0]["messages"][0]["content"]


async def test_an_answer_malformed_twice_is_a_failure(judging):
    failure, usage, api = await ask(judging, a_message("no"))

    assert isinstance(failure, Failure)
    assert failure.kind == "malformed"
    assert "Invalid JSON" in failure.message
    assert usage.model_calls == len(api.requests) == 2


async def test_good_answers_survive_a_bad_one(judging):
    replies, _, _ = await ask(judging, a_message({"answers": [LOCKS]}), a_message("no"))

    assert replies == REPLIES[:1]


async def test_a_later_answer_replaces_an_earlier_one(judging):
    changed = held(LOCKS, "yes")
    replies, _, _ = await ask(judging, a_message({"answers": [LOCKS]}), a_message({"answers": [changed, MAILS]}))

    assert [reply.answer for reply in replies] == ["met", "missing"]


async def test_an_outage_during_the_repair_is_an_outage(judging):
    overloaded = an_error(529, "overloaded_error", retry_after_ms="1")
    failure, _, _ = await ask(judging, a_message({"answers": [LOCKS]}), overloaded, max_retries=0)

    assert failure.kind == "outage"


async def test_an_answer_about_what_was_not_asked_is_dropped_and_counted(judging):
    replies, usage, api = await ask(judging, a_message({"answers": [LOCKS, MAILS, {**LOCKS, "question": "Q3"}]}))

    assert replies == REPLIES
    assert usage.malformed == 1
    assert len(api.requests) == 1


async def test_a_second_different_answer_to_a_question_is_dropped_and_counted(judging):
    replies, usage, _ = await ask(judging, a_message({"answers": [LOCKS, MAILS, held(LOCKS, "yes")]}))

    assert replies == REPLIES
    assert usage.malformed == 1


@pytest.mark.parametrize(
    ("error", "kind", "requests"),
    [
        (an_error(400, "invalid_request_error", "prompt is too long: 9 tokens > 8 maximum"), "too_large", 1),
        (an_error(400, "invalid_request_error", "no such parameter"), "misconfigured", 1),
        (an_error(401, "authentication_error"), "misconfigured", 1),
        (an_error(402, "billing_error"), "misconfigured", 1),
        (an_error(403, "permission_error"), "misconfigured", 1),
        (an_error(404, "not_found_error", "model: claude-none"), "misconfigured", 1),
        (an_error(413, "invalid_request_error"), "too_large", 1),
        (an_error(429, "rate_limit_error", retry_after_ms="1"), "outage", 3),
        (an_error(500, retry_after_ms="1"), "outage", 3),
        (an_error(529, "overloaded_error", retry_after_ms="1"), "outage", 3),
    ],
)
async def test_each_error_of_the_endpoint_tells_whose_turn_it_is(judging, error, kind, requests):
    failure, usage, api = await ask(judging, error)

    assert isinstance(failure, Failure)
    assert failure.kind == kind
    assert len(api.requests) == requests
    assert usage == Usage()


async def test_a_rate_limit_that_passes_is_not_noticed(judging):
    replies, usage, api = await ask(judging, an_error(429, "rate_limit_error", retry_after_ms="1"), BOTH)

    assert replies == REPLIES
    assert len(api.requests) == 2
    assert usage.model_calls == 1


async def test_an_endpoint_that_asks_to_wait_too_long_is_not_waited_for(judging):
    failure, _, _ = await ask(judging, an_error(429, "rate_limit_error", retry_after="3600"), timeout=0.05)

    assert failure.kind == "outage"


@pytest.mark.parametrize("body", [b"<html>sign in</html>", b"{}", b'{"content": 3, "stop_reason": "end_turn"}', b"[1]"])
async def test_a_stranger_at_the_address_is_the_operators_turn(judging, body):
    stranger = httpx2.Response(200, content=body, headers={"content-type": "application/json"})
    failure, _, _ = await ask(judging, stranger)

    assert failure.kind == "misconfigured"
    assert "127.0.0.1" in failure.message


async def test_a_dropped_connection_is_an_outage(judging):
    failure, _, _ = await ask(judging, httpx2.ReadError("reset"), max_retries=0)

    assert failure.kind == "outage"


def quick(url, timeout):
    return JudgeSettings("key", url, timeout=timeout, max_retries=0)


@asynccontextmanager
async def serving(behave):
    """The address of a server that does `behave` with each connection and closes it."""
    connections: set[asyncio.Task[None]] = set()

    async def handle(reader, writer):
        connections.add(asyncio.current_task())
        await behave(reader, writer)
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(handle, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        await asyncio.gather(*connections, return_exceptions=True)


async def test_a_real_endpoint_that_never_answers_is_an_outage():
    async def wait_for_the_client_to_give_up(reader, _):
        await reader.read()

    async with serving(wait_for_the_client_to_give_up) as url, AnthropicJudge(quick(url, 0.1)) as judge:
        failure, _ = await judge.ask(a_packet())

    assert failure.kind == "outage"


async def test_a_real_connection_that_is_closed_half_way_is_an_outage():
    async def break_off(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{")

    async with serving(break_off) as url, AnthropicJudge(quick(url, 5)) as judge:
        failure, _ = await judge.ask(a_packet())

    assert failure.kind == "outage"


async def test_no_endpoint_at_all_is_an_outage():
    async with AnthropicJudge(quick("http://127.0.0.1:9", 1)) as judge:
        failure, _ = await judge.ask(a_packet())

    assert failure.kind == "outage"


async def test_no_more_requests_run_at_once_than_allowed():
    running, most = 0, 0

    async def slow(_: httpx2.Request) -> httpx2.Response:
        nonlocal running, most
        running, most = running + 1, max(most, running + 1)
        await asyncio.sleep(0.01)
        running -= 1
        return httpx2.Response(200, json=BOTH)

    client = httpx2.AsyncClient(transport=httpx2.MockTransport(slow))
    async with AnthropicJudge(JudgeSettings("key", concurrency=2), client) as judge:
        answers = await asyncio.gather(*(judge.ask(a_packet()) for _ in range(6)))

    assert most == 2
    assert all(replies == REPLIES for replies, _ in answers)


async def test_a_client_that_was_passed_in_is_closed_with_the_judge():
    used, unused = (
        httpx2.AsyncClient(transport=httpx2.MockTransport(lambda _: httpx2.Response(401))),
        httpx2.AsyncClient(),
    )
    async with AnthropicJudge(JudgeSettings("key"), used) as judge:
        await judge.ask(a_packet())
    async with AnthropicJudge(JudgeSettings("key"), unused):
        pass

    assert used.is_closed
    assert unused.is_closed


async def test_a_model_without_a_price_costs_nobody_knows_what(judging):
    _, usage, _ = await ask(judging, {**BOTH, "model": "qwen-99"})

    assert usage.cost_usd is None
    assert usage.input_tokens == 1000


async def test_a_packet_without_evidence_is_a_valid_request(judging):
    unseen = {"words": LOCK.text, "holds": "unseen", "quotes": []}
    async with judging(a_message({"answers": [{"question": "Q1", "parts": [unseen]}]})) as (judge, _):
        replies, _ = await judge.ask(a_packet(asked(LOCK), evidence=()))

    assert replies == (Reply(LOCK.key, (Part("unseen", LOCK.text),)),)


def test_the_request_check_knows_a_bad_request():
    good = {"model": "m", "max_tokens": 1, "messages": [{"role": "user", "content": [{"type": "text", "text": "a"}]}]}
    document = [{"role": "user", "content": [{"type": "document"}]}]
    called = {"role": "assistant", "content": [{"type": "tool_use", "id": "t", "name": "n", "input": {}}]}

    assert violations(good) == []
    assert violations({**good, "temperature": 0}) == ["unknown key $.temperature"]
    assert violations({**good, "messages": document}) != []
    assert violations({"model": "m", "messages": []}) != []
    assert violations({**good, "output_config": {"effort": "none"}}) != []
    assert violations({**good, "messages": [*good["messages"], called, *good["messages"]]}) != []
    assert violations({**good, "tools": [{"name": "n", "input_schema": {}, "strickt": True}]}) != []


@pytest.mark.parametrize("name", ["max_output_tokens", "concurrency", "reading_turns", "lookup_turns"])
def test_a_limit_of_none_at_all_is_refused(name):
    with pytest.raises(ValueError, match=name):
        JudgeSettings("key", **{name: 0})


def test_the_key_is_not_in_the_settings_text():
    assert "sesame" not in repr(JudgeSettings("sesame"))
