from dataclasses import dataclass


@dataclass
class Record:
    question: str
    answer: str
    citations: list[str]
