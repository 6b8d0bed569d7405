"""One line of a document, to be quoted."""

_LONGEST = 200  # a document may be one line


def line_at(text: str, number: int) -> str:
    """The words of line `number`, cut; empty where there is no such line."""
    lines = text.split("\n")
    return lines[number - 1].strip()[:_LONGEST] if 0 < number <= len(lines) else ""
