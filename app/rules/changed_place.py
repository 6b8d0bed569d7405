"""Where in a changed file a finding about the file as a whole is shown."""

from app.domain.change import ChangedFile
from specs_schema.span import Span


def first_change(file: ChangedFile) -> Span:
    """The first line that the change adds, or the first line where it only removes."""
    number = next((number for number, _ in file.added_lines()), 1)
    return Span(path=file.path, first=number, last=number)
