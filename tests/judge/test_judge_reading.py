"""A first reader that may look further before it answers."""

import pytest
from builders import FEATURE
from fakes.messages_api import a_message, a_tool_use, an_error
from fakes.reader import FakeReader
from judge_packets import CODE, LOCK, MAIL, a_packet, asked

from app.domain.evidence import Evidence
from app.domain.verdict import Failure, Part, Quote, Reply
from specs_schema.span import Span

FILES = {"src/login.py": CODE, "src/mail.py": "def mail(owner):\n    send(owner)"}
MAIL_LINES = Evidence("L1", "code", Span(path="src/mail.py", first=1, last=2), FILES["src/mail.py"], "looked up")


def part(holds, words, *quotes):
    return {"words": words, "holds": holds, "quotes": [{"evidence": one, "quote": text} for one, text in quotes]}


def answering(*answers):
    return a_message({"answers": [{"question": f"Q{n}", "parts": [each]} for n, each in enumerate(answers, start=1)]})


LOCKS = part("no", "after 10 failed attempts", ("E1", "LIMIT = 5"))
MAILS = part("yes", "mail the owner", ("L1", "send(owner)"))
BOTH = answering(LOCKS, MAILS)
NEITHER = answering(part("unseen", "lock the account"), part("unseen", "mail the owner"))
LOOK = a_message([a_tool_use("read_lines", path="src/mail.py", first=1, last=9)], "tool_use")


async def read(judging, *answers, reader=None, packet=None, **settings):
    async with judging(*answers, **settings) as (judge, api):
        answered, usage = await judge.ask(packet or a_packet(), reader or FakeReader(FILES))
        return answered, usage, api


def results(request):
    found = [block for block in request["messages"][-1]["content"] if block["type"] == "tool_result"]
    return [r["content"] if isinstance(r["content"], str) else r["content"][0]["text"] for r in found]


async def test_what_was_looked_up_can_be_quoted_by_its_id_and_comes_with_every_answer(judging):
    replies, usage, api = await read(judging, LOOK, BOTH)

    assert replies == (
        Reply(LOCK.key, (Part("no", "after 10 failed attempts", (Quote("E1", "LIMIT = 5"),)),), (MAIL_LINES,)),
        Reply(MAIL.key, (Part("yes", "mail the owner", (Quote("L1", "send(owner)"),)),), (MAIL_LINES,)),
    )
    assert usage.model_calls == len(api.requests) == 2
    assert 'id="L1"' in results(api.requests[1])[0]


@pytest.mark.parametrize(
    "path", ["src/a\nmail.py:1: send(owner)", "src/\u202e\x1b[2J.py", r"src\new.py", f"{FEATURE}/x\ty.md"]
)
async def test_a_file_is_found_by_the_name_that_the_tools_show(judging, path):
    reader = FakeReader({path: "send(owner)"})
    look = a_message([a_tool_use("list_files", folder=""), a_tool_use("search", "toolu_2", term="send(")], "tool_use")
    named = reader.list("")
    opens = a_message([a_tool_use("read_lines", path=named, first=1, last=1)], "tool_use")

    replies, _, api = await read(judging, look, opens, NEITHER, reader=reader)
    listed, found = results(api.requests[1])

    assert listed.split("\n")[-2] == f"2| {named}"
    assert found.split("\n")[-2] == f"2| {named}:1: send(owner)"
    (*_, opened) = replies[0].looked_up
    assert (opened.span.path, opened.text) == (path, "send(owner)")
    assert opened.side == ("spec" if path.startswith(FEATURE) else "code")


async def test_where_the_evidence_settles_everything_one_request_is_enough(judging):
    replies, usage, api = await read(judging, NEITHER)

    assert [reply.looked_up for reply in replies] == [(), ()]
    assert usage.model_calls == 1
    assert "tool_choice" not in api.requests[0]


