"""What can be quoted."""

from dataclasses import dataclass

from specs_schema.report import Side
from specs_schema.span import Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """An excerpt with an id that is unique within its packet.

    `text` holds exactly the lines of `span`, joined by line feeds. For side `search` it is the record of a
    search made by program, and the span names the place searched from line 1.
    """

    id: str
    side: Side
    span: Span
    text: str
    note: str = ""  # what the excerpt is, in our words: "changed lines", "definition of `answer`"


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote that was looked up and stands where it says."""

    side: Side
    span: Span
    quote: str
