"""What of earlier answers still stands, and what of them is kept."""

import asyncio
import json
from contextlib import suppress
from dataclasses import replace

import pytest
from builders import FEATURE, a_requirement, a_span, a_verdict
from fakes.judge import confirmed, part, replied
from fakes.memory import FakeMemory
from fakes.reader import FakeReader
from hypothesis import given
from hypothesis import strategies as st

from app.domain.claim import Claim
from app.domain.evidence import Evidence
from app.domain.question import Bearing, Packet, Question
from app.domain.verdict import Accusation, Refutation, Reply
from app.ports import NotFound
from app.stages.triage import trace, traces
from app.stages.weigh import weigh_refutation
from app.workflow import remembering
from app.workflow.recording import RecordingReader, answers_the_same
from app.workflow.remembering import Recalled, Recollection

LOCK = a_requirement("FR-003", "System MUST lock the account after 5 attempts", line=12)
MAIL = a_requirement("FR-004", "System MUST mail the owner", line=13)


def asked(subject):
    return Question(FEATURE, subject, (Claim(subject.key, "ticked", "ticks `T001`"),))


NEAR = Evidence("", "code", a_span("src/login.py", 4, 5), "LIMIT = 8\nlock(account)", "changed lines")
FAR = Evidence("", "code", a_span("src/audit.py", 1, 1), "note(account)", "changed lines")
SPOKEN = Evidence("", "spec", LOCK.span, LOCK.text, "requirement FR-003")
UNCHANGED = Evidence("", "code", a_span("src/rows.py", 1, 1), "def rows(): ...", "unchanged")
BEARING = Bearing(asked(LOCK), (NEAR, FAR), 1, (SPOKEN, UNCHANGED), ("account: src/rows.py (1)",))
SEARCH = Evidence("E5", "search", a_span(".", 1, 2), "3 files at head were searched:\naccount: src/rows.py (1)")
EVIDENCE = (*(replace(one, id=f"E{n}") for n, one in enumerate((NEAR, FAR, SPOKEN, UNCHANGED), start=1)), SEARCH)
PACKET = Packet(FEATURE, (asked(LOCK), asked(MAIL)), EVIDENCE)
MET = replied("FR-003", "met", ("E1", "LIMIT = 8"))
VIOLATED = replied("FR-003", "violated", ("E1", "LIMIT = 8"), words="after 5 attempts")
MISSING = replied("FR-003", "missing", ("E5", "account: src/rows.py (1)"))
UNSURE = replied("FR-003", "unsure")
FILES = {"src/login.py": "LIMIT = 8\nlock(account)", "src/auth.py": "def lock(account):\n    account.locked = True"}
LOOKED_UP = Evidence("L1", "code", a_span("src/auth.py", 1, 2), FILES["src/auth.py"], "looked up")
LOOKS = (("lines", "src/auth.py", 1, 2), ("search", "locked"), ("list", "src"), ("lines", "/etc/passwd", 1, 2))
OTHER_FILES = {
    "lines": {**FILES, "src/auth.py": "def lock(account):\n    account.locked = False"},
    "list": {**FILES, "src/new.py": "nothing"},
    "search": {**FILES, "docs/lock.md": "it is locked"},
    "gone": {"src/login.py": FILES["src/login.py"]},
}


def recollection(memory, *, identity="model/1", full=False, repository=7):
    return Recollection(memory, repository, identity, full=full)


def reads(*looks, files=FILES):
    """What a reader that looked `looks` up has read."""
    recording = RecordingReader(FakeReader(files))
    for method, *arguments in looks:
        with suppress(NotFound):  # told to the model as a sentence
            getattr(recording, method)(*arguments)
    return recording.reads


def present_in(bearing):
    return traces([*bearing.code, *bearing.rest])


NOTHING = Recalled({}, {})


