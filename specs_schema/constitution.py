"""What constitution.md says."""

from specs_schema.noun import Noun
from specs_schema.span import Span
from specs_schema.subject import Principle


class Constitution(Noun):
    """The principles of a project, with version line and the placeholders nobody filled in."""

    path: str
    title: str = ""
    version: str = ""
    principles: tuple[Principle, ...] = ()
    placeholders: tuple[str, ...] = ()  # unfilled `[ALL_CAPS]` tokens
    span: Span
