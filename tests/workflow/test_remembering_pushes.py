"""What a second review of a pull request pays for."""

from dataclasses import replace

import pytest
from builders import FEATURE, a_requirement
from fakes.judge import QuotingJudge, ScriptedJudge, part, replied
from fakes.reader import FakeReader
from pushes import (
    BROKEN,
    CONFIRMED,
    FILES,
    LIMIT,
    LOCK,
    LOCKING,
    MAIL,
    MET,
    Pushes,
    a_first_feature,
    a_second_feature,
    answers,
    claimed,
    dossier,
    of_features,
)

from app.domain.question import Question
from app.domain.repository import Hit
from app.domain.verdict import Failure, Refutation, Reply
from app.stages.report import write_report
from app.workflow.budget import BudgetedJudge

ELSEWHERE = {**FILES, "src/tide.py": "def high(harbour):\n    return moon(harbour)"}
BROKEN_ONE = {**MET, "FR-001": BROKEN}


def coverage(judgement, dossier):
    coverage = write_report(dossier, judgement, "1.0")[0].coverage
    return coverage.judged_now, coverage.remembered


async def again(second, first=None, answers=MET, refutations=None, **how):
    """The keys that a second review asks about, after a first one of `first`."""
    pushes = Pushes()
    await pushes.review(first or dossier(), answers, refutations)
    _, inner = await pushes.review(second, answers, refutations, **how)
    return inner.questions


SAID = {
    "met": (MET, None),
    "violated": (BROKEN_ONE, CONFIRMED),
    "violated, not confirmed": (BROKEN_ONE, {"FR-001": Refutation(confirmed=False)}),
    "unsure": ({**MET, "FR-001": replied("FR-001", "unsure")}, None),
    "missing": (
        {**MET, "FR-001": replied("FR-001", "missing", ("", "failed: nowhere"))},
        {"FR-001": Refutation(confirmed=True, expected="a", found="b", quotes=CONFIRMED["FR-001"].quotes)},
    ),
}


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
async def test_where_nothing_changed_nothing_is_asked_and_everything_is_told_again(said):
    pushes = Pushes()
    first, _ = await pushes.review(dossier(), *said)
    second, inner = await pushes.review(dossier(), inner=ScriptedJudge())

    assert (inner.asked, inner.refuted) == ([], [])
    assert (second.usage.model_calls, second.usage.cost_usd) == (0, 0)
    assert [replace(one, remembered=False) for one in second.verdicts] == list(first.verdicts)
    assert second.findings == first.findings
    assert (coverage(first, dossier()), coverage(second, dossier())) == ((2, 0), (0, 2))


async def test_an_answer_that_came_to_nothing_is_remembered_too():
    unfounded = {**MET, "FR-001": replied("FR-001", "met", ("", "lock(owner)"))}
    invented = {**MET, "FR-001": replied("FR-001", "violated", LIMIT, words="log every attempt")}

    assert await again(dossier(), answers=unfounded) == []
    assert await again(dossier(), answers=invented) == []


async def test_a_change_elsewhere_asks_nothing_again():
    assert await again(dossier(ELSEWHERE)) == []


async def test_new_code_asks_again_about_the_question_that_it_bears_on_closely_and_no_other():
    new = {**FILES, "src/attempts.py": "def after_failed_attempts(account):\n    lock(account)"}

    assert await again(dossier(new)) == ["FR-001"]


async def test_edited_code_asks_again_about_the_question_that_it_bears_on_and_no_other():
    assert await again(dossier({**FILES, "src/lock.py": LOCKING.replace("8", "5")})) == ["FR-001"]


async def test_an_edited_requirement_is_asked_about_again_and_no_other():
    other = LOCK.model_copy(update={"text": LOCK.text.replace("5", "9")})

    assert await again(dossier(subjects=(other, MAIL))) == ["FR-001"]


