"""Who is asked what, in which order, and what the second reader gets to know."""

import asyncio
import inspect

import pytest
from builders import a_feature, a_requirement
from fakes.judge import QuotingJudge, ScriptedJudge, part, replied
from fakes.reader import FakeReader
from pushes import BROKEN, CONFIRMED, FILES, LIMIT, LOCK, MAIL, MET, answers, claimed, dossier

from app.domain.verdict import Accusation, Failure, Refutation, Reply
from app.workflow import asking
from app.workflow.asking import MANNERS
from app.workflow.judging import judge
from app.workflow.recording import RecordingReader

READER = FakeReader(FILES)
# Three requests of eight questions.
MANY = tuple(a_requirement(f"FR-{number:03}", f"{LOCK.text}, {number}", line=number) for number in range(1, 25))
ALL_MET = {one.key: replied(one.key, "met", ("", "lock(account)")) for one in MANY}


def large(**config):
    return dossier({"src/lock.py": FILES["src/lock.py"]}, MANY, **config)


# How requests are shared


async def test_questions_on_the_same_change_share_a_request():
    inner = QuotingJudge(MET)

    await judge(dossier(), READER, inner)

    assert [[one.subject.key for one in packet.questions] for packet in inner.asked] == [["FR-001", "FR-002"]]


async def test_many_questions_are_a_few_requests_that_begin_alike():
    inner = QuotingJudge(ALL_MET)

    judgement = await judge(large(), READER, inner)

    assert [len(packet.questions) for packet in inner.asked] == [8, 8, 8]
    assert sorted(inner.questions) == [one.key for one in MANY]
    assert len({packet.evidence[: packet.shared] for packet in inner.asked}) == 1
    assert all(packet.shared for packet in inner.asked)
    assert list(answers(judgement)) == [one.key for one in MANY]


# The first request goes ahead


class Gated(QuotingJudge):
    """Answers the first request when `release` is set; notes what was asked until then, and when anything was."""

    def __init__(self):
        super().__init__(ALL_MET)
        self.release, self.first, self.others = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.before_the_first_answer = 0

    async def ask(self, packet, reader=None):
        if self.first.is_set():
            self.before_the_first_answer += not self.release.is_set()
            self.others.set()
        else:
            self.first.set()
            await self.release.wait()
        return await super().ask(packet, reader)


@pytest.fixture
def head_start(monkeypatch):
    """Sets the time by which the first request goes ahead."""
    return lambda seconds: monkeypatch.setattr(asking, "_HEAD_START", seconds)


async def test_the_others_wait_for_the_answer_to_the_first_when_it_comes_soon(head_start):
    head_start(60.0)
    inner = Gated()
    reviewing = asyncio.create_task(judge(large(), READER, inner))
    await inner.first.wait()
    for _ in range(50):
        await asyncio.sleep(0)  # turns in which the others could start
    inner.release.set()
    await reviewing

    assert inner.before_the_first_answer == 0
    assert len(inner.asked) == 3


async def test_the_others_do_not_wait_for_a_first_answer_that_takes_long(head_start):
    head_start(0.001)
    inner = Gated()
    reviewing = asyncio.create_task(judge(large(), READER, inner))
    await asyncio.wait_for(inner.others.wait(), 5)
    inner.release.set()
    judgement = await reviewing

    assert inner.before_the_first_answer >= 1
    assert set(answers(judgement).values()) == {"met"}


async def test_a_review_that_is_given_up_leaves_no_request_behind(head_start):
    head_start(60.0)
    inner = Gated()
    before = asyncio.all_tasks()
    reviewing = asyncio.create_task(judge(large(), READER, inner))
    await inner.first.wait()
    reviewing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reviewing
    await asyncio.sleep(0)

    left = [task for task in asyncio.all_tasks() - before if not task.done()]
    assert left == []


# Depth


# Who looks further at `standard` is a matter of what was measured; the others are what their names say.
DEPTHS = [("quick", False, False), ("standard", MANNERS["standard"].first_looks, True), ("deep", True, True)]


@pytest.mark.parametrize(("depth", "first", "second"), DEPTHS)
async def test_the_depth_says_who_may_look_further(depth, first, second):
    inner = QuotingJudge({**MET, "FR-001": BROKEN}, CONFIRMED)

    judgement = await judge(dossier(depth=depth), READER, inner)

    assert {isinstance(reader, RecordingReader) for reader in inner.first_readers} == {first}
    assert {isinstance(reader, RecordingReader) for reader in inner.second_readers} == {second}
    assert answers(judgement)["FR-001"] == "violated"


