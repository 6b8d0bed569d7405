"""What the judge says, before and after it was weighed."""

from dataclasses import dataclass
from typing import Literal

from app.domain.claim import Claim
from app.domain.decisions import Waiver
from app.domain.evidence import Citation, Evidence
from specs_schema.report import Answer
from specs_schema.subject import Subject

ModelAnswer = Literal["met", "violated", "missing", "unsure"]
FailureKind = Literal[
    "outage",  # the model is away, over its limit, or timed out: tried again
    "refusal",
    "truncated",
    "malformed",
    "too_large",
    "misconfigured",  # no access, no such model: the operator's turn
    "budget",  # not asked, because what the review may cost was used up
]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote as the model gave it, not yet looked up."""

    evidence: str
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The model's answer about one subject of a packet."""

    subject: str
    answer: ModelAnswer
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Refutation:
    """What the second, independent reader says about a `violated` or `missing`.

    When it confirms, `expected` and `found` are one sentence each. `quotes` refer to the packet's evidence and to
    `looked_up`, the excerpts that the reader fetched itself.
    """

    confirmed: bool
    expected: str = ""
    found: str = ""
    quotes: tuple[Quote, ...] = ()
    looked_up: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the judge could not answer. A failure is never a verdict about the code."""

    kind: FailureKind
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The weighed answer about one subject."""

    feature: str
    subject: Subject
    answer: Answer
    claims: tuple[Claim, ...] = ()
    reason: str = ""
    citations: tuple[Citation, ...] = ()
    expected: str = ""
    found: str = ""
    failure: Failure | None = None
    waiver: Waiver | None = None  # by which the answer is `waived`
    remembered: bool = False  # nobody was asked: what was asked before has not changed

    @property
    def demanded(self) -> bool:
        """Whether the change claims the subject by more than touching the files of an open task."""
        return any(claim.kind != "path" for claim in self.claims)
