from dataclasses import dataclass


@dataclass
class Record:
    question: str
    answer: str
    askedAt: str
    citations: list[str]
