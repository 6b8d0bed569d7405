"""Rules, model, waivers, acceptance, memory and budget together."""

import asyncio
from dataclasses import replace

import pytest
from builders import (
    FEATURE,
    a_change,
    a_dossier,
    a_feature,
    a_requirement,
    a_reviewed_feature,
    a_story,
    a_task,
    an_added_file,
)
from fakes.judge import ScriptedJudge, confirmed, replied
from fakes.memory import FakeMemory
from fakes.reader import FakeReader

from app.domain.claim import Claim
from app.domain.decisions import Acceptance, Decisions, Waiver
from app.domain.verdict import Failure, Refutation
from app.stages.acceptance import basis
from app.stages.report import write_report
from app.workflow.budget import BudgetedJudge
from app.workflow.judging import judge, judge_by_rules
from app.workflow.remembering import RememberingJudge
from specs_schema.config import RepoConfig

TODAY = "2026-06-15"
CODE = "LIMIT = 8\nlock(account)"
SPEC = "\n".join(f"line {number}" for number in range(1, 60))
KEYS = ("FR-001", "FR-002", "US1/AC1", "US2/AC1")
HEAD = a_feature(
    requirements=(a_requirement("FR-001"), a_requirement("FR-002")),
    stories=(
        a_story("US1", 1).model_copy(update={"priority": "P2"}),
        a_story("US2", 1, line=40),
    ),
)
READER = FakeReader({"src/login.py": CODE})
WAIVER = Waiver(subject="FR-001", reason="the old clients", by="ann", until="2026-12-31")


def dossier(head=HEAD, base=None, *, code=CODE, claimed=KEYS, decisions=None, **config):
    claims = tuple(Claim(key, "ticked", f"ticks `{key}`") for key in claimed)
    return a_dossier(
        a_reviewed_feature(head, base, claims=claims),
        change=a_change(an_added_file("src/login.py", tuple(code.split("\n")))),
        texts={"src/login.py": code, f"{FEATURE}/spec.md": SPEC},
        paths=frozenset({"src/login.py"}),
        config=RepoConfig(**{"mode": "gate", **config}),
        decisions=decisions or Decisions(today=TODAY),
        known_features=(FEATURE,),
    )


def a_judge(refutations=None, **changed):
    met = {key: replied(key, "met", ("E1", "LIMIT = 8")) for key in KEYS}
    return ScriptedJudge(met | {answer.subject: answer for answer in changed.values()}, refutations)


def violating(subject="FR-001"):
    """A judge that finds one subject violated, and a second reader that agrees."""
    violated = replied(subject, "violated", ("E1", "LIMIT = 8"))
    return a_judge({subject: confirmed("5", "8", ("E1", "LIMIT = 8"))}, a=violated)


def answers(judgement):
    return {verdict.subject.key: verdict.answer for verdict in judgement.verdicts}


def faults(judgement):
    """The findings that are more than information."""
    return [finding for finding in judgement.findings if finding.severity != "notice"]


def decided(dossier, judgement):
    report, decision = write_report(dossier, judgement, "1.0")
    return decision.check, report.title


async def test_a_waiver_in_force_opens_the_gate_and_withholds_the_finding():
    waived = dossier(decisions=Decisions(today=TODAY, waivers=(WAIVER,)))

    judgement = await judge(waived, READER, violating())

    assert answers(judgement)["FR-001"] == "waived"
    assert faults(judgement) == []
    assert [one.why for one in judgement.withheld] == ["waived by ann until 2026-12-31: the old clients"]
    assert judgement.notes == ()
    assert decided(waived, judgement) == ("success", "3 of 4 claimed subjects met, 1 waived")


async def test_a_waiver_that_ended_does_nothing_and_is_told():
    ended = dossier(decisions=Decisions(today="2027-01-01", waivers=(WAIVER,)))

    judgement = await judge(ended, READER, violating())

    assert answers(judgement)["FR-001"] == "violated"
    assert judgement.notes == ("The waiver of `FR-001` by ann ended on 2026-12-31",)
    assert decided(ended, judgement) == ("failure", "FR-001 not met; 3 of 4 claimed subjects met")


