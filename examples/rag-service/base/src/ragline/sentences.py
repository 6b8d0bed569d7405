"""Where the sentences of a text are."""

import re

# White space after a full stop, question mark or exclamation mark, or a blank line.
_BOUNDARY = re.compile(r"(?<=[.!?])\s+|\n\s*\n\s*")

Span = tuple[int, int]


def sentence_spans(text: str) -> list[Span]:
    """Start and end of every sentence, in order, without the white space around it."""
    spans: list[Span] = []
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        spans.append((start, boundary.start()))
        start = boundary.end()
    spans.append((start, len(text)))
    return [trimmed for span in spans if (trimmed := trim(text, span))]


def trim(text: str, span: Span) -> Span | None:
    """The span without white space at its ends, or None when nothing is left."""
    start, end = span
    part = text[start:end]
    stripped = part.strip()
    if not stripped:
        return None
    start += len(part) - len(part.lstrip())
    return start, start + len(stripped)
