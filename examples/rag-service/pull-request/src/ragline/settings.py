"""What an operator may tune."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """The defaults are those of the specs."""

    passage_chars: int = 500
    min_similarity: float = 0.20
    max_citations: int = 8
