"""What is asked of the judge."""

from dataclasses import dataclass

from app.domain.claim import Claim
from app.domain.evidence import Evidence
from specs_schema.subject import Subject


@dataclass(frozen=True, slots=True)
class Question:
    """One subject and why it is asked about.

    Without claims only a contradiction counts: what nobody claimed is not missing.
    """

    feature: str
    subject: Subject
    claims: tuple[Claim, ...] = ()

    @property
    def claimed(self) -> bool:
        """Whether the change claims to meet the subject."""
        return bool(self.claims)


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