async def test_another_claim_asks_again_about_what_it_claims_and_nothing_else():
    assert await again(dossier(), first=dossier(claims=claimed(LOCK))) == ["FR-002"]


async def test_an_answer_is_asked_again_when_the_code_that_it_quotes_is_gone():
    elsewhere = {**MET, "FR-001": replied("FR-001", "met", ("", "SHADE = 'blue'"))}
    edited = dossier({**FILES, "src/colour.py": "SHADE = 'red'"})

    assert await again(edited) == []
    pushes = Pushes()
    await pushes.review(dossier(), elsewhere)
    second, inner = await pushes.review(edited, MET)
    assert inner.questions == ["FR-001"]
    assert answers(second) == {"FR-001": "met", "FR-002": "met"}


async def test_an_answer_that_now_comes_to_less_is_asked_again():
    """Its quote names the first piece, which is there still, and stood in another, which is gone."""
    misnamed = {**MET, "FR-001": replied("FR-001", "met", ("E1", "SHADE = 'blue'"))}
    pushes = Pushes()
    await pushes.review(dossier(), inner=ScriptedJudge(misnamed))
    _, inner = await pushes.review(dossier({**FILES, "src/colour.py": "SHADE = 'red'"}))

    assert inner.questions == ["FR-001"]


NOT_CLOSE = dossier({**FILES, "src/audit.py": FILES["src/audit.py"].replace("30", "31")})


async def test_a_contradiction_stands_until_something_that_bears_on_it_closely_changes():
    pushes = Pushes()
    await pushes.review(dossier(), BROKEN_ONE, CONFIRMED)
    same, _ = await pushes.review(NOT_CLOSE, inner=ScriptedJudge())
    near = dossier({**FILES, "src/lock.py": f"{LOCKING}\n    warn(account)"})
    other, inner = await pushes.review(near, BROKEN_ONE, {"FR-001": Refutation(confirmed=False)})

    assert answers(same)["FR-001"] == "violated"
    assert (set(inner.questions), len(inner.refuted)) == ({"FR-001"}, 1)
    assert answers(other)["FR-001"] == "unsure"


@pytest.mark.parametrize("said", ["missing", "unsure"])
async def test_what_was_missing_or_left_open_is_asked_again_as_soon_as_anything_that_bears_on_it_changed(said):
    pushes = Pushes()
    await pushes.review(dossier(), *SAID[said])
    judgement, inner = await pushes.review(NOT_CLOSE, MET)

    assert inner.questions == ["FR-001"]
    assert answers(judgement)["FR-001"] == "met"


async def test_what_is_met_is_not_asked_again_for_what_does_not_bear_on_it_closely():
    assert await again(NOT_CLOSE) == []


async def test_a_finding_goes_when_the_fresh_answer_says_so_and_stays_gone():
    pushes = Pushes()
    first, _ = await pushes.review(dossier(), BROKEN_ONE, CONFIRMED)
    mended = dossier({**FILES, "src/lock.py": LOCKING.replace("8", "5")})
    second, _ = await pushes.review(mended, MET)
    third, inner = await pushes.review(mended, inner=ScriptedJudge())

    assert [answers(one)["FR-001"] for one in (first, second, third)] == ["violated", "met", "met"]
    assert inner.asked == []


async def test_what_was_answered_before_is_asked_on_little_and_when_it_is_met_that_is_enough():
    pushes = Pushes()
    await pushes.review(dossier(), BROKEN_ONE, CONFIRMED)
    judgement, inner = await pushes.review(dossier({**FILES, "src/lock.py": LOCKING.replace("8", "5")}))

    (packet,) = inner.asked
    assert {piece.span.path for piece in packet.evidence if piece.side == "code"} == {"src/lock.py"}
    assert answers(judgement)["FR-001"] == "met"


