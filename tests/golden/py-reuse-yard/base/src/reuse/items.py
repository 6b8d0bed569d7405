from dataclasses import dataclass
from datetime import date, timedelta

OFFERED_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Receipt:
    name: str
    card: str


@dataclass
class Item:
    id: int
    what: str
    hall: str
    brought_on: date
    receipt: Receipt | None = None

    def is_offered(self, today: date) -> bool:
        return self.receipt is None and today <= self.brought_on + OFFERED_FOR

    def matches(self, words: str) -> bool:
        text = self.what.casefold()
        return all(word in text for word in words.casefold().split())
