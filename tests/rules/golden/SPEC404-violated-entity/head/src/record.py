from dataclasses import dataclass


@dataclass
class Record:
    answer: str