async def kept(reply=MET, *, came_to=None, memory=None, bearing=BEARING, looks=()):
    """A memory that holds one first reading."""
    memory = memory or FakeMemory()
    await recollection(memory).keep_reply(bearing, PACKET, reply, came_to or reply.answer, reads(*looks))
    return memory


async def recalled(memory, bearing=BEARING, *, present=None, reader=None, **which):
    """What still stands of the first reading of `bearing`, or None."""
    present = present_in(bearing) if present is None else present
    replies = await recollection(memory, **which).replies([bearing], present, reader or FakeReader(FILES))
    return replies.standing.get("FR-003", (None, None))[0]


# First readings


async def test_an_answer_is_known_again_and_its_quotes_name_what_they_were_taken_from():
    reply = await recalled(await kept())

    assert reply == Reply("FR-003", (part("yes", "", (trace(NEAR), "LIMIT = 8")),))


async def test_parts_words_and_several_quotes_are_known_again():
    said = Reply(
        "FR-003",
        (
            part("yes", "lock the account", ("E1", "lock(account)"), ("FR-003", "lock the account")),
            part("unseen", "after 5 attempts"),
        ),
    )

    reply = await recalled(await kept(said))

    assert [(one.holds, one.words) for one in reply.parts] == [
        ("yes", "lock the account"),
        ("unseen", "after 5 attempts"),
    ]
    assert [quote.evidence for quote in reply.quotes] == [trace(NEAR), "FR-003"]


async def test_a_question_that_nobody_asked_is_not_known():
    other = replace(BEARING, question=asked(MAIL))

    assert await recollection(await kept()).replies([other], present_in(other), FakeReader(FILES)) == NOTHING


@pytest.mark.parametrize(
    "which", [{"identity": "model/2"}, {"identity": "model/1/deep"}, {"repository": 8}, {"full": True}], ids=str
)
async def test_another_model_prompt_depth_or_repository_knows_nothing_and_neither_does_full(which):
    assert await recalled(await kept(), **which) is None


async def test_full_replaces_what_was_known():
    memory = await kept()
    await recollection(memory, full=True).keep_reply(BEARING, PACKET, UNSURE, "unsure", ())

    assert (await recalled(memory)).answer == "unsure"


async def test_a_fresh_answer_replaces_the_remembered_one():
    memory = await kept(MET)
    await kept(VIOLATED, memory=memory)

    assert (await recalled(memory)).answer == "violated"
    assert len(memory.values) == 1


@given(text=st.text(min_size=1), reason=st.text())
async def test_any_other_subject_or_claim_asks_again_and_the_same_never_does(text, reason):
    subject = LOCK.model_copy(update={"text": text})
    question = Question(FEATURE, subject, (Claim("FR-003", "ticked", reason),))
    memory = await kept()

    known = await recalled(memory, replace(BEARING, question=question), present=present_in(BEARING))

    assert (known is not None) == ((text, reason) == (LOCK.text, "ticks `T001`"))


def moved(piece):
    return replace(piece, span=a_span(piece.span.path, piece.span.first + 40, piece.span.last + 40))


def with_new(**fields):
    return replace(BEARING, **fields)


NEW = Evidence("", "code", a_span("src/new.py", 1, 1), "lock(account, after=5)")
NOTHING_NEW = {
    "nothing": BEARING,
    "lines were inserted above": with_new(code=(moved(NEAR), moved(FAR)), rest=(moved(SPOKEN), UNCHANGED)),
    "other words about it": with_new(code=(replace(NEAR, note="new file"), FAR)),
}
NEW_BUT_NOT_CLOSE = {
    "code of the change that matches badly": with_new(code=(NEAR, FAR, NEW)),
    "unchanged code that was not found before": with_new(rest=(SPOKEN, UNCHANGED, NEW)),
    "badly matching code is gone": with_new(code=(NEAR,)),
    "another result of a search": with_new(searched=("account: nowhere",)),
}
CLOSE = {
    "code of the change that matches well": with_new(code=(NEAR, NEW, FAR), near=2),
    "edited code that matches well": with_new(code=(replace(NEAR, text="LIMIT = 9\nlock(account)"), FAR)),
    "the file goes by another name": with_new(code=(replace(NEAR, span=a_span("src/signin.py", 4, 5)), FAR)),
    "the spec says something else": with_new(rest=(replace(SPOKEN, text="### Story"), UNCHANGED)),
}


