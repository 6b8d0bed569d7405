"""One run of an errand: what it works with, and what is safe to do again when it runs a second time."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

import structlog

from app.domain.conversation import Reaction
from app.domain.event import CommentEvent, OrderEvent, RepositoryRef, ReviewPlan, WorkEvent
from app.domain.forge import OpenPull
from app.domain.review import OpenErrand
from app.ports import Desk, Ledger, Refused, Talk, Unavailable
from app.stages.links import Links
from app.stages.replies import marker, reply
from specs_schema.config import CONFIG_PATH
from specs_schema.config_layers import ReadConfig, read_configs

MOST: Final = 10  # commands of one person on one pull request in WITHIN seconds
WITHIN: Final = 600.0
_DAY: Final = 86_400.0
_UNFIT: Final = re.compile(r"[^A-Za-z0-9:._]+")  # in a marker: two hyphens would end it
_log = structlog.stdlib.get_logger()

LinksAt = Callable[[RepositoryRef, str], Links]


class Books(Ledger, Desk, Protocol):
    """All that is remembered."""


@dataclass(frozen=True, slots=True)
class ErrandPolicy:
    """What the operator allows, in seconds. Waits grow from the first to the longest."""

    patience: float = _DAY
    first_wait: float = 2.0
    longest_wait: float = 300.0
    spacing: float = 1.0  # between comments of one installation
    longest_turn: float = 20.0  # a turn to write that is further away is waited for outside of the step


@dataclass(slots=True)
class Memo:
    """What must not be counted again while this process tries an errand again, by errand; never needed afterwards."""

    values: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])
    mute: set[int] = field(default_factory=set[int])  # installations of which it was logged that we may not write


@dataclass(frozen=True, slots=True)
class Job:
    """The errand as the ledger knew it at the beginning of this run, and the things outside."""

    errand: OpenErrand
    books: Books
    talk: Callable[[], Awaitable[Talk]]  # opened when it is first needed
    links: LinksAt
    today: str
    policy: ErrandPolicy
    memo: Memo
    on_delivery: Callable[[], None]
    on_forgotten: Callable[[Sequence[str]], Awaitable[None]]
    on_gone: Callable[[str], object]

    async def once(self, key: str, work: Callable[[], Awaitable[int]]) -> int:
        """What `work` answered the first time: an outage afterwards is no reason to count again."""
        values = self.memo.values.setdefault(self.errand.id, {})
        if key not in values:
            values[key] = await work()
        return values[key]

    async def react(self, event: CommentEvent, reaction: Reaction) -> None:
        """Put a reaction on the comment, where we may."""
        talk = await self.talk()
        try:
            await talk.react(event, event.place, event.comment_id, reaction)
        except Refused as error:
            self._note(event, error)

    async def say(self, where: RepositoryRef, number: int, to: int | str, parts: Sequence[str]) -> None:
        """Have one comment of ours answer `to`, where we may: an earlier one is edited, a lost one found."""
        try:
            await self._say(where, number, to, reply(to, parts))
        except Refused as error:
            self._note(where, error)

    async def _say(self, where: RepositoryRef, number: int, to: int | str, body: str) -> None:
        talk = await self.talk()
        known = await self._known_reply(where, number, to)
        if known is None or not await talk.edit_reply(where, known, body):
            await self._turn(where)
            await self.books.replying(self.errand.id)
            known = await talk.reply(where, number, body)
        await self.books.replied(self.errand.id, known)

    async def answered(self, where: RepositoryRef, to: int | str) -> int | None:
        """Our comment that answers `to`, or an earlier version of it."""
        if self.errand.reply_id is not None or isinstance(to, str):
            return self.errand.reply_id
        return await self.books.reply_to(where.repository_id, to)

    async def _known_reply(self, where: RepositoryRef, number: int, to: int | str) -> int | None:
        """Our comment that answers `to`, one of which only the forge knows after a crash included."""
        known = await self.answered(where, to)
        if known is None and self.errand.replying:
            return await (await self.talk()).find_reply(where, number, marker(to))
        return known

    async def _turn(self, where: RepositoryRef) -> None:
        """Wait for the next turn to create content. Raises Unavailable when it is far away."""
        wait = await self.books.write_slot(where.installation_id, self.policy.spacing)
        if wait > self.policy.longest_turn:
            raise Unavailable("Too many comments were written in this hour", retry_after=wait)
        if wait > 0:
            await asyncio.sleep(wait)

    def _note(self, where: RepositoryRef, error: Refused) -> None:
        """Log once per installation that we may not write: commands work all the same."""
        if where.installation_id not in self.memo.mute:
            self.memo.mute.add(where.installation_id)
            _log.warning("errand.may_not_write", installation=where.installation_id, error=str(error))

    async def too_many(self, number: int, pull_request: str, login: str) -> bool:
        """Count one command, or press of a button; whether it is more than one person may use in a while."""

        async def count() -> int:
            return await self.books.count_command(pull_request, login, WITHIN)

        return await self.once(f"count:{number}", count) > MOST

    async def first_refusal(self, pull_request: str, login: str, what: str) -> bool:
        """Whether `login` is to be told: once for each kind of refusal, also when the telling was interrupted."""
        if self.errand.replying:
            return True

        async def ask() -> int:
            return await self.books.first_refusal(pull_request, login, what, self.errand.id)

        return bool(await self.once(f"refusal:{what}", ask))

    async def order(self, pull: OpenPull, number: int, wish: "Wish", sender: str) -> None:
        """Order a review of the head; the same order when the errand, or its delivery, comes again."""
        await self.place(
            OrderEvent(
                delivery=self.order_id(number),
                action="ordered",
                sender=sender,
                installation_id=pull.installation_id,
                repository_id=pull.repository_id,
                repository=pull.repository,
                number=pull.number,
                head_sha=pull.head_sha,
                full=wish.full,
                entitled=wish.entitled,
                feature=wish.feature,
            )
        )

    def order_id(self, number: int) -> str:
        """The delivery of the order with that number."""
        return f"order:{self.errand.event.delivery}:{number}"

    async def place(self, event: WorkEvent) -> None:
        """Put an event of our own into the inbox."""
        await self.books.order(event)
        self.on_delivery()

    async def rules(self, pull: OpenPull) -> ReadConfig:
        """The configuration in force for a pull request: of its base branch, never of its head."""
        talk = await self.talk()
        own = await talk.file(pull, pull.base_ref, CONFIG_PATH)
        defaults = await talk.defaults(pull)
        decisions = await self.books.decisions(plan_at(pull, pull.number, pull.head_sha))
        return read_configs(own, defaults, decisions.last_valid)

    @property
    def tag(self) -> str:
        """What stands for a button's press in a marker."""
        return _UNFIT.sub("_", self.errand.event.delivery)


@dataclass(frozen=True, slots=True)
class Wish:
    """How a review is wanted."""

    entitled: bool
    full: bool = False
    feature: str = ""


def plan_at(where: RepositoryRef, number: int, head_sha: str = "") -> ReviewPlan:
    """The plan of a review, for what the ledger keeps by pull request."""
    return ReviewPlan(
        installation_id=where.installation_id,
        repository_id=where.repository_id,
        repository=where.repository,
        number=number,
        head_sha=head_sha,
    )
