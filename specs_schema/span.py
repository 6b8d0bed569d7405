"""Where in a repository something stands."""

from pydantic import Field

from specs_schema.noun import Noun


class Span(Noun):
    """A run of whole lines in one file, counted from 1, both ends included."""

    path: str
    first: int = Field(ge=1)
    last: int = Field(ge=1)

    def __str__(self) -> str:
        return f"{self.path}:{self.first}"

    def contains(self, line: int) -> bool:
        """Whether `line` of the same file lies inside."""
        return self.first <= line <= self.last

    def covers(self, other: "Span") -> bool:
        """Whether every line of `other` lies inside."""
        return self.path == other.path and self.first <= other.first and other.last <= self.last

    def overlaps(self, other: "Span") -> bool:
        """Whether some line lies in both."""
        return self.path == other.path and self.first <= other.last and other.first <= self.last

    def __hash__(self) -> int:
        """Spans are keys; said here because type checkers take a model for unhashable."""
        return hash((self.path, self.first, self.last))
