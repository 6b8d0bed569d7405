"""What is paid for once, and what is asked again."""

import asyncio
import json
from contextlib import suppress
from dataclasses import replace

import pytest
from builders import FEATURE, a_requirement, a_span, a_verdict
from fakes.judge import ScriptedJudge, confirmed, replied
from fakes.memory import FakeMemory
from fakes.reader import FakeReader
from hypothesis import given
from hypothesis import strategies as st

from app.domain.claim import Claim
from app.domain.evidence import Evidence
from app.domain.question import Packet, Question
from app.domain.usage import Usage
from app.domain.verdict import Failure, Quote, Refutation, Reply
from app.ports import NotFound
from app.stages.weigh import weigh_refutation
from app.workflow import remembering
from app.workflow.recording import RecordingReader, answers_the_same
from app.workflow.remembering import RememberingJudge

LOCK = a_requirement("FR-003", "System MUST lock the account after 5 attempts", line=12)
MAIL = a_requirement("FR-004", "System MUST mail the owner", line=13)
CODE = Evidence("E1", "code", a_span("src/login.py", 4, 5), "LIMIT = 8\nlock(account)", "changed lines")


def asked(subject):
    return Question(FEATURE, subject, (Claim(subject.key, "ticked", "ticks `T001`"),))


PACKET = Packet(FEATURE, (asked(LOCK), asked(MAIL)), (CODE,))
MET = {"FR-003": replied("FR-003", "met", ("E1", "LIMIT = 8")), "FR-004": replied("FR-004", "unsure")}
FILES = {"src/login.py": "LIMIT = 8\nlock(account)", "src/auth.py": "def lock(account):\n    account.locked = True"}
LOOKED_UP = Evidence("L1", "code", a_span("src/auth.py", 1, 2), FILES["src/auth.py"], "looked up")
CONFIRMED = confirmed(
    "5 attempts", "8 attempts", ("E1", "LIMIT = 8"), ("L1", "account.locked = True"), looked_up=(LOOKED_UP,)
)


class Refuter(ScriptedJudge):
    """A second reader that looks further before it answers."""

    def __init__(self, *looks, refutation=CONFIRMED, answers=MET):
        super().__init__(answers, {"FR-003": refutation})
        self._looks = looks

    async def refute(self, question, packet, answer, reader):
        for method, *arguments in self._looks:
            with suppress(NotFound):  # told to the model as a sentence
                getattr(reader, method)(*arguments)
        return await super().refute(question, packet, answer, reader)


def remembering_judge(inner, memory, *, identity="model/1", full=False, repository=7):
    return RememberingJudge(inner, memory, repository, identity, full=full)


async def ask_again(*, memory=None, then=None, packet=PACKET, answers=MET, again=MET, **second):
    """What a second review asks and answers, after a first one that asked about PACKET."""
    memory = memory or FakeMemory()
    await remembering_judge(ScriptedJudge(answers), memory).ask(PACKET)
    if then:
        then(memory)
    inner = ScriptedJudge(again)
    replies, usage = await remembering_judge(inner, memory, **second).ask(packet)
    return inner.asked, replies, usage


async def test_the_same_question_is_not_asked_twice():
    calls, replies, usage = await ask_again()

    assert calls == []
    assert replies == tuple(MET.values())
    assert usage == Usage(remembered=2)


async def test_the_first_review_pays():
    replies, usage = await remembering_judge(ScriptedJudge(MET), FakeMemory()).ask(PACKET)

    assert (replies, usage.model_calls, usage.remembered) == (tuple(MET.values()), 1, 0)


@pytest.mark.parametrize("second", [{"identity": "model/2"}, {"repository": 8}, {"full": True}], ids=str)
async def test_another_model_prompt_or_repository_asks_again_and_so_does_full(second):
    calls, _, usage = await ask_again(**second)

    assert calls == [PACKET]
    assert usage.remembered == 0


async def test_full_replaces_what_was_known():
    other = {**MET, "FR-004": replied("FR-004", "met", ("E1", "LIMIT = 8"))}
    memory = FakeMemory()
    await ask_again(memory=memory, full=True, again=other)

    replies, usage = await remembering_judge(ScriptedJudge(), memory).ask(PACKET)

    assert (replies, usage) == (tuple(other.values()), Usage(remembered=2))