@pytest.mark.parametrize("said", [BROKEN, replied("FR-001", "unsure")], ids=["violated", "unsure"])
async def test_what_is_not_met_on_little_is_asked_on_everything_before_it_counts(said):
    pushes = Pushes()
    edited = {**FILES, "src/lock.py": f"{LOCKING}  # twice"}
    await pushes.review(dossier())
    judgement, inner = await pushes.review(dossier(edited), {**MET, "FR-001": said}, CONFIRMED)
    _, third = await pushes.review(dossier(edited), inner=ScriptedJudge())

    little, everything = inner.asked
    assert inner.questions == ["FR-001", "FR-001"]
    assert len(little.evidence) < len(everything.evidence)
    assert "src/audit.py" in {piece.span.path for piece in everything.evidence}
    assert answers(judgement)["FR-001"] == said.answer
    assert third.asked == []


async def test_an_answer_on_little_stands_when_nothing_changes_after_it():
    """The code that bears on the requirement closely is longer than what a second asking shows."""
    long = {f"src/lock{n}.py": LOCKING + "\n    lock(account)" * 80 for n in range(7)}
    edited = {path: text.replace("8", "9") for path, text in long.items()}
    pushes = Pushes()
    alone = {"FR-001": MET["FR-001"]}
    await pushes.review(dossier(long, (LOCK,)), alone)
    _, second = await pushes.review(dossier(edited, (LOCK,)), alone)
    _, third = await pushes.review(dossier(edited, (LOCK,)), inner=ScriptedJudge(alone))

    assert second.questions == ["FR-001"]
    assert third.questions == []


async def test_the_failure_of_a_request_on_little_is_not_repeated_on_everything():
    pushes = Pushes()
    edited = dossier({**FILES, "src/lock.py": LOCKING.replace("8", "5")})
    await pushes.review(dossier())
    judgement, inner = await pushes.review(edited, {**MET, "FR-001": Failure("outage", "The model is away")})

    assert len(inner.asked) == 1
    assert answers(judgement) == {"FR-001": "error", "FR-002": "met"}


async def test_code_that_another_question_brought_into_the_request_can_be_quoted_and_is_remembered():
    helper = "def mail(receipt):\n    send(receipt, copies=2)"
    hits = {"receipt": (Hit("src/mail.py", 1, "def mail(receipt):"),)}
    one = dossier()
    shown = replace(one, texts={**one.texts, "src/mail.py": helper}, paths=one.paths | {"src/mail.py"}, hits=hits)
    said = {**MET, "FR-001": replied("FR-001", "met", ("", "send(receipt, copies=2)"))}

    assert await again(shown, first=shown, answers=said) == []


async def test_a_fresh_answer_beats_the_remembered_one():
    pushes = Pushes()
    await pushes.review(dossier(), MET)
    second, _ = await pushes.review(dossier(), BROKEN_ONE, CONFIRMED, full=True)
    third, inner = await pushes.review(dossier(), inner=ScriptedJudge())

    assert [answers(one)["FR-001"] for one in (second, third)] == ["violated", "violated"]
    assert [one.rule.code for one in third.findings] == ["SPEC201"]
    assert inner.asked == []


@pytest.mark.parametrize("how", [{"full": True}, {"identity": "/prompts2"}, {"identity": "/deep"}], ids=str)
async def test_full_another_prompt_and_another_depth_ask_everything_again(how):
    assert await again(dossier(), **how) == ["FR-001", "FR-002"]


async def test_a_memory_that_is_away_costs_its_calls_and_nothing_else():
    pushes = Pushes(away=True)
    first, _ = await pushes.review(dossier(), BROKEN_ONE, CONFIRMED)
    second, inner = await pushes.review(dossier(), BROKEN_ONE, CONFIRMED)

    assert answers(first) == answers(second) == {"FR-001": "violated", "FR-002": "met"}
    assert inner.questions == ["FR-001", "FR-002"]
    assert len(inner.refuted) == 1


