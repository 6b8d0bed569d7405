"""What is wrong with a document, as a value that becomes a finding."""

from typing import Literal

from specs_schema.noun import Noun
from specs_schema.span import Span

ProblemKind = Literal[
    "unreadable-document",  # the bytes or the syntax cannot be read at all
    "unreadable-line",  # looks like a task or a requirement, and could not be read as one
    "duplicate-id",  # a second subject with an id that the feature already has
    "open-clarification",  # a `[NEEDS CLARIFICATION: ...]` that nobody answered
    "invalid-contract",  # a contract that does not parse as what it claims to be
    "invalid-configuration",  # a key or value of the configuration file that is not known
]


class SpecProblem(Noun):
    """One fault of a spec document: the author's turn, never raised.

    `key` tells two problems of one kind and file apart without a line number: an id, a JSON pointer,
    or the normalised text of the line.
    """

    kind: ProblemKind
    message: str
    hint: str
    span: Span
    key: str = ""