@pytest.mark.parametrize(
    "changed",
    [
        replace(PACKET, evidence=(replace(CODE, text="LIMIT = 5\nlock(account)"),)),
        replace(PACKET, questions=(asked(LOCK), asked(MAIL.model_copy(update={"text": "System MAY mail"})))),
    ],
)
async def test_a_changed_packet_asks_again(changed):
    calls, _, _ = await ask_again(packet=changed)

    assert calls == [changed]


@given(text=st.text(), subject=st.text(min_size=1))
async def test_any_other_text_asks_again_and_the_same_never_does(text, subject):
    question = asked(LOCK.model_copy(update={"text": subject}))
    packet = Packet(FEATURE, (question, asked(MAIL)), (replace(CODE, text=text),))
    memory = FakeMemory()
    await remembering_judge(ScriptedJudge(MET), memory).ask(PACKET)
    inner = ScriptedJudge(MET)
    judge = remembering_judge(inner, memory)

    await judge.ask(packet)
    await judge.ask(packet)

    assert inner.asked == ([] if (text, subject) == (CODE.text, LOCK.text) else [packet])


async def test_a_failure_is_not_remembered():
    calls, replies, _ = await ask_again(answers={**MET, "FR-003": Failure("refusal", "no")})

    assert calls == [PACKET]
    assert replies == tuple(MET.values())


async def test_an_answer_that_leaves_a_question_open_is_not_remembered():
    class Silent(ScriptedJudge):
        async def ask(self, packet):
            replies, usage = await super().ask(packet)
            return replies[:1], usage

    memory = FakeMemory()
    replies, _ = await remembering_judge(Silent(MET), memory).ask(PACKET)

    assert [reply.subject for reply in replies] == ["FR-003"]
    assert memory.values == {}


async def test_a_memory_that_is_away_fails_nothing_and_is_not_waited_for_again():
    memory = FakeMemory(away=True)
    inner = ScriptedJudge(MET)
    judge = remembering_judge(inner, memory)

    for _ in range(3):
        replies, _ = await judge.ask(PACKET)

    assert replies == tuple(MET.values())
    assert len(inner.asked) == 3
    assert memory.recalled == 1


async def test_a_memory_that_does_not_answer_in_time_is_away(monkeypatch):
    class Stuck(FakeMemory):
        async def recall(self, *_):
            await never.wait()

    never = asyncio.Event()
    monkeypatch.setattr(remembering, "_SECONDS", 0.01)

    replies, usage = await remembering_judge(ScriptedJudge(MET), Stuck()).ask(PACKET)

    assert (replies, usage.model_calls) == (tuple(MET.values()), 1)


@pytest.mark.parametrize("value", ["", "{", "[]", '{"replies": [{"subject": "FR-003"}]}', '{"replies": []}', "null"])
async def test_what_another_version_wrote_is_asked_anew_and_replaced(value):
    memory = FakeMemory()

    calls, _, _ = await ask_again(
        memory=memory, then=lambda memory: memory.values.update(dict.fromkeys(memory.values, value))
    )

    assert calls == [PACKET]
    assert all("LIMIT = 8" in kept for kept in memory.values.values())


async def test_an_answer_that_no_utf8_can_hold_is_remembered():
    odd = {**MET, "FR-003": Reply("FR-003", "met", (Quote("E1", "\ud800 \0 LIMIT"),))}

    calls, replies, _ = await ask_again(answers=odd)

    assert calls == []
    assert replies == tuple(odd.values())


async def test_each_answer_is_kept_as_soon_as_it_is_there():
    class Crashing(ScriptedJudge):
        async def ask(self, packet):
            if packet is not PACKET:
                raise KeyboardInterrupt
            return await super().ask(packet)

    memory = FakeMemory()
    judge = remembering_judge(Crashing(MET), memory)
    await judge.ask(PACKET)
    with pytest.raises(KeyboardInterrupt):
        await judge.ask(replace(PACKET, shared=1))

    _, usage = await remembering_judge(ScriptedJudge(), memory).ask(PACKET)

    assert usage == Usage(remembered=2)


async def refute_again(*looks, files=FILES, packet=PACKET, answer="violated", refutation=CONFIRMED, **second):
    """Whether a second review asks the second reader again, after a first one that looked up `looks`."""
    memory = FakeMemory()
    first = Refuter(*looks, refutation=refutation)
    await remembering_judge(first, memory).refute(PACKET.questions[0], PACKET, "violated", FakeReader(FILES))
    inner = Refuter(*looks)
    reader = FakeReader(files, away=second.pop("away", False))
    inner_refute = remembering_judge(inner, memory, **second).refute
    found, usage = await inner_refute(packet.questions[0], packet, answer, reader)
    return bool(inner.refuted), found, usage, memory


