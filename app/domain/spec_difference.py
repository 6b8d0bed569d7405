"""What became of one thing that the spec said."""

from dataclasses import dataclass

from app.domain.finding import Finding
from specs_schema.report import DifferenceAbout, DifferenceKind
from specs_schema.span import Span


@dataclass(frozen=True, slots=True)
class Version:
    """What the spec says at the merge base or at head, and where."""

    id: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class SpecDifference:
    """One difference between merge base and head. `finding` is what a rule finds of it, before anybody chose."""

    feature: str
    kind: DifferenceKind
    about: DifferenceAbout
    before: Version | None = None
    after: Version | None = None
    detail: str = ""
    finding: Finding | None = None
