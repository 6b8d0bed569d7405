"""The whole engine on a real repository, with a judge whose answers are written down."""

from contextlib import asynccontextmanager

import pytest
from fakes.judge import QuotingJudge, confirmed, part, replied

from app.domain.verdict import Accusation, Failure, Refutation, Reply
from app.git.repository import GitRepository
from app.local import LocalRequest, review_locally
from app.parsing.spec_reader import SpecReader
from app.ports import NotFound

LIMIT = ("E1", "LIMIT = 8")
LOCK = ("FR-001", "System MUST lock an account after 5 failed attempts")


def review(checkout, judge=None, **request):
    @asynccontextmanager
    async def opened(_tier):
        yield judge

    with GitRepository.open(checkout.path) as repository:
        return review_locally(
            repository,
            SpecReader("fork"),
            LocalRequest("acme/app", base="main", **request),
            "1.0",
            opened if judge else None,
        )


def answers(**changed):
    met = {
        "FR-001": replied("FR-001", "met", LIMIT),
        "FR-002": replied("FR-002", "unsure"),
        "US1/AC1": replied("US1/AC1", "met", ("E1", "def failed(attempts):")),
        "T001": replied("T001", "met", LIMIT),
        "T002": replied("T002", "met", ("E1", "return attempts >= LIMIT")),
    }
    return {**met, **{answer.subject: answer for answer in changed.values()}}


def by_subject(reviewed):
    return {verdict.subject: verdict.answer for verdict in reviewed.report.verdicts}


def test_a_contradiction_that_is_confirmed_fails_the_gate_with_quotes_on_both_sides(done):
    violated = replied("FR-001", "violated", LIMIT, LOCK)
    refutation = confirmed("Accounts lock after 5 attempts", "they lock after 8", ("FR-001", LOCK[1]), ("E1", LIMIT[1]))

    reviewed = review(done, QuotingJudge(answers(a=violated), {"FR-001": refutation}), mode="gate")

    (finding,) = [one for one in reviewed.report.findings if one.rule == "SPEC201"]
    assert (finding.path, finding.line, finding.message) == (
        "src/login.py",
        1,
        "Change does not meet `FR-001`: they lock after 8",
    )
    assert {(one.side, one.quote) for one in finding.evidence} >= {("code", "LIMIT = 8"), ("spec", LOCK[1])}
    assert (reviewed.decision.check, reviewed.decision.exit_status) == ("failure", 1)
    assert reviewed.report.title == "FR-001 not met; 2 of 5 claimed subjects met, 1 unsure"


def test_the_same_in_advisory_mode_is_neutral(done):
    violated = replied("FR-001", "violated", LIMIT, LOCK)
    refutation = confirmed("5", "8", ("FR-001", LOCK[1]), ("E1", LIMIT[1]))

    reviewed = review(done, QuotingJudge(answers(a=violated), {"FR-001": refutation}))

    assert (reviewed.decision.check, reviewed.decision.exit_status) == ("neutral", 0)


def test_what_the_second_reader_does_not_confirm_is_unsure_and_no_finding(done):
    judge = QuotingJudge(answers(a=replied("FR-001", "violated", LIMIT, LOCK)), {"FR-001": Refutation(confirmed=False)})

    reviewed = review(done, judge, mode="gate")

    assert by_subject(reviewed)["FR-001"] == "unsure"
    assert reviewed.report.findings == ()
    assert reviewed.decision.check == "success"


def test_a_quote_that_stands_nowhere_takes_the_finding_down_before_the_second_reader(done):
    judge = QuotingJudge(answers(a=replied("FR-001", "violated", ("E1", "LIMIT = 9"), LOCK)))

    reviewed = review(done, judge, mode="gate")

    assert by_subject(reviewed)["FR-001"] == "unsure"
    assert judge.refuted == []