LOOKS = (("lines", "src/auth.py", 1, 2), ("search", "locked"), ("list", "src"), ("lines", "/etc/passwd", 1, 2))


async def test_a_refutation_whose_reads_still_read_the_same_is_remembered():
    again, found, usage, _ = await refute_again(*LOOKS)

    assert not again
    assert usage == Usage(remembered=1)
    assert (found.confirmed, found.expected, found.found) == (True, "5 attempts", "8 attempts")


@pytest.mark.parametrize(
    "files",
    [
        {**FILES, "src/auth.py": "def lock(account):\n    account.locked = False"},
        {**FILES, "src/new.py": "nothing"},
        {**FILES, "docs/lock.md": "it is locked"},
        {"src/login.py": FILES["src/login.py"]},
    ],
    ids=["lines", "list", "search", "gone"],
)
async def test_a_read_that_reads_otherwise_asks_again(files):
    again, _, usage, _ = await refute_again(*LOOKS, files=files)

    assert again
    assert usage.model_calls == 1


async def test_what_was_not_read_may_change():
    again, *_ = await refute_again(("lines", "src/auth.py", 1, 2), files={**FILES, "src/new.py": "nothing"})

    assert not again


@pytest.mark.parametrize(
    "second",
    [
        {"identity": "model/2"},
        {"full": True},
        {"answer": "missing"},
        {"packet": replace(PACKET, evidence=(replace(CODE, text="LIMIT = 9\nlock(account)"),))},
        {"packet": replace(PACKET, evidence=(replace(CODE, span=a_span("src/login.py", 40, 41)),))},
        {"packet": replace(PACKET, questions=(asked(LOCK.model_copy(update={"text": "MAY lock"})), asked(MAIL)))},
    ],
    ids=["model", "full", "answer", "evidence", "lines that its sentences may name", "subject"],
)
async def test_another_question_asks_the_second_reader_again(second):
    again, *_ = await refute_again(**second)

    assert again


async def test_a_failed_refutation_is_not_remembered():
    again, found, _, _ = await refute_again(refutation=Failure("outage", "away"))

    assert again
    assert isinstance(found, Refutation)


async def test_reads_that_cannot_be_repeated_ask_again():
    memory = FakeMemory()
    inner = Refuter(("search", "locked"))
    await remembering_judge(inner, memory).refute(PACKET.questions[0], PACKET, "violated", FakeReader(FILES))
    fresh = ScriptedJudge({}, {"FR-003": Refutation(confirmed=False)})

    found, _ = await remembering_judge(fresh, memory).refute(
        PACKET.questions[0], PACKET, "violated", FakeReader(FILES, away=True)
    )

    assert found == Refutation(confirmed=False)


async def test_no_more_of_the_source_is_kept_than_is_quoted_and_the_verdict_is_the_same():
    _, recalled, _, memory = await refute_again(*LOOKS)
    verdict = a_verdict(LOCK, "violated")

    assert "def lock" not in "".join(memory.values.values())
    assert weigh_refutation(verdict, recalled, PACKET) == weigh_refutation(verdict, CONFIRMED, PACKET)
    assert len(weigh_refutation(verdict, recalled, PACKET).citations) == 2


def test_a_look_up_of_a_later_version_never_reads_the_same():
    recording = RecordingReader(FakeReader(FILES))
    recording.search("locked")
    (read,) = recording.reads

    assert answers_the_same([read], FakeReader(FILES))
    assert not answers_the_same([replace(read, arguments=("locked", 3))], FakeReader(FILES))


async def test_what_is_kept_is_ascii_json():
    *_, memory = await refute_again(*LOOKS)

    (value,) = memory.values.values()
    assert value.isascii()
    assert set(json.loads(value)) == {"refutation", "reads"}


async def test_questions_go_on_in_the_order_in_which_they_come():
    class Slow(FakeMemory):
        """Answers the sooner, the later it is asked."""

        turns = 20

        async def recall(self, repository_id, keys):
            self.turns -= 4
            for _ in range(self.turns):
                await asyncio.sleep(0)
            return await super().recall(repository_id, keys)

    inner = ScriptedJudge(MET)
    judge = remembering_judge(inner, Slow())
    packets = [replace(PACKET, shared=number) for number in range(5)]

    await asyncio.gather(*(judge.ask(packet) for packet in packets))

    assert inner.asked == packets