async def test_an_id_that_no_look_up_was_given_is_no_evidence(judging):
    replies, usage, api = await read(judging, BOTH, NEITHER)

    note = api.requests[1]["messages"][-1]["content"][-1]["text"]
    assert "quotes name `L1`, which is no evidence" in note
    assert [reply.answer for reply in replies] == ["unsure", "unsure"]  # the later answer counts
    assert usage.malformed == 2


async def test_a_repair_after_look_ups_keeps_what_was_looked_up_and_allows_no_more(judging):
    replies, _, api = await read(judging, LOOK, a_message("no"), BOTH)

    assert replies[1].quotes == (Quote("L1", "send(owner)"),)
    assert replies[1].looked_up == (MAIL_LINES,)
    assert api.requests[2]["tool_choice"] == {"type": "none"}
    assert api.requests[2]["messages"][:2] == api.requests[1]["messages"][:2]


async def test_the_turns_are_bounded_and_the_last_must_answer(judging):
    replies, usage, api = await read(judging, LOOK, LOOK, NEITHER, reading_turns=3)

    assert len(replies) == 2
    assert usage.model_calls == 3
    assert [request.get("tool_choice") for request in api.requests] == [None, None, {"type": "none"}]
    assert api.requests[2]["messages"][-1]["content"][-1]["text"] == "No look-ups are left. Answer now."


async def test_the_turns_of_a_first_reading_are_not_those_of_a_second_one(judging):
    _, _, api = await read(judging, NEITHER, reading_turns=1, lookup_turns=9)

    assert api.requests[0]["tool_choice"] == {"type": "none"}


async def test_a_reader_that_looks_up_for_ever_ends_in_a_failure(judging):
    failure, usage, _ = await read(judging, LOOK, reading_turns=2)

    assert isinstance(failure, Failure)
    assert failure.kind == "malformed"
    assert usage.model_calls == 3


async def test_a_repository_that_cannot_be_searched_is_an_outage_and_not_nothing_found(judging):
    failure, usage, api = await read(judging, LOOK, BOTH, reader=FakeReader(FILES, away=True))

    assert failure == Failure("outage", "The repository could not be searched: the repository did not answer")
    assert usage.model_calls == len(api.requests) == 1


async def test_an_outage_after_a_look_up_is_an_outage_and_what_was_paid_is_counted(judging):
    failure, usage, _ = await read(judging, LOOK, an_error(529, "overloaded_error"), max_retries=0)

    assert failure.kind == "outage"
    assert usage.model_calls == 1


@pytest.mark.parametrize("calls", [5, 9])
async def test_only_a_few_look_ups_are_made_at_once_and_the_others_are_told(judging, calls):
    many = [a_tool_use("search", id=f"t{number}", term=f"term{number}") for number in range(calls)]
    reader = FakeReader(FILES)
    replies, _, api = await read(judging, a_message(many, "tool_use"), NEITHER, reader=reader)

    assert [piece.id for piece in replies[0].looked_up] == ["L1", "L2", "L3", "L4"]
    assert len(reader.looked_up) == 4
    assert len(results(api.requests[1])) == calls


async def test_ids_go_on_where_the_turn_before_ended(judging):
    search = a_message([a_tool_use("search", id=name, term="mail") for name in ("a", "b")], "tool_use")
    replies, _, _ = await read(judging, search, LOOK, NEITHER)

    assert [piece.id for piece in replies[0].looked_up] == ["L1", "L2", "L3"]


async def test_without_a_reader_no_tool_is_offered_and_a_look_up_is_no_answer(judging):
    async with judging(LOOK) as (judge, api):
        failure, _ = await judge.ask(a_packet(asked(LOCK)))

    assert failure.kind == "malformed"
    assert [("tools" in request, "tool_choice" in request) for request in api.requests] == [(False, False)] * 2


async def test_a_secret_that_is_looked_up_does_not_leave(judging):
    reader = FakeReader({"src/mail.py": "TOKEN = 'ghp_" + "a1B2c3D4" * 5 + "'"})
    _, _, api = await read(judging, LOOK, NEITHER, reader=reader)

    assert "[masked-github-token]" in results(api.requests[1])[0]
    assert "ghp_" not in str(api.requests)