@pytest.mark.parametrize("reply", [MET, VIOLATED, MISSING, UNSURE], ids=lambda reply: reply.answer)
@pytest.mark.parametrize("bearing", NOTHING_NEW.values(), ids=NOTHING_NEW)
async def test_every_answer_stands_as_long_as_nothing_changes(reply, bearing):
    assert (await recalled(await kept(reply), bearing)).answer == reply.answer


@pytest.mark.parametrize("reply", [MET, VIOLATED, MISSING, UNSURE], ids=lambda reply: reply.answer)
@pytest.mark.parametrize("bearing", CLOSE.values(), ids=CLOSE)
async def test_no_answer_stands_when_something_that_bears_closely_is_new(reply, bearing):
    assert await recalled(await kept(reply), bearing, present=present_in(bearing) | present_in(BEARING)) is None


@pytest.mark.parametrize(
    ("reply", "stands"),
    [(MET, True), (VIOLATED, True), (MISSING, False), (UNSURE, False)],
    ids=["met", "violated", "missing", "unsure"],
)
@pytest.mark.parametrize("bearing", NEW_BUT_NOT_CLOSE.values(), ids=NEW_BUT_NOT_CLOSE)
async def test_what_was_missing_or_left_open_falls_when_something_bears_on_it_that_is_not_close(reply, stands, bearing):
    assert (await recalled(await kept(reply), bearing) is not None) == stands


@pytest.mark.parametrize("bearing", NEW_BUT_NOT_CLOSE.values(), ids=NEW_BUT_NOT_CLOSE)
async def test_an_accusation_that_did_not_stand_is_like_what_was_left_open(bearing):
    memory = await kept(VIOLATED, came_to="unsure")

    assert await recalled(memory) is not None
    assert await recalled(memory, bearing) is None


async def test_what_was_left_open_about_a_subject_that_nobody_claims_stands_like_what_is_met():
    unclaimed = replace(BEARING, question=replace(BEARING.question, claims=()))
    memory = await kept(UNSURE, bearing=unclaimed)

    assert await recalled(memory, replace(unclaimed, code=(NEAR, FAR, NEW))) is not None


async def test_an_answer_falls_with_the_code_that_it_quotes_wherever_that_stood():
    memory = await kept(replied("FR-003", "met", ("E2", "note(account)")))

    assert await recalled(memory, present=present_in(BEARING)) is not None
    assert await recalled(memory, present=present_in(BEARING) - {trace(FAR)}) is None


async def test_one_answer_that_falls_takes_no_other_down():
    memory = await kept()
    mail = Bearing(asked(MAIL), (FAR,), 1)
    await recollection(memory).keep_reply(mail, PACKET, replied("FR-004", "met", ("E2", "note(account)")), "met", ())
    changed = replace(mail, code=(NEW,))

    replies = await recollection(memory).replies(
        [BEARING, changed], present_in(BEARING) | present_in(changed), FakeReader(FILES)
    )

    assert list(replies.standing) == ["FR-003"]
    assert replies.doubtful == {"FR-004": frozenset({trace(FAR)})}


@pytest.mark.parametrize("files", OTHER_FILES.values(), ids=OTHER_FILES)
async def test_a_first_reading_whose_look_ups_read_otherwise_falls(files):
    memory = await kept(looks=LOOKS)

    assert await recalled(memory, reader=FakeReader(FILES)) is not None
    assert await recalled(memory, reader=FakeReader(files)) is None