class Looking(QuotingJudge):
    """Searches for `term` before it answers, in either reading, where it may."""

    term = "rows"

    async def ask(self, packet, reader=None):
        if reader:
            reader.search(self.term)
        return await super().ask(packet, reader)

    async def refute(self, question, packet, accusation, reader):
        if reader:
            reader.search(self.term)
        return await super().refute(question, packet, accusation, reader)


MOVED_ON = FakeReader({**FILES, "docs/rows.md": "rows"})


async def test_a_first_reading_is_made_anew_when_a_look_up_of_it_reads_otherwise():
    pushes = Pushes()
    deep = dossier(depth="deep")
    await pushes.review(deep, inner=Looking(MET))
    _, same = await pushes.review(deep, inner=Looking(MET))
    _, other = await pushes.review(deep, inner=Looking(MET), reader=MOVED_ON)

    assert (same.questions, other.questions) == ([], ["FR-001", "FR-002"])


class LookingTwice(Looking):
    """Looks further in the second reading alone."""

    async def ask(self, packet, reader=None):
        del reader
        return await super().ask(packet)


async def test_a_subject_whose_second_reader_is_asked_anew_counts_as_judged_now():
    pushes = Pushes()
    script = (BROKEN_ONE, {"FR-001": Refutation(confirmed=False)})
    await pushes.review(dossier(), inner=LookingTwice(*script))

    judgement, inner = await pushes.review(dossier(), inner=LookingTwice(*script), reader=MOVED_ON)

    assert inner.questions == []
    assert [key for key, _ in inner.refuted] == ["FR-001"]
    assert [one.subject.key for one in judgement.verdicts if not one.remembered] == ["FR-001"]
    assert judgement.usage.model_calls == 1


async def test_a_subject_whose_first_reader_is_asked_anew_counts_as_judged_now():
    pushes = Pushes()
    await pushes.review(dossier(), BROKEN_ONE, CONFIRMED)
    pushes.memory.values = {key: value for key, value in pushes.memory.values.items() if "refutation" in value}

    judgement, inner = await pushes.review(dossier(), BROKEN_ONE, CONFIRMED)

    assert inner.refuted == []
    assert judgement.usage.remembered == 1
    assert not any(one.remembered for one in judgement.verdicts)


async def test_what_a_failure_left_open_is_asked_again():
    pushes = Pushes()
    first, _ = await pushes.review(dossier(), {**MET, "FR-002": Failure("outage", "The model is away")})
    second, inner = await pushes.review(dossier())

    assert set(answers(first).values()) == {"error"}
    assert set(answers(second).values()) == {"met"}
    assert inner.questions == ["FR-001", "FR-002"]


async def test_an_answer_that_leaves_a_question_open_is_kept_and_the_question_asked_again():
    class Silent(QuotingJudge):
        async def ask(self, packet, reader=None):
            replies, usage = await super().ask(packet, reader)
            return replies[:1], usage

    pushes = Pushes()
    first, _ = await pushes.review(dossier(), inner=Silent(MET))
    second, inner = await pushes.review(dossier())

    assert answers(first) == {"FR-001": "met", "FR-002": "error"}
    assert answers(second) == {"FR-001": "met", "FR-002": "met"}
    assert inner.questions == ["FR-002"]


async def test_a_second_reading_that_failed_is_made_again_and_the_first_is_not():
    pushes = Pushes()
    first, _ = await pushes.review(dossier(), BROKEN_ONE, {"FR-001": Failure("outage", "away")})
    second, inner = await pushes.review(dossier(), BROKEN_ONE, CONFIRMED)

    assert (answers(first)["FR-001"], answers(second)["FR-001"]) == ("error", "violated")
    assert (inner.questions, len(inner.refuted)) == ([], 1)


