from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    path: str
    body: str
