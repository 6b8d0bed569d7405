"""A pull request with two requirements, each with code of its own, and what its next push makes of it."""

from builders import (
    FEATURE,
    a_change,
    a_dossier,
    a_feature,
    a_feature_dir,
    a_requirement,
    a_reviewed_feature,
    a_span,
    an_added_file,
)
from fakes.judge import QuotingJudge, confirmed, part, replied
from fakes.memory import FakeMemory
from fakes.reader import FakeReader

from app.domain.claim import Claim
from app.domain.decisions import Decisions
from app.domain.verdict import Reply
from app.workflow.judging import judge
from app.workflow.remembering import Recollection
from specs_schema.config import RepoConfig

LOCK = a_requirement("FR-001", "System MUST lock the account after 5 failed attempts", line=12)
MAIL = a_requirement("FR-002", "System MUST mail a receipt when a payment arrives", line=13)
LOCKING = (
    "ATTEMPTS = 8\ndef failed(account):\n    account.attempts += 1\n    if account.attempts >= ATTEMPTS:\n"
    "        lock(account)"
)
# The audit speaks of accounts too, among much else: it bears on the first requirement, not closely. The colour does
# not bear on any.
FILES = {
    "src/audit.py": "def note(account):\n    rows.append(f'{now()} {who}')\n    write(rows)\n    rotate(rows, keep=30)",
    "src/colour.py": "SHADE = 'blue'",
    "src/lock.py": LOCKING,
    "src/receipt.py": "def paid(payment):\n    mail(receipt_of(payment))",
}
LIMIT = ("", "ATTEMPTS = 8")
MET = {
    "FR-001": replied("FR-001", "met", ("", "lock(account)")),
    "FR-002": replied("FR-002", "met", ("", "mail(receipt_of(payment))")),
}
BROKEN = Reply("FR-001", (part("yes", "lock the account", LIMIT), part("no", "after 5 failed attempts", LIMIT)))
CONFIRMED = {"FR-001": confirmed("5 attempts", "8 attempts", LIMIT)}


def claimed(*subjects):
    return tuple(Claim(subject.key, "ticked", f"ticks `{subject.key}`") for subject in subjects)


def dossier(files=None, subjects=(LOCK, MAIL), claims=None, base=None, **config):
    """The pull request with `files` added, and all its requirements claimed unless `claims` says which."""
    files = FILES if files is None else files
    head = a_feature(requirements=tuple(subjects))
    feature = a_reviewed_feature(head, base, claims=claimed(*subjects) if claims is None else claims)
    return of_features((feature,), files, **config)


def of_features(features, files=None, **config):
    files = FILES if files is None else files
    spec = "\n".join(f"line {number}" for number in range(1, 60))
    specs = {f"{feature.dir.dir}/spec.md": spec for feature in features}
    return a_dossier(
        *features,
        change=a_change(*(an_added_file(path, tuple(text.split("\n"))) for path, text in files.items())),
        texts={**files, **specs},
        paths=frozenset(files),
        config=RepoConfig(**{"mode": "gate", **config}),
        decisions=Decisions(today="2026-06-15"),
        known_features=tuple(feature.dir.dir for feature in features),
    )


def a_second_feature():
    """A feature of its own, with another text under the same id as the first one's."""
    folder = "specs/002-payment"
    receipt = MAIL.model_copy(update={"id": "FR-001", "span": a_span(f"{folder}/spec.md", 12)})
    return a_reviewed_feature(
        a_feature(dir=folder, number="002", requirements=(receipt,)),
        dir=a_feature_dir(folder, "002"),
        claims=claimed(receipt),
    )


def a_first_feature():
    return a_reviewed_feature(a_feature(dir=FEATURE, requirements=(LOCK,)), claims=claimed(LOCK))


class Pushes:
    """Reviews of one pull request that share a memory."""

    def __init__(self, *, away=False):
        self.memory = FakeMemory(away=away)

    async def review(self, dossier, answers=MET, refutations=None, *, inner=None, reader=None, full=False, identity=""):
        """A judgement, and the judge that was asked for it."""
        inner = inner or QuotingJudge(answers, refutations)
        recollection = Recollection(self.memory, 7, f"model/1{identity}", full=full)
        return await judge(dossier, reader or FakeReader(FILES), inner, memory=recollection), inner


def answers(judgement):
    return {verdict.subject.key: verdict.answer for verdict in judgement.verdicts}