async def test_each_answer_is_kept_as_soon_as_it_is_there():
    class Crashing(QuotingJudge):
        async def refute(self, *_):
            raise ZeroDivisionError

    pushes = Pushes()
    with pytest.raises(ZeroDivisionError):
        await pushes.review(dossier(), inner=Crashing(BROKEN_ONE))
    _, inner = await pushes.review(dossier(), BROKEN_ONE, CONFIRMED)

    assert (inner.questions, len(inner.refuted)) == ([], 1)


async def test_remembered_answers_cost_nothing_of_the_budget():
    pushes = Pushes()
    await pushes.review(dossier(), BROKEN_ONE, CONFIRMED)

    judgement, _ = await pushes.review(dossier(), inner=BudgetedJudge(ScriptedJudge(), 0.0))

    assert answers(judgement) == {"FR-001": "violated", "FR-002": "met"}


class ByText(QuotingJudge):
    """Answers by what a subject says, because its key is not its own."""

    async def ask(self, packet, reader=None):
        self.answers = {one.subject.key: self._about(one) for one in packet.questions}
        return await super().ask(packet, reader)

    def _about(self, question: Question) -> Reply:
        return BROKEN if question.subject.text == LOCK.text else replied("FR-001", "met", ("", "def paid(payment):"))


async def test_two_features_with_a_subject_of_the_same_key_are_told_apart():
    pushes = Pushes()
    both = of_features((a_first_feature(), a_second_feature()))
    first, asked = await pushes.review(both, inner=ByText({}, CONFIRMED))
    second, inner = await pushes.review(both, inner=ScriptedJudge())
    edited = of_features(both.features, {**FILES, "src/receipt.py": "def paid(payment):\n    mail(receipt, payment)"})
    _, third = await pushes.review(edited, inner=ByText({}, CONFIRMED))

    said = [(one.feature, one.answer) for one in first.verdicts]
    assert said == [("specs/001-login", "violated"), ("specs/002-payment", "met")]
    assert [(one.feature, one.answer) for one in second.verdicts] == said
    assert len(asked.asked) == 2
    assert inner.asked == []
    assert [packet.feature for packet in third.asked] == ["specs/002-payment"]


async def test_an_unclaimed_subject_that_the_change_touches_is_remembered_too():
    base = dossier(claims=claimed(MAIL))
    said = {**MET, "FR-001": Reply("FR-001", (part("unseen", "lock the account"),))}

    assert await again(base, first=base, answers=said) == []
    assert await again(dossier(ELSEWHERE, claims=claimed(MAIL)), first=base, answers=said) == []
    assert "FR-001" in await again(base, first=dossier(ELSEWHERE, (MAIL,)), answers=said)


async def test_a_requirement_that_the_change_brings_is_asked_about_alone():
    more = a_requirement("FR-003", "System MUST note who paints the shade blue", line=14)
    said = {**MET, "FR-003": replied("FR-003", "met", ("", "SHADE = 'blue'"))}

    assert await again(dossier(subjects=(LOCK, MAIL, more)), answers=said) == ["FR-003"]


def with_decision(text):
    before = dossier()
    return replace(before, texts={**before.texts, f"{FEATURE}/research.md": f"{text}\n\n## Colours\nAll is blue."})


async def test_a_second_reader_sees_what_another_place_of_the_spec_says_and_is_asked_again_when_that_changes():
    pushes = Pushes()
    decided = with_decision("## Decision\nLock the account after 8 failed attempts.")
    await pushes.review(dossier(), BROKEN_ONE, CONFIRMED)
    judgement, inner = await pushes.review(decided, BROKEN_ONE, {"FR-001": Refutation(confirmed=False)})
    _, third = await pushes.review(decided, inner=ScriptedJudge())

    assert inner.asked == []
    (packet,) = inner.second_packets
    assert [piece.span.path for piece in packet.evidence if "8 failed attempts" in piece.text] == [
        f"{FEATURE}/research.md"
    ]
    assert answers(judgement)["FR-001"] == "unsure"
    assert (third.asked, third.refuted) == ([], [])
