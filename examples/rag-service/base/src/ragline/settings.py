"""What an operator may tune."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """The defaults are those of the specs."""

    passage_chars: int = 500