def test_a_ticked_task_that_is_not_done_is_told_once(done):
    missing = replied("T002", "missing")
    refutation = confirmed("A test of the lock", "there is none", ("E1", "def failed(attempts):"))

    reviewed = review(done, QuotingJudge(answers(a=missing), {"T002": refutation}), mode="gate")

    assert [one.rule for one in reviewed.report.findings] == ["SPEC301"]
    assert [(one.rule, one.why) for one in reviewed.report.withheld] == [("SPEC302", "told as `SPEC301`")]
    assert reviewed.report.findings[0].path == "specs/001-login/tasks.md"


def test_an_outage_is_never_a_pass(done):
    judge = QuotingJudge({**answers(), "FR-001": Failure("outage", "The model is away")})

    reviewed = review(done, judge, mode="gate")

    assert by_subject(reviewed)["FR-001"] == "error"
    assert (reviewed.decision.check, reviewed.decision.report, reviewed.decision.exit_status) == (
        "neutral",
        "incomplete",
        2,
    )


def test_without_a_model_the_rules_stand_and_the_report_says_that_requirements_were_not_judged(done):
    reviewed = review(done, mode="gate")

    assert [one.subject for one in reviewed.report.findings] == ["T002"]
    assert not reviewed.report.coverage.requirements_judged
    assert reviewed.report.coverage.subjects == 5
    assert "not judged" in reviewed.report.title
    assert reviewed.decision.check == "success"


def test_the_report_accounts_for_every_subject(done):
    reviewed = review(done, QuotingJudge(answers()))

    assert set(by_subject(reviewed)) == {"FR-001", "FR-002", "SC-001", "US1/AC1", "T001", "T002"}
    assert by_subject(reviewed)["SC-001"] == "not_claimed"


def test_a_small_change_is_asked_about_in_one_request_on_all_of_it(done):
    judge = QuotingJudge(answers())

    reviewed = review(done, judge)

    (packet,) = judge.asked
    assert sorted(judge.questions) == ["FR-001", "FR-002", "T001", "T002", "US1/AC1"]
    assert packet.shared
    assert "src/login.py" in {piece.span.path for piece in packet.evidence[: packet.shared]}
    assert reviewed.report.usage.model_calls == 1


def test_an_accusation_of_something_that_the_spec_does_not_say_is_none(done):
    invented = Reply(
        "FR-001",
        (part("yes", "lock an account", LIMIT), part("no", "write every attempt to a log", LIMIT)),
    )
    judge = QuotingJudge(answers(a=invented))

    reviewed = review(done, judge, mode="gate")

    assert by_subject(reviewed)["FR-001"] == "unsure"
    assert reviewed.report.findings == ()
    assert judge.refuted == []


def test_the_second_reader_is_told_which_words_are_at_issue_and_may_look_further(done):
    broken = Reply(
        "FR-001",
        (part("yes", "lock an account", LIMIT), part("no", "after 5 failed attempts", LIMIT)),
    )
    judge = QuotingJudge(answers(a=broken), {"FR-001": Refutation(confirmed=False)})

    review(done, judge)

    assert judge.refuted == [("FR-001", Accusation("violated", "after 5 failed attempts"))]
    assert [reader is not None for reader in judge.second_readers] == [True]


@pytest.mark.parametrize(("depth", "first", "second"), [("quick", False, False), ("deep", True, True)])
def test_the_depth_of_the_base_branch_says_who_may_look_further(done, depth, first, second):
    done.git("checkout", "--quiet", "main")
    done.change({".github/speckeeper.yml": f"version: 1\ndepth: {depth}\n"})
    done.git("checkout", "--quiet", "001-login")
    violated = replied("FR-001", "violated", LIMIT)
    judge = QuotingJudge(answers(a=violated), {"FR-001": Refutation(confirmed=False)})

    review(done, judge)

    assert {reader is not None for reader in judge.first_readers} == {first}
    assert {reader is not None for reader in judge.second_readers} == {second}


