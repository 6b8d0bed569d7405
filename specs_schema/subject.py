"""The things a verdict can be about."""

from typing import Literal

from pydantic import Field

from specs_schema.noun import Noun
from specs_schema.span import Span

SubjectKind = Literal[
    "requirement", "scenario", "success_criterion", "entity", "operation", "principle", "decision", "task"
]
Strength = Literal["must", "should", "may"]


class Subject(Noun):
    """Something the spec says that code can meet or contradict.

    `id` is what the document calls it (`FR-001`, `US1/AC2`, `T014`, `POST /answers`), local to its feature.
    `ordinal` tells a second subject with the same id from the first: nothing is dropped because of a
    duplicate. `text` is the whole text of the subject with line breaks folded to spaces.
    """

    kind: SubjectKind
    id: str
    text: str
    span: Span
    ordinal: int = Field(default=1, ge=1)

    @property
    def key(self) -> str:
        """The id, made unique within the feature."""
        return self.id if self.ordinal == 1 else f"{self.id}~{self.ordinal}"


class Principle(Subject):
    """One principle of the constitution; `id` is its number or, without one, its name."""

    kind: Literal["principle"] = "principle"
    name: str
    strength: Strength | None = None  # the strongest of MUST, SHOULD, MAY in its text


class Decision(Subject):
    """One decision of research.md: what was chosen, why, and what was not."""

    kind: Literal["decision"] = "decision"
    topic: str
    rationale: str = ""
    alternatives: str = ""
