"""One small feature, and packets of its questions."""

from builders import FEATURE, a_requirement, a_span, a_task

from app.domain.claim import Claim
from app.domain.evidence import Evidence
from app.domain.question import Packet, Question

FEATURE_SPEC = f"{FEATURE}/spec.md"
LOCK = a_requirement("FR-003", "System MUST lock the account after 10 failed attempts", line=12)
MAIL = a_requirement("FR-004", "System MUST mail the owner when an account is locked", line=13)
TASK = a_task("T014", "T014 Lock accounts in src/login.py", line=30, paths=("src/login.py",))
CODE = (
    "LIMIT = 5\n"
    "\n"
    "def failed(account):\n"
    "    account.failures += 1\n"
    "    if account.failures >= LIMIT:\n"
    "        account.locked = True"
)
SEARCH = "3 files at head were searched for each of these, literally:\nmail: nowhere\nowner: src/login.py (1)"


def asked(subject, *reasons):
    return Question(FEATURE, subject, tuple(Claim(subject.key, "ticked", reason) for reason in reasons))


def code(text=CODE, path="src/login.py", first=1, id="E1", note="changed lines"):  # noqa: A002
    return Evidence(id, "code", a_span(path, first, first + text.count("\n")), text, note)


def searched(text=SEARCH, id="E2"):  # noqa: A002
    return Evidence(id, "search", a_span(".", 1, 1 + text.count("\n")), text, "record of a search")


def a_packet(*questions, evidence=None, shared=0, omitted=()):
    questions = questions or (asked(LOCK, "ticks `T014`"), asked(MAIL, "`T014` cites `FR-004`"))
    evidence = (code(), searched()) if evidence is None else evidence
    return Packet(FEATURE, questions, evidence, shared, omitted)


def the_task():
    return asked(TASK, "ticks `T014`")