def ticked_without_work(decisions=None):
    task = a_task("T003", "T003 Write src/nowhere.py", paths=("src/nowhere.py",))
    feature = a_reviewed_feature(a_feature(tasks=(task,)), newly_done=frozenset({"T003"}))
    return a_dossier(feature, decisions=decisions or Decisions(today=TODAY))


def test_rules_alone_respect_waivers_too_and_say_what_the_caller_says():
    waiver = WAIVER.model_copy(update={"subject": "T003"})

    before = judge_by_rules(ticked_without_work())
    after = judge_by_rules(ticked_without_work(Decisions(today=TODAY, waivers=(waiver,))), ["From a fork"])

    assert [one.rule.code for one in faults(before)] == ["SPEC302"]
    assert faults(after) == []
    assert [(one.finding.rule.code, one.why[:13]) for one in after.withheld] == [("SPEC302", "waived by ann")]
    assert after.notes == ("From a fork",)


async def test_the_callers_notes_come_first():
    ended = dossier(decisions=Decisions(today="2027-01-01", waivers=(WAIVER,)))

    judgement = await judge(ended, READER, a_judge(), ["A preview"])

    assert [note[:9] for note in judgement.notes] == ["A preview", "The waive"]


async def test_a_weakened_requirement_closes_the_gate_until_somebody_accepts_it():
    base = HEAD.model_copy(update={"requirements": (*HEAD.requirements, a_requirement("FR-009", "MUST go"))})
    waiting, before = dossier(base=base), replied("FR-009 (before)", "unsure")
    judgement = await judge(waiting, READER, a_judge(a=before))
    (weaker,) = faults(judgement)

    assert decided(waiting, judgement) == (
        "action_required",
        "1 spec change needs acceptance; 4 of 4 claimed subjects met",
    )

    by_bob = Acceptance(fingerprint=weaker.fingerprint, basis=basis(weaker), by="bob")
    accepted = dossier(base=base, decisions=Decisions(today=TODAY, accepted=(by_bob,)))
    judgement = await judge(accepted, READER, a_judge(a=before))

    assert decided(accepted, judgement) == ("success", "4 of 4 claimed subjects met")
    assert f"{weaker.message} (accepted by bob)" in [one.message for one in judgement.findings]


def remembering(memory, inner, **options):
    return RememberingJudge(inner, memory, 7, "model/1", **{"full": False, **options})


async def test_a_second_review_of_the_same_asks_nothing_and_says_so():
    memory = FakeMemory()
    first = await judge(dossier(), READER, remembering(memory, violating()))
    second = await judge(dossier(), READER, remembering(memory, ScriptedJudge()))

    assert second.usage.model_calls == 0
    assert [replace(one, remembered=False) for one in second.verdicts] == list(first.verdicts)
    assert second.findings == first.findings
    coverages = [write_report(dossier(), one, "1.0")[0].coverage for one in (first, second)]
    assert [(one.judged_now, one.remembered) for one in coverages] == [(4, 0), (0, 4)]


async def test_a_push_asks_again_only_about_what_changed():
    memory = FakeMemory()
    await judge(dossier(), READER, remembering(memory, a_judge()))
    edited = HEAD.model_copy(
        update={"requirements": (HEAD.requirements[0], a_requirement("FR-002", "MUST mail", line=12))}
    )
    inner = a_judge()

    judgement = await judge(dossier(edited), READER, remembering(memory, inner))

    assert [[one.subject.key for one in packet.questions] for packet in inner.asked] == [["FR-002"]]
    assert [one.subject.key for one in judgement.verdicts if not one.remembered] == ["FR-002"]


