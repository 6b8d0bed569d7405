"""Runs errands. Like the steps of a review: outages are waited out, refusals and faults of ours end them, told."""

import uuid
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

import structlog

from app.domain.event import (
    CheckEvent,
    CommentEvent,
    InstallationEvent,
    MergeGroupEvent,
    OrderEvent,
    PullRequestEvent,
    PushEvent,
    RepositoryEvent,
)
from app.domain.review import OpenErrand
from app.ports import NotFound, Refused, Talk, Unavailable
from app.stages import replies
from app.stages.commanded import command_lines
from app.workflow.errands.check import check
from app.workflow.errands.comment import comment
from app.workflow.errands.installation import installation, repository
from app.workflow.errands.job import Books, ErrandPolicy, Job, LinksAt, Memo
from app.workflow.errands.label import label
from app.workflow.errands.push import push

_log = structlog.stdlib.get_logger()


def utc_today() -> str:
    """The day it is, in UTC (ISO 8601)."""
    return datetime.now(UTC).date().isoformat()


class Errands:
    """The errands over their ports. `talk` opens the forge when it is first needed."""

    def __init__(
        self,
        ledger: Books,
        talk: Callable[[], Awaitable[Talk]],
        links: LinksAt,
        policy: ErrandPolicy | None = None,
        today: Callable[[], str] = utc_today,
    ) -> None:
        self._books = ledger
        self._talk = talk
        self._links = links
        self._policy = policy or ErrandPolicy()
        self._today = today
        self._memo = Memo()
        self.on_delivery: Callable[[], None] = _nothing  # the pump listens here for deliveries of our own
        self.on_forgotten: Callable[[Sequence[str]], Awaitable[None]] = _no_engine  # the durable engine forgets, too
        self.on_gone: Callable[[str], object] = _nothing  # and here it is told of errands that are forgotten themselves

    async def run(self, errand_id: str) -> float | None:
        """Do the errand; the seconds to wait before it is called again, or None when it has ended."""
        with structlog.contextvars.bound_contextvars(errand=errand_id):
            try:
                errand = await self._books.errand(errand_id)
                return None if errand.finished else await self._attempt(errand)
            except NotFound:  # forgotten with its installation
                self.on_gone(errand_id)
                return None
            except Unavailable as error:  # the ledger: nothing can be noted, so nothing is counted
                _log.warning("errand.ledger_unavailable", error=str(error))
                return self._policy.first_wait

    async def _attempt(self, errand: OpenErrand) -> float | None:
        job = self._job(errand)
        try:
            await _work(job)
        except Unavailable as error:
            return await self._outage(job, error)
        except (Refused, NotFound) as error:
            _log.warning("errand.refused", error=str(error))
            return await self._give_up(job, replies.failed(str(error)), str(error))
        except Exception:  # noqa: BLE001 - the one edge where a fault of ours is caught: it is logged, and told with an id
            error_id = uuid.uuid4().hex[:12]
            _log.exception("errand.internal_error", error_id=error_id)
            return await self._give_up(job, replies.internal_error(error_id), f"internal error {error_id}")
        await self._end(job)
        return None

    def _job(self, errand: OpenErrand) -> Job:
        return Job(
            errand=errand,
            books=self._books,
            talk=self._talk,
            links=self._links,
            today=self._today(),
            policy=self._policy,
            memo=self._memo,
            on_delivery=self.on_delivery,
            on_forgotten=self.on_forgotten,
            on_gone=self.on_gone,
        )

    async def _outage(self, job: Job, error: Unavailable) -> float | None:
        waited = await self._books.errand_waited(job.errand.id)
        _log.warning("errand.waiting", error=str(error), waited=round(waited))
        left = self._policy.patience - waited
        if left <= 0:
            return await self._give_up(job, replies.failed(str(error)), str(error))
        wait = min(max(waited, self._policy.first_wait), self._policy.longest_wait)
        return min(max(wait, error.retry_after or 0.0), left)

    async def _give_up(self, job: Job, told: str, error: str) -> None:
        """End the errand, and say so where there is a place to say it; when even that fails, the log has it."""
        try:
            await _tell(job, told)
        except (Unavailable, Refused) as again:
            _log.warning("errand.untold", error=str(again))
        await self._end(job, error)

    async def _end(self, job: Job, error: str | None = None) -> None:
        await self._books.finish_errand(job.errand.id, error)
        self._memo.values.pop(job.errand.id, None)
        _log.info("errand.finished", kind=job.errand.event.kind, error=error)


async def _work(job: Job) -> None:
    match job.errand.event:
        case CommentEvent() as event:
            await comment(job, event)
        case CheckEvent() as event:
            await check(job, event)
        case PullRequestEvent() as event:
            await label(job, event)
        case PushEvent() as event:
            await push(job, event)
        case InstallationEvent() as event:
            await installation(job, event)
        case RepositoryEvent() as event:
            await repository(job, event)
        case OrderEvent() | MergeGroupEvent() as event:
            raise RuntimeError(f"a `{event.kind}` is a review, no errand")


async def _tell(job: Job, text: str) -> None:
    match job.errand.event:
        case CommentEvent() as event if any(command_lines(event.body)):
            await job.say(event, event.number, event.comment_id, [text])
        case CheckEvent() as event if event.button and event.numbers:
            await job.say(event, event.numbers[0], job.tag, [text])
        case _:
            pass


def _nothing(*_: object) -> None:
    """The listener where nobody listens."""


async def _no_engine(forgotten: Sequence[str]) -> None:
    """The listener where there is no engine: what it would forget ends in the log."""
    _log.warning("errand.not_forgotten", workflows=len(forgotten))
