"""The desk at the door: tools go out and come back."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from toolshed.calendar import Today
from toolshed.tools import Shelf, Tool

PERIOD = timedelta(weeks=2)
AT_A_TIME = 3


class UnknownTool(Exception):
    pass


class NotNow(Exception):
    """The tool is out, the hands are full, or it came back already."""


class BringBackFirst(Exception):
    pass


@dataclass
class Handout:
    number: int
    tool: Tool
    member: str
    since: date
    returned: bool = False

    @property
    def until(self) -> date:
        return self.since + PERIOD

    def days_late(self, today: date) -> int:
        return 0 if self.returned else max(0, (today - self.until).days)


class Desk:
    def __init__(self, shelf: Shelf, today: Today) -> None:
        self._shelf = shelf
        self._today = today
        self._numbers = count(1)
        self._handouts: dict[int, Handout] = {}

    def hand_out(self, code: str, member: str) -> Handout:
        tool = self._shelf.get(code)
        if tool is None:
            raise UnknownTool(code)
        out = [handout for handout in self._handouts.values() if not handout.returned]
        held = [handout for handout in out if handout.member == member]
        if any(handout.days_late(self._today()) for handout in held):
            raise BringBackFirst
        if len(held) >= AT_A_TIME or any(handout.tool == tool for handout in out):
            raise NotNow
        handout = Handout(next(self._numbers), tool, member, self._today())
        self._handouts[handout.number] = handout
        return handout

    def take_back(self, number: int) -> None:
        handout = self._handouts[number]
        if handout.returned:
            raise NotNow
        handout.returned = True

    def late(self) -> list[tuple[Handout, int]]:
        """What should have come back, with the days since; whoever is to be called first comes first."""
        today = self._today()
        days = [(handout, handout.days_late(today)) for handout in self._handouts.values()]
        return sorted((pair for pair in days if pair[1]), key=lambda pair: -pair[1])
