"""Rules, model, waivers, acceptance and budget together."""

from builders import (
    FEATURE,
    a_change,
    a_criterion,
    a_dossier,
    a_feature,
    a_requirement,
    a_reviewed_feature,
    a_story,
    a_task,
    an_added_file,
)
from fakes.judge import ScriptedJudge, confirmed, replied
from fakes.reader import FakeReader

from app.domain.claim import Claim
from app.domain.decisions import Acceptance, Decisions, Waiver
from app.domain.verdict import Failure
from app.stages.acceptance import basis
from app.stages.measured import NEEDS_MEASUREMENT
from app.stages.report import write_report
from app.workflow.budget import BudgetedJudge
from app.workflow.judging import judge, judge_by_rules
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


async def test_a_subject_that_reading_cannot_settle_is_unsure_and_nobody_is_asked():
    measured = a_criterion().model_copy(update={"text": "95% of users sign in within 10 seconds"})
    head = HEAD.model_copy(update={"success_criteria": (measured,)})
    inner = a_judge()
    claimed = await judge(dossier(head, claimed=(*KEYS, "SC-001")), READER, inner)
    unclaimed = await judge(dossier(head), READER, a_judge())

    (verdict,) = [one for one in claimed.verdicts if one.subject.key == "SC-001"]
    assert (verdict.answer, verdict.reason) == ("unsure", NEEDS_MEASUREMENT)
    assert sorted(inner.questions) == sorted(KEYS)
    assert answers(unclaimed)["SC-001"] == "not_claimed"


# Three requests: the requirements, the scenarios of a story P2, and those of one P1.
LARGE = a_feature(
    requirements=tuple(a_requirement(f"FR-00{number}", line=number) for number in range(1, 9)),
    stories=(
        a_story("US1", 8).model_copy(update={"priority": "P2"}),
        a_story("US2", 8, line=40),
    ),
)
LARGE_KEYS = [subject.key for subject in LARGE.subjects]
REQUIREMENTS, SECOND, FIRST = LARGE_KEYS[:8], LARGE_KEYS[8:16], LARGE_KEYS[16:]


def large(**config):
    return dossier(LARGE, claimed=tuple(LARGE_KEYS), **config)


def a_large_judge(**changed):
    met = {key: replied(key, "met", ("E1", "LIMIT = 8")) for key in LARGE_KEYS}
    return ScriptedJudge({**met, **{answer.subject: answer for answer in changed.values()}})


async def test_a_small_budget_goes_to_the_most_important_and_the_report_keeps_its_order():
    inner = a_large_judge()

    judgement = await judge(large(), READER, BudgetedJudge(inner, 0.0025))

    assert [[one.subject.key for one in packet.questions] for packet in inner.asked] == [REQUIREMENTS, FIRST]
    said = answers(judgement)
    assert list(said) == LARGE_KEYS
    assert {key for key, answer in said.items() if answer == "error"} == set(SECOND)
    assert [note[:67] for note in judgement.notes] == [
        "The budget was used up: 8 subjects were not judged for it, 8 of the"
    ]
    assert decided(large(), judgement) == ("success", "16 of 24 claimed subjects met, 8 not judged")


async def test_a_failure_is_the_error_of_its_own_request_and_of_no_other():
    failing = ScriptedJudge({**a_large_judge().answers, "US1/AC3": Failure("refusal", "no")})

    judgement = await judge(large(), READER, failing)

    assert {key for key, answer in answers(judgement).items() if answer == "error"} == set(SECOND)
    assert decided(large(), judgement)[0] == "action_required"


async def test_without_money_for_a_second_reader_there_is_no_finding():
    judgement = await judge(dossier(claimed=("FR-001",)), READER, BudgetedJudge(violating(), 0.0015))

    assert faults(judgement) == []
    assert decided(dossier(claimed=("FR-001",)), judgement) == (
        "action_required",
        "The budget is used up; 0 of 1 claimed subject met, 1 not judged",
    )