async def test_look_ups_that_cannot_be_repeated_let_the_answer_fall():
    assert await recalled(await kept(looks=LOOKS), reader=FakeReader(FILES, away=True)) is None


async def test_what_was_looked_up_is_kept_as_far_as_it_is_quoted():
    said = Reply("FR-003", (part("yes", "", ("L1", "account.locked = True")),), (LOOKED_UP,))
    memory = await kept(said)

    (piece,) = (await recalled(memory)).looked_up
    assert (piece.id, piece.text, piece.span) == ("L1", "account.locked = True", a_span("src/auth.py", 2))
    assert "def lock" not in "".join(memory.values.values())


async def test_no_source_is_kept_but_what_is_quoted():
    (value,) = (await kept()).values.values()

    assert value.isascii()
    assert set(json.loads(value)) == {"parts", "came_to", "looked_up", "grounds", "reads"}
    assert "LIMIT = 8" in value
    assert not [one for one in ("lock(account)", "note(account)", "def rows", LOCK.text) if one in value]


async def test_an_answer_that_no_utf8_can_hold_is_remembered():
    odd = replied("FR-003", "met", ("E1", "\ud800 \0 LIMIT"))

    assert (await recalled(await kept(odd))).quotes[0].text == "\ud800 \0 LIMIT"


# A memory that fails


async def test_without_a_memory_nothing_is_known_and_nothing_is_kept():
    nothing = Recollection(None, 0, "")
    await nothing.keep_reply(BEARING, PACKET, MET, "met", ())

    assert await nothing.replies([BEARING], present_in(BEARING), FakeReader({})) == NOTHING


async def test_a_memory_that_is_away_fails_nothing_and_is_not_waited_for_again():
    memory = FakeMemory(away=True)
    known = recollection(memory)

    for _ in range(3):
        assert await known.replies([BEARING], present_in(BEARING), FakeReader({})) == NOTHING
        await known.keep_reply(BEARING, PACKET, MET, "met", ())

    assert memory.recalled == 1


async def test_a_memory_that_does_not_answer_in_time_is_away(monkeypatch):
    class Stuck(FakeMemory):
        async def recall(self, *_):
            await never.wait()

    never = asyncio.Event()
    monkeypatch.setattr(remembering, "_SECONDS", 0.01)

    assert await recalled(await kept(memory=Stuck())) is None


GROUNDS = '{"shown": [], "bearing": [], "quoted": [], "searched": []}'


@pytest.mark.parametrize(
    "value",
    [
        "",
        "{",
        "[]",
        "null",
        '{"replies": []}',
        '{"answer": "met", "quotes": [], "looked_up": [], "reads": []}',
        f'{{"parts": [{{"holds": "yes"}}], "looked_up": [], "grounds": {GROUNDS}, "reads": []}}',
        f'{{"parts": [{{"holds": "perhaps"}}], "came_to": "met", "looked_up": [], "grounds": {GROUNDS}, "reads": []}}',
    ],
)
async def test_what_another_version_wrote_is_asked_anew_and_replaced(value):
    memory = await kept()
    memory.values = dict.fromkeys(memory.values, value)

    assert await recalled(memory) is None
    assert await recalled(await kept(memory=memory)) is not None


# Second readings

CONFIRMED = confirmed(
    "5 attempts", "8 attempts", ("E1", "LIMIT = 8"), ("L1", "account.locked = True"), looked_up=(LOOKED_UP,)
)
ACCUSED = Accusation("violated", "after 5 attempts")
ALONE = replace(PACKET, questions=(asked(LOCK),))


async def refuted(*looks, refutation=CONFIRMED):
    """A memory that holds one second reading."""
    memory = FakeMemory()
    await recollection(memory).keep_refutation(BEARING, ALONE, ACCUSED, refutation, reads(*looks))
    return memory


