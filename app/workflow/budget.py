"""A judge that asks no more than it may spend."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from app.domain.question import Packet, Question
from app.domain.usage import Usage
from app.domain.verdict import Accusation, Failure, Refutation, Reply
from app.ports import Judge, Reader


@dataclass(slots=True)
class _Kind:
    """What one kind of question has cost so far."""

    calls: int = 0
    spent: float = 0.0

    @property
    def mean(self) -> float:
        return self.spent / self.calls if self.calls else 0.0


class BudgetedJudge:
    """The Judge port over another judge, within `limit_usd` dollars; None is no limit.

    Before a question is passed on, its likely price, the mean of those before it, is set aside; what does not fit is
    answered with a Failure of kind `budget`. So is everything once the limit is reached. Questions are let through in
    the order in which they come, the first one alone, because it tells the price of the others. What a first reading
    found at fault has the price of its second reading set aside too: without it there would be no finding.

    When the very first question fails and costs nothing, the model is away: the others fail alike, without a call.
    Where a price is unknown nothing can be counted: the question is asked, and counted as `uncounted`.
    """

    def __init__(self, inner: Judge, limit_usd: float | None) -> None:
        self._inner = inner
        self._limit = None if limit_usd is None else max(0.0, limit_usd)
        self._spent = 0.0
        self._set_aside = 0.0  # for questions under way
        self._under_way = 0
        self._owed = 0  # second readings that first ones call for
        self._asking = _Kind()
        self._refuting = _Kind()
        self._away: Failure | None = None
        self._turn = asyncio.Lock()  # fair: who came first goes first
        self._settled = asyncio.Event()

    async def ask(self, packet: Packet, reader: Reader | None = None) -> tuple[tuple[Reply, ...] | Failure, Usage]:
        """The inner judge's answer, or the failure that says that there is no money for one."""
        if self._limit is None:
            return await self._inner.ask(packet, reader)
        async with self._admitted(self._asking) as price:
            if price is None:
                return self._refusal(), Usage()
            replies, usage = await self._inner.ask(packet, reader)
            usage = self._count(self._asking, usage)
            self._note(replies)
            if not isinstance(replies, Failure):
                self._owed += sum(reply.answer in {"violated", "missing"} for reply in replies)
            return replies, usage

    async def refute(
        self, question: Question, packet: Packet, accusation: Accusation, reader: Reader | None
    ) -> tuple[Refutation | Failure, Usage]:
        """The same for a second reading."""
        if self._limit is None:
            return await self._inner.refute(question, packet, accusation, reader)
        self._owed = max(0, self._owed - 1)
        async with self._admitted(self._refuting) as price:
            if price is None:
                return self._refusal(), Usage()
            refutation, usage = await self._inner.refute(question, packet, accusation, reader)
            usage = self._count(self._refuting, usage)
            self._note(refutation)
            return refutation, usage

    @asynccontextmanager
    async def _admitted(self, kind: _Kind) -> AsyncGenerator[float | None]:
        """Within, the likely price of one question is set aside; None when the budget does not hold it."""
        async with self._turn:
            price = await self._affordable(kind)
            if price is not None:
                self._set_aside += price
                self._under_way += 1
        try:
            yield price
        finally:
            if price is not None:
                self._set_aside -= price
                self._under_way -= 1
                self._settled.set()

    async def _affordable(self, kind: _Kind) -> float | None:
        """The price to set aside; None when it does not fit.

        While something is under way, that is not settled: it may cost less than was set aside for it.
        """
        limit = self._limit or 0.0
        while self._spent < limit and self._away is None:
            price = self._likely(kind)
            kept = self._owed * self._likely(self._refuting) if kind is self._asking else 0.0
            alone = not self._under_way
            if (alone or self._priced) and self._spent + self._set_aside + price + kept <= limit:
                return price
            if alone:
                return None
            self._settled.clear()
            await self._settled.wait()
        return None

    @property
    def _priced(self) -> bool:
        """Whether any question has told what one costs."""
        return bool(self._asking.calls or self._refuting.calls)

    def _note(self, answer: object) -> None:
        if isinstance(answer, Failure) and not self._priced:
            self._away = answer

    def _likely(self, kind: _Kind) -> float:
        return kind.mean or max(self._asking.mean, self._refuting.mean)

    def _count(self, kind: _Kind, usage: Usage) -> Usage:
        kind.calls += bool(usage.model_calls)
        if usage.cost_usd is None:
            return replace(usage, uncounted=usage.uncounted + usage.model_calls)
        kind.spent += usage.cost_usd
        self._spent += usage.cost_usd
        return usage

    def _refusal(self) -> Failure:
        if self._away is not None:
            return self._away
        return Failure(
            "budget",
            f"Not asked: the {self._limit:g} US dollars that this review may cost are used up; "
            "raise `budget`, or review again tomorrow",
        )
