"""What the judge says, before and after it was weighed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from app.domain.claim import Claim
from app.domain.decisions import Waiver
from app.domain.evidence import Citation, Evidence
from specs_schema.report import Answer
from specs_schema.subject import Subject

ModelAnswer = Literal["met", "violated", "missing", "unsure"]
Holds = Literal["yes", "no", "absent", "unseen"]
# What the parts of a subject come to, the worst first.
ANSWERS: Final[Mapping[Holds, ModelAnswer]] = {"no": "violated", "absent": "missing", "unseen": "unsure", "yes": "met"}
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
class Part:
    """What the model says about one thing that a subject demands.

    `words` are the subject's own, by which it demands that thing: an accusation without them is an invented
    requirement. Empty, they are the whole subject.
    """

    holds: Holds
    words: str = ""
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model says about one subject of a packet, part by part; the answer follows by program.

    `quotes` refer to the packet's evidence and to `looked_up`, the excerpts that the reader fetched itself.
    """

    subject: str
    parts: tuple[Part, ...]
    looked_up: tuple[Evidence, ...] = ()

    @property
    def answer(self) -> ModelAnswer:
        """One part that does not hold decides."""
        for holds, answer in ANSWERS.items():
            if any(part.holds == holds for part in self.parts):
                return answer
        return "unsure"

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Every quote, of whatever part."""
        return tuple(quote for part in self.parts for quote in part.quotes)


@dataclass(frozen=True, slots=True)
class Accusation:
    """What a second reader is asked to refute: the answer of the first, and the words of the subject at issue."""

    answer: ModelAnswer
    words: str = ""


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
    at_issue: str = ""  # the words of the subject that are broken, where not the whole is
    failure: Failure | None = None
    waiver: Waiver | None = None  # by which the answer is `waived`
    remembered: bool = False  # nobody was asked: what was asked before has not changed

    @property
    def demanded(self) -> bool:
        """Whether the change claims the subject by more than touching the files of an open task."""
        return any(claim.kind != "path" for claim in self.claims)