async def second(memory, *, accusation=ACCUSED, bearing=BEARING, present=None, reader=None, **which):
    present = present_in(bearing) if present is None else present
    return await recollection(memory, **which).refutation(bearing, accusation, present, reader or FakeReader(FILES))


async def test_a_refutation_whose_look_ups_still_read_the_same_is_known_again():
    known = await second(await refuted(*LOOKS))

    assert (known.confirmed, known.expected, known.found) == (True, "5 attempts", "8 attempts")


@pytest.mark.parametrize("files", OTHER_FILES.values(), ids=OTHER_FILES)
async def test_a_refutation_whose_look_ups_read_otherwise_is_made_anew(files):
    assert await second(await refuted(*LOOKS), reader=FakeReader(files)) is None


async def test_what_was_not_read_may_change():
    memory = await refuted(("lines", "src/auth.py", 1, 2))

    assert await second(memory, reader=FakeReader({**FILES, "src/new.py": "nothing"})) is not None


async def test_a_refutation_whose_look_ups_cannot_be_repeated_is_made_anew():
    assert await second(await refuted(*LOOKS), reader=FakeReader(FILES, away=True)) is None


@pytest.mark.parametrize(
    "other",
    [
        {"identity": "model/2"},
        {"full": True},
        {"repository": 8},
        {"accusation": Accusation("missing", "after 5 attempts")},
        {"accusation": Accusation("violated", "lock the account")},
        {"bearing": replace(BEARING, question=asked(LOCK.model_copy(update={"text": "MAY lock"})))},
        {"present": present_in(BEARING) - {trace(NEAR)}},
    ],
    ids=["model", "full", "repository", "answer", "words", "subject", "quoted code is gone"],
)
async def test_another_accusation_is_refuted_anew(other):
    assert await second(await refuted(), **other) is None


@pytest.mark.parametrize("bearing", NOTHING_NEW.values(), ids=NOTHING_NEW)
async def test_a_refutation_stands_as_long_as_nothing_changes(bearing):
    assert (await second(await refuted(), bearing=bearing)).confirmed


@pytest.mark.parametrize("bearing", CLOSE.values(), ids=CLOSE)
async def test_a_refutation_falls_when_something_that_bears_closely_is_new(bearing):
    present = present_in(bearing) | present_in(BEARING)

    assert await second(await refuted(), bearing=bearing, present=present) is None


@pytest.mark.parametrize("bearing", NEW_BUT_NOT_CLOSE.values(), ids=NEW_BUT_NOT_CLOSE)
async def test_that_something_is_missing_is_refuted_anew_when_anything_that_bears_on_it_is_new(bearing):
    memory, missing = FakeMemory(), Accusation("missing")
    await recollection(memory).keep_refutation(BEARING, ALONE, missing, CONFIRMED, ())

    assert await second(memory, accusation=missing) is not None
    assert await second(memory, accusation=missing, bearing=bearing) is None


async def test_no_more_of_the_source_is_kept_than_is_quoted_and_the_verdict_is_the_same():
    memory = await refuted(*LOOKS)
    verdict = a_verdict(LOCK, "violated")
    known = await second(memory)

    assert not [one for one in ("def lock", "lock(account)") if one in "".join(memory.values.values())]
    assert [quote.evidence for quote in known.quotes] == [trace(NEAR), "L1"]
    assert weigh_refutation(verdict, known, PACKET) == weigh_refutation(verdict, CONFIRMED, PACKET)
    assert len(weigh_refutation(verdict, known, PACKET).citations) == 2


async def test_a_refutation_that_does_not_confirm_is_known_again():
    assert await second(await refuted(refutation=Refutation(confirmed=False))) == Refutation(confirmed=False)


def test_a_look_up_of_a_later_version_never_reads_the_same():
    (read,) = reads(("search", "locked"))

    assert answers_the_same([read], FakeReader(FILES))
    assert not answers_the_same([replace(read, arguments=("locked", 3))], FakeReader(FILES))
