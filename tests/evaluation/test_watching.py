"""A judge that is watched: what it was shown, and how many of its quotes stand."""

import pytest
from builders import FEATURE, a_requirement, a_span
from fakes.judge import ScriptedJudge, confirmed, part, replied
from fakes.reader import FakeReader

from app.domain.claim import Claim
from app.domain.evidence import Evidence
from app.domain.question import Packet, Question
from app.domain.verdict import Accusation, Failure, Refutation, Reply
from app.evaluation.watching import WatchedJudge

LOCK, LOG = (a_requirement(f"FR-00{n}", f"System MUST {what}") for n, what in ((3, "lock after 5"), (4, "log it")))
QUESTIONS = tuple(Question(FEATURE, one, (Claim(one.key, "ticked", "ticks it"),)) for one in (LOCK, LOG))
CODE = Evidence("E1", "code", a_span("src/login.py", 4, 5), "LIMIT = 8\nlock_account()", "new file")
REMOVED = Evidence("E2", "code", a_span("src/login.py", 6, 7), "LIMIT = 5\nlock()", "lines of the merge base")
PACKET = Packet(FEATURE, QUESTIONS, (CODE, REMOVED))
FOUND = Evidence("L1", "code", a_span("src/audit.py", 1, 1), "audit.write(event)", "looked up")


async def asked(*replies, packet=PACKET):
    watched = WatchedJudge(ScriptedJudge({reply.subject: reply for reply in replies}))
    answer, _ = await watched.ask(packet, None)
    return watched, answer


async def test_quotes_of_every_part_are_counted_and_so_are_those_that_stand():
    several = Reply(
        "FR-003",
        (
            part("yes", "lock", ("E1", "lock_account()")),
            part("no", "after 5", ("E1", "LIMIT = 8"), ("E1", "LIMIT = 7")),
        ),
    )
    watched, answer = await asked(several, replied("FR-004", "unsure"))

    assert (watched.given, watched.standing) == (3, 2)
    assert answer[0] == several


async def test_the_own_words_of_every_question_may_be_quoted():
    watched, _ = await asked(replied("FR-003", "violated", ("FR-003", "lock after 5")), replied("FR-004", "unsure"))

    assert (watched.given, watched.standing) == (1, 1)


async def test_what_the_reader_looked_up_may_be_quoted():
    quotes = (part("yes", "log it", ("L1", "audit.write(event)")),)
    watched, _ = await asked(replied("FR-003", "unsure"), Reply("FR-004", quotes))
    found, _ = await asked(Reply("FR-003", (part("unseen"),), (FOUND,)), Reply("FR-004", quotes, (FOUND,)))

    assert (watched.given, watched.standing) == (1, 0)
    assert (found.given, found.standing) == (1, 1)


async def test_a_failure_is_passed_on_and_nothing_is_counted():
    failure = Failure("outage", "away")
    watched = WatchedJudge(ScriptedJudge({"FR-003": failure, "FR-004": failure}))
    answer, _ = await watched.ask(PACKET)

    assert (answer, watched.given) == (failure, 0)


@pytest.mark.parametrize(("confirms", "given"), [(True, 2), (False, 0)])
async def test_quotes_of_a_second_reader_count_where_it_confirms(confirms, given):
    quotes = (("FR-003", "lock after 5"), ("L1", "audit.write(event)"))
    agreed = confirmed("5", "8", *quotes, looked_up=(FOUND,))
    refutation = agreed if confirms else Refutation(confirmed=False, quotes=agreed.quotes)
    inner = ScriptedJudge({}, {"FR-003": refutation})
    reader = FakeReader({})
    watched = WatchedJudge(inner)

    answer, _ = await watched.refute(QUESTIONS[0], PACKET, Accusation("violated", "after 5"), reader)

    assert (watched.given, watched.standing, answer) == (given, given, refutation)
    assert inner.refuted == [("FR-003", Accusation("violated", "after 5"))]
    assert inner.second_readers == [reader]


async def test_the_first_readers_look_ups_go_through():
    inner = ScriptedJudge({"FR-003": replied("FR-003", "unsure"), "FR-004": replied("FR-004", "unsure")})
    reader = FakeReader({})
    await WatchedJudge(inner).ask(PACKET, reader)

    assert inner.first_readers == [reader]


async def test_it_knows_what_was_asked_and_which_lines_of_the_head_were_shown():
    watched, _ = await asked(replied("FR-003", "unsure"), replied("FR-004", "unsure"))

    assert watched.asked("FR-003")
    assert not watched.asked("FR-009")
    assert watched.shown("FR-003", a_span("src/login.py", 4, 5))
    assert not watched.shown("FR-003", a_span("src/login.py", 4, 6))  # line 6 is one of the merge base
    assert not watched.shown("FR-003", a_span("src/audit.py", 4))
    assert not watched.shown("FR-009", a_span("src/login.py", 4))
