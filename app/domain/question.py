"""What is asked of the judge."""

from dataclasses import dataclass

from app.domain.claim import Claim
from app.domain.evidence import Evidence
from specs_schema.subject import Subject


@dataclass(frozen=True, slots=True)
class Question:
    """One subject and why it is asked about.

    Without claims only a contradiction counts: what nobody claimed is not missing. `reworded`: the change itself wrote
    the subject's text, or wrote it anew, in a feature that was there before.
    """

    feature: str
    subject: Subject
    claims: tuple[Claim, ...] = ()
    reworded: bool = False

    @property
    def claimed(self) -> bool:
        """Whether the change claims to meet the subject."""
        return bool(self.claims)


@dataclass(frozen=True, slots=True)
class Bearing:
    """All that bears on one question, whichever request it is asked in. No piece of evidence has an id yet.

    `code` is of the change, what matches best first, and its first `near` pieces are those that could alter an
    answer; `rest` is what the spec and the author say, and code that the change leaves as it is. `searched`: a line
    for each term that the tree was searched for.
    """

    question: Question
    code: tuple[Evidence, ...] = ()
    near: int = 0
    rest: tuple[Evidence, ...] = ()
    searched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Packet:
    """Questions that share one closed list of evidence and so one request.

    The first `shared` pieces of evidence are the same, in the same order, in other packets of the review: a
    prefix worth caching. `omitted` names what bears on the questions and did not fit: the judge is told.
    """

    feature: str
    questions: tuple[Question, ...]
    evidence: tuple[Evidence, ...]
    shared: int = 0
    omitted: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()  # changed files that nobody could look at: what seems absent may be there