def test_a_claimed_subject_that_reading_cannot_settle_is_asked_about_nowhere(done):
    spec, tasks = ((done.path / "specs/001-login" / name).read_text() for name in ("spec.md", "tasks.md"))
    done.git("checkout", "--quiet", "main")
    done.change({"specs/001-login/spec.md": spec.replace("People sign in", "95% of people sign in")})
    done.git("checkout", "--quiet", "001-login")
    done.git("rebase", "--quiet", "main")
    done.change({"specs/001-login/tasks.md": tasks.replace("(FR-001)", "(FR-001, SC-001)")})
    judge = QuotingJudge(answers())

    reviewed = review(done, judge, mode="gate")

    (criterion,) = [one for one in reviewed.report.verdicts if one.subject == "SC-001"]
    assert (criterion.answer, criterion.reason.split(":")[0]) == ("unsure", "needs measurement")
    assert "SC-001" not in judge.questions


def test_a_feature_that_is_touched_without_a_claim_is_neutral(checkout):
    checkout.change({"specs/001-login/plan.md": "# Plan\n"})

    reviewed = review(checkout, mode="gate")

    assert (reviewed.report.title.split(";")[0], reviewed.decision.check) == ("Nothing claimed", "neutral")


def test_a_change_without_a_spec_is_neutral(checkout):
    checkout.git("checkout", "--quiet", "-b", "chore")
    checkout.change({"src/other.py": "x = 1\n"})

    reviewed = review(checkout, mode="gate")

    assert (reviewed.report.conclusion, reviewed.decision.check, reviewed.decision.exit_status) == (
        "no_spec",
        "neutral",
        0,
    )


def test_configuration_comes_from_the_base_and_not_from_the_change(done):
    done.change({".github/speckeeper.yml": "version: 1\nrules: {SPEC302: off}\n"})

    assert [one.rule for one in review(done).report.findings] == ["SPEC302"]


def test_a_mistyped_configuration_is_told(done):
    done.git("checkout", "--quiet", "main")
    done.change({".github/speckeeper.yml": "version: 1\nmoed: gate\n"})
    done.git("checkout", "--quiet", "001-login")

    (finding,) = [one for one in review(done).report.findings if one.rule == "SPEC902"]

    assert finding.line == 2
    assert "`moed`" in finding.message


def test_a_deleted_feature_is_no_drift(done):
    done.git("rm", "--quiet", "-r", "specs/001-login")
    done.commit("Archive")

    reviewed = review(done, mode="gate")

    assert reviewed.report.findings == ()
    assert reviewed.decision.check == "neutral"


def test_a_removed_requirement_is_told(done):
    spec = (done.path / "specs/001-login/spec.md").read_text()
    lines = [line for line in spec.split("\n") if "FR-002" not in line]
    done.change({"specs/001-login/spec.md": "\n".join(lines)})

    assert "SPEC601" in {one.rule for one in review(done).report.findings}


def test_an_unknown_feature_is_bad_input(done):
    with pytest.raises(NotFound, match="No feature directory `specs/009-none`"):
        review(done, features=("specs/009-none",))


def test_a_document_that_is_not_utf8_is_a_finding_at_its_line(done):
    done.change({"specs/001-login/plan.md": b"# Plan\n\n\xff\xfe broken\n"})

    (finding,) = [one for one in review(done).report.findings if one.rule == "SPEC901"]

    assert (finding.path, finding.line) == ("specs/001-login/plan.md", 3)


def test_a_constitution_that_cannot_be_read_is_told_and_blames_nobody(done):
    done.git("checkout", "--quiet", "main")
    done.change({".specify/memory/constitution.md": b"# Constitution\n\n\xff\xfe\n"})
    done.git("checkout", "--quiet", "001-login")
    done.git("rebase", "--quiet", "main")

    reviewed = review(done, mode="gate")

    (finding,) = [one for one in reviewed.report.findings if one.rule == "SPEC901"]
    assert (finding.path, finding.line, finding.severity) == (".specify/memory/constitution.md", 3, "warning")
    assert reviewed.decision.check == "success"