def test_without_a_word_the_depth_is_standard():
    assert dossier().config.depth == "standard"
    assert set(MANNERS) == {"quick", "standard", "deep"}


# The second reader


async def test_the_second_reader_gets_the_words_at_issue_and_nothing_else_of_the_first():
    inner = QuotingJudge({**MET, "FR-001": BROKEN}, CONFIRMED)

    await judge(dossier(), READER, inner)

    assert inner.refuted == [("FR-001", Accusation("violated", "after 5 failed attempts"))]
    assert set(inspect.signature(Accusation).parameters) == {"answer", "words"}
    (packet,) = inner.second_packets
    assert [question.subject.key for question in packet.questions] == ["FR-001"]


async def test_the_second_reader_is_shown_what_the_first_one_quoted():
    said = Reply("FR-001", (part("no", "after 5 failed attempts", ("", "SHADE = 'blue'")),))
    inner = QuotingJudge({**MET, "FR-001": said}, {"FR-001": Refutation(confirmed=False)})

    await judge(dossier(), READER, inner)

    assert "src/colour.py" in {piece.span.path for piece in inner.second_packets[0].evidence}


async def test_only_accusations_that_stand_go_to_the_second_reader():
    said = {
        "FR-001": replied("FR-001", "violated", LIMIT, words="write every attempt to a log"),
        "FR-002": replied("FR-002", "violated", ("", "mail(nobody)")),
    }
    inner = QuotingJudge(said)

    judgement = await judge(dossier(), READER, inner)

    assert inner.refuted == []
    assert answers(judgement) == {"FR-001": "unsure", "FR-002": "unsure"}
    assert [one for one in judgement.findings if one.severity != "notice"] == []


async def test_what_nobody_claims_can_be_contradicted_and_never_missing():
    missing = {**MET, "FR-001": replied("FR-001", "missing", ("", "failed: nowhere"))}
    inner = QuotingJudge(missing)
    judgement = await judge(dossier(claims=claimed(MAIL)), READER, inner)
    contradicted = await judge(
        dossier(claims=claimed(MAIL)), READER, QuotingJudge({**MET, "FR-001": BROKEN}, CONFIRMED)
    )

    assert (answers(judgement)["FR-001"], inner.refuted) == ("not_claimed", [])
    assert answers(contradicted)["FR-001"] == "violated"


async def test_a_second_reader_that_fails_leaves_an_error_and_no_finding():
    inner = QuotingJudge({**MET, "FR-001": BROKEN}, {"FR-001": Failure("malformed", "no")})

    judgement = await judge(dossier(), READER, inner)

    assert answers(judgement)["FR-001"] == "error"
    assert [one.rule.code for one in judgement.findings] == []


async def test_a_requirement_that_the_change_removes_is_asked_about_alone_and_for_contradictions():
    gone = a_requirement("FR-009", "System MUST unlock the account after an hour", line=20)
    base = a_feature(requirements=(LOCK, MAIL, gone))
    inner = QuotingJudge({**MET, "FR-009 (before)": replied("FR-009 (before)", "missing")})

    judgement = await judge(dossier(base=base), READER, inner)

    assert [[one.subject.key for one in packet.questions] for packet in inner.asked] == [
        ["FR-001", "FR-002"],
        ["FR-009 (before)"],
    ]
    before = inner.asked[1]
    assert not before.questions[0].claimed
    # The documents at head say what became of it; they prove nothing about what it said.
    assert [piece.side for piece in before.evidence if piece.side == "spec"] == []
    assert answers(judgement)["FR-009 (before)"] == "not_claimed"


async def test_nothing_to_ask_is_no_request():
    judgement = await judge(dossier({}, ()), READER, ScriptedJudge())

    assert judgement.usage.model_calls == 0
    assert judgement.verdicts == ()


@pytest.mark.parametrize(
    "text", ["Das Konto MUSS nach fünf Fehlversuchen gesperrt werden", "五回失敗したら口座を凍結する"]
)
async def test_a_small_change_is_shown_though_the_spec_is_in_another_language(text):
    subject = a_requirement("FR-001", text, line=12)
    inner = QuotingJudge({"FR-001": replied("FR-001", "violated", LIMIT)}, CONFIRMED)

    judgement = await judge(dossier(subjects=(subject,)), READER, inner)

    assert set(FILES) <= {piece.span.path for piece in inner.asked[0].evidence}
    assert set(FILES) <= {piece.span.path for piece in inner.second_packets[0].evidence}
    assert answers(judgement) == {"FR-001": "violated"}