async def test_a_subject_whose_second_reader_is_asked_anew_counts_as_judged_now():
    class Looking(ScriptedJudge):
        async def refute(self, question, packet, answer, reader):
            reader.search("lock")
            return await super().refute(question, packet, answer, reader)

    memory = FakeMemory()
    violated = replied("FR-001", "violated", ("E1", "LIMIT = 8"))
    script = ({**a_judge()._answers, "FR-001": violated}, {"FR-001": Refutation(confirmed=False)})
    await judge(dossier(), READER, remembering(memory, Looking(*script)))
    moved = FakeReader({"src/login.py": CODE, "src/auth.py": "def lock(): ..."})

    judgement = await judge(dossier(), moved, remembering(memory, Looking(*script)))

    assert [one.subject.key for one in judgement.verdicts if not one.remembered] == ["FR-001"]
    assert judgement.usage.model_calls == 1


async def test_a_subject_whose_first_reader_is_asked_anew_counts_as_judged_now():
    memory = FakeMemory()
    await judge(dossier(), READER, remembering(memory, violating()))
    memory.values = {key: value for key, value in memory.values.items() if "refutation" in value}

    judgement = await judge(dossier(), READER, remembering(memory, violating()))

    assert judgement.usage.remembered == 1
    assert not any(one.remembered for one in judgement.verdicts)


async def test_what_an_outage_left_open_is_asked_again_and_nothing_else():
    memory = FakeMemory()
    away = ScriptedJudge({**a_judge()._answers, "FR-002": Failure("outage", "The model is away")})
    first = await judge(dossier(), READER, remembering(memory, away))
    inner = a_judge()
    second = await judge(dossier(), READER, remembering(memory, inner))

    assert (answers(first)["FR-002"], answers(second)["FR-002"]) == ("error", "met")
    assert [packet.questions[0].subject.key for packet in inner.asked] == ["FR-002"]


async def test_a_small_budget_goes_to_the_most_important_and_the_report_keeps_its_order():
    inner = a_judge()

    judgement = await judge(dossier(), READER, BudgetedJudge(inner, 0.0035))

    assert [packet.questions[0].subject.key for packet in inner.asked] == ["FR-001", "FR-002", "US2/AC1"]
    assert list(answers(judgement).items()) == [
        ("FR-001", "met"),
        ("FR-002", "met"),
        ("US1/AC1", "error"),
        ("US2/AC1", "met"),
    ]
    assert [note[:66] for note in judgement.notes] == [
        "The budget was used up: 1 subject was not judged for it, 1 of them"
    ]
    assert decided(dossier(), judgement) == ("success", "3 of 4 claimed subjects met, 1 not judged")


async def test_remembered_answers_cost_nothing_of_the_budget():
    memory = FakeMemory()
    await judge(dossier(), READER, remembering(memory, a_judge()))

    judgement = await judge(dossier(), READER, remembering(memory, BudgetedJudge(a_judge(), 0.0)))

    assert set(answers(judgement).values()) == {"met"}


async def test_without_money_for_a_second_reader_there_is_no_finding():
    judgement = await judge(dossier(claimed=("FR-001",)), READER, BudgetedJudge(violating(), 0.0015))

    assert faults(judgement) == []
    assert decided(dossier(claimed=("FR-001",)), judgement) == (
        "action_required",
        "The budget is used up; 0 of 1 claimed subject met, 1 not judged",
    )


@pytest.mark.parametrize(("known", "ahead"), [((), ["FR-001"]), (("FR-001", "FR-002"), ["US2/AC1"])])
async def test_one_question_that_is_not_remembered_goes_ahead_to_warm_the_cache(known, ahead):
    class Watched(ScriptedJudge):
        """Notes which questions were asked before any answer was there."""

        ended = False
        before = ()

        async def ask(self, packet):
            if not self.ended:
                self.before = (*self.before, packet.questions[0].subject.key)
            await asyncio.sleep(0)
            answer = await super().ask(packet)
            self.ended = True
            return answer

    memory = FakeMemory()
    await judge(dossier(claimed=known), READER, remembering(memory, a_judge()))
    inner = Watched(a_judge()._answers)

    await judge(dossier(), READER, remembering(memory, inner))

    assert list(inner.before) == ahead
    assert len(inner.asked) == 4 - len(known)
