"""Files and subjects that nobody can judge: never a pass, and never the author's failure."""

from contextlib import asynccontextmanager

import pytest
from fakes.judge import ScriptedJudge, confirmed, part
from login_feature import SPEC, TASKS

from app.domain.verdict import Failure, Reply
from app.git.repository import GitRepository
from app.local import LocalRequest, review_locally
from app.parsing.spec_reader import SpecReader

ONE_LINE = b"const LIMIT=8;function failed(a){return a>=LIMIT}" + b"var a=1;" * 250_000
BINARY = b"MZ\0\0failed lock account" + bytes(range(256)) * 400
TICKED = TASKS.replace("[ ] T001", "[x] T001").replace("src/login.py", "src/login.js")


def first_lines(packet):
    return [(piece.id, piece.text.strip().split("\n")[0][:200]) for piece in packet.evidence]


class Eager(ScriptedJudge):
    """Says the same of everything, on the quotes that `quotes` finds in a packet, and confirms itself."""

    def __init__(self, holds, quotes=first_lines, words=""):
        super().__init__()
        self._holds, self._quotes, self._words = holds, quotes, words

    async def ask(self, packet, reader=None):
        said = part(self._holds, self._words, *self._quotes(packet))
        self.answers = {one.subject.key: Reply(one.subject.key, (said,)) for one in packet.questions}
        return await super().ask(packet, reader)

    async def refute(self, question, packet, accusation, reader):
        self.refutations = {question.subject.key: confirmed("it is there", "it is not", *self._quotes(packet))}
        return await super().refute(question, packet, accusation, reader)


class Failing(ScriptedJudge):
    """Fails at everything."""

    def __init__(self, failure):
        super().__init__()
        self._failure = failure

    async def ask(self, packet, reader=None):
        self.answers = {one.subject.key: self._failure for one in packet.questions}
        return await super().ask(packet, reader)


def review(checkout, judge):
    @asynccontextmanager
    async def opened(_tier):
        yield judge

    request = LocalRequest("acme/app", base="main", mode="gate")
    with GitRepository.open(checkout.path) as repository:
        return review_locally(repository, SpecReader("fork"), request, "1.0", opened)


@pytest.fixture
def unreadable(checkout):
    def change(content):
        checkout.change({"specs/001-login/tasks.md": TICKED, "src/login.js": content}, "Lock accounts")
        return checkout

    return change


CONTENTS = pytest.mark.parametrize(
    ("content", "why"),
    [(ONE_LINE, "is larger than 1000000 bytes"), (BINARY, "binary")],
    ids=["a line of 2 MB", "a binary"],
)


@CONTENTS
def test_a_file_that_nobody_can_read_is_told_to_the_judge_and_to_the_author(unreadable, content, why):
    judge = Eager("unseen")

    reviewed = review(unreadable(content), judge)

    assert [(one.path, one.why) for one in reviewed.report.coverage.files_skipped] == [("src/login.js", why)]
    assert {packet.omitted for packet in judge.asked} == {(f"src/login.js ({why})",)}
    assert max(len(piece.text) for packet in judge.asked for piece in packet.evidence) < 2_000


@CONTENTS
def test_a_file_that_nobody_can_read_is_no_pass_and_no_failure(unreadable, content, why):
    reviewed = review(unreadable(content), Eager("unseen"))

    assert {one.answer for one in reviewed.report.verdicts} == {"unsure", "not_claimed"}
    assert reviewed.report.findings == ()
    assert (reviewed.decision.check, reviewed.decision.exit_status) == ("action_required", 2)
    assert why in str(reviewed.report.coverage)


@CONTENTS
@pytest.mark.parametrize("holds", ["yes", "no"])
def test_nothing_can_be_quoted_of_a_file_that_nobody_can_read(unreadable, content, why, holds):
    judge = Eager(holds, lambda _: [("E1", "const LIMIT=8;"), ("E1", "failed lock account")])

    reviewed = review(unreadable(content), judge)

    assert {one.answer for one in reviewed.report.verdicts} == {"unsure", "not_claimed"}
    assert (reviewed.report.findings, judge.refuted) == ((), [])
    assert (reviewed.decision.check, reviewed.decision.exit_status) == ("action_required", 2)
    assert why in str(judge.asked[0].omitted)


LONG = "System MUST lock an account after 5 failed attempts" + ", and say so" * 4_300
DONE = "LIMIT = 8\n\n\ndef failed(attempts):\n    return attempts >= LIMIT\n"


@pytest.fixture
def wordy(checkout):
    """The first requirement has 50 KB."""
    checkout.git("checkout", "--quiet", "main")
    checkout.change(
        {"specs/001-login/spec.md": SPEC.replace("System MUST lock an account after 5 failed attempts", LONG)}
    )
    checkout.git("checkout", "--quiet", "001-login")
    checkout.git("rebase", "--quiet", "main")
    checkout.change({"specs/001-login/tasks.md": TASKS.replace("[ ] T001", "[x] T001"), "src/login.py": DONE})
    return checkout


@pytest.mark.parametrize(
    ("holds", "answer", "check"), [("unseen", "unsure", "action_required"), ("no", "violated", "failure")]
)
def test_a_subject_of_50_kilobytes_is_judged_like_any_other(wordy, holds, answer, check):
    reviewed = review(wordy, Eager(holds, lambda _: [("E1", "LIMIT = 8")], words="after 5 failed attempts"))

    (verdict,) = [one for one in reviewed.report.verdicts if one.subject == "FR-001"]
    assert (verdict.answer, reviewed.decision.check) == (answer, check)
    assert all(len(one.message) < 1_000 for one in reviewed.report.findings)


@pytest.mark.parametrize("kind", ["too_large", "refusal", "truncated", "malformed", "outage", "misconfigured"])
def test_a_subject_of_50_kilobytes_that_the_model_cannot_take_is_no_pass_and_no_failure(wordy, kind):
    reviewed = review(wordy, Failing(Failure(kind, "no")))

    assert {one.answer for one in reviewed.report.verdicts} == {"error", "not_claimed"}
    assert [one for one in reviewed.report.findings if one.severity == "error"] == []
    assert (reviewed.decision.report, reviewed.decision.exit_status) == ("incomplete", 2)
    assert reviewed.decision.check in {"neutral", "action_required"}
