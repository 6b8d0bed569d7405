from dataclasses import dataclass


@dataclass(frozen=True)
class Feed:
    url: str
    tag: str | None = None
