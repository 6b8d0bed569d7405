"""The three steps of a review: announce, judge, publish. Each is safe to run twice.

A step answers with the seconds to wait before it is called again, or None when the next one may begin. It raises
nothing but cancellation: what fails outside is waited out, what fails inside is told in the check and logged.
"""

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Final, TypeVar

import structlog

from app.domain.check import CheckOutput
from app.domain.decisions import Decisions
from app.domain.event import PullRequest, PullRequestEvent, ReviewPlan
from app.domain.review import Review, Reviewed, ReviewState
from app.domain.usage import Meter
from app.ports import CodeHost, Ledger, NotFound, Refused, Unavailable
from app.workflow import outputs
from app.workflow.admission import Admitted
from app.workflow.interruption import Interruptions
from app.workflow.outputs import OnFailure
from app.workflow.publishing import Publisher, Told

Admit = Callable[[ReviewPlan, PullRequest], Awaitable[Admitted | str]]
Judge = Callable[[ReviewPlan, PullRequest, Decisions], Coroutine[None, None, Reviewed]]
JudgeGroup = Callable[[ReviewPlan], Coroutine[None, None, CheckOutput]]
Render = Callable[[ReviewPlan, Reviewed, Told], Awaitable[CheckOutput]]
Host = Callable[[], Awaitable[CodeHost]]

T = TypeVar("T")
_DAY: Final = 86_400
_CRASHES: Final = 3  # a review that ended the process so often is not begun again
_log = structlog.stdlib.get_logger()


@dataclass(frozen=True, slots=True)
class Policy:
    """What the operator allows. Waits grow from the first to the longest, in seconds."""

    patience: float = 7_200.0
    on_failure: OnFailure = "neutral"
    at_once: int = 4
    first_wait: float = 2.0
    longest_wait: float = 300.0


@dataclass(frozen=True, slots=True)
class Attempt:
    """One run of a step: the review as the ledger knew it at the beginning, and the requests made since."""

    host: CodeHost
    review: Review
    meter: Meter


@dataclass(frozen=True, slots=True)
class Doing:
    """What the steps have done by others. `host` opens the code host when it is first needed."""

    host: Host
    admit: Admit
    judge: Judge
    judge_group: JudgeGroup
    publisher: Publisher
    render: Render


Work = Callable[[Attempt], Awaitable[float | None]]


class Steps:
    """The steps over the ledger and what others do."""

    def __init__(self, ledger: Ledger, doing: Doing, policy: Policy) -> None:
        self._ledger = ledger
        self._doing = doing
        self._policy = policy
        self._slots = asyncio.Semaphore(policy.at_once)
        self.interruptions = Interruptions()
        self.on_delivery: Callable[[], None] = _nothing  # the pump listens here for deliveries of our own
        self.on_finish: Callable[[ReviewState], None] = _nothing  # the metrics listen here
        self.on_gone: Callable[[str], object] = _nothing  # the engine listens here for reviews that were forgotten

    async def announce(self, review_id: str) -> float | None:
        """Let the check run of this head be in progress."""
        return await self._run("announce", review_id, self._announce)

    async def judge(self, review_id: str) -> float | None:
        """Let the review be decided: a report, or a text of our own."""
        return await self._run("judge", review_id, self._decide)

    async def publish(self, review_id: str) -> float | None:
        """Let the check run be completed, and the review finished."""
        return await self._run("publish", review_id, self._publish)

    async def _run(self, step: str, review_id: str, work: Work) -> float | None:
        with structlog.contextvars.bound_contextvars(review=review_id, step=step):
            try:
                review = await self._ledger.review(review_id)
                if review.finished:
                    return None
                return await self._attempt(step, review, work)
            except NotFound:  # forgotten with its installation
                self.on_gone(review_id)
                return None
            except Unavailable as error:  # the ledger: nothing can be noted, so nothing is counted
                _log.warning("review.ledger_unavailable", error=str(error))
                return self._policy.first_wait

    async def _attempt(self, step: str, review: Review, work: Work) -> float | None:
        try:
            host = await self._doing.host()
            with host.metered() as meter:
                try:
                    return await work(Attempt(host, review, meter))
                finally:
                    await self._ledger.count_requests(review.id, meter.requests)
        except Unavailable as error:
            return await self._outage(step, review, error)
        except (Refused, NotFound) as error:
            _log.warning("review.refused", error=str(error))
            told = outputs.refused(str(error), self._policy.on_failure)
            return await self._give_up(step, review, told, str(error))
        except Exception:  # noqa: BLE001 - the one edge where a fault of ours is caught: it is logged, and told with an id
            error_id = uuid.uuid4().hex[:12]
            _log.exception("review.internal_error", error_id=error_id)
            told = outputs.internal_error(error_id, self._policy.on_failure)
            return await self._give_up(step, review, told, f"internal error {error_id}")

    async def _announce(self, attempt: Attempt) -> None:
        host, review = attempt.host, attempt.review
        if review.check_id is not None or review.state == "superseded":
            return  # nobody waits for the check of an old head
        known = await host.find_check(review.plan, review.id) if review.announcing else None
        if known is None:
            await self._ledger.announcing(review.id)
        check_id = known.id if known else await host.create_check(review.plan, review.id)
        await self._ledger.announced(review.id, check_id)
        _log.info("review.announced", repository=review.plan.repository, number=review.plan.number)

    async def _decide(self, attempt: Attempt) -> None:
        review = attempt.review
        if review.decided or review.state == "superseded":
            return
        if await self._ledger.begin_attempt(review.id) > _CRASHES:
            raise RuntimeError(f"the process ended {_CRASHES} times in the middle of this review")
        try:
            await self._review(attempt.host, review)
        finally:
            await self._ledger.end_attempt(review.id)

    async def _review(self, host: CodeHost, review: Review) -> None:
        if review.plan.merge_group is not None:
            await self._judged_group(review)
            return
        facts = await host.pull_request(review.plan)
        if facts.head_sha != review.plan.head_sha:
            await self._replaced(review, facts.head_sha)
        elif facts.state == "closed":
            await self._ledger.decided(review.id, outputs.closed())
        else:
            await self._admitted(review, facts)

    async def _admitted(self, review: Review, facts: PullRequest) -> None:
        admitted = await self._doing.admit(review.plan, facts)
        if isinstance(admitted, str):
            await self._ledger.decided(review.id, outputs.skipped(admitted))
        else:
            await self._judged(review, admitted)

    async def _judged(self, review: Review, admitted: Admitted) -> None:
        work = self._in_turn(self._doing.judge(review.plan, admitted.facts, admitted.decisions))
        reviewed = await self.interruptions.unless_superseded(review.id, work, self._ledger)
        if reviewed is not None:
            await self._ledger.reviewed(review.id, reviewed)
            _log.info("review.judged", conclusion=reviewed.conclusion)

    async def _judged_group(self, review: Review) -> None:
        work = self._in_turn(self._doing.judge_group(review.plan))
        output = await self.interruptions.unless_superseded(review.id, work, self._ledger)
        if output is not None:
            await self._ledger.decided(review.id, output)
            _log.info("group.judged", conclusion=output.conclusion)

    async def _in_turn(self, work: Coroutine[None, None, T]) -> T:
        """Not too many reviews at the same time."""
        try:
            async with self._slots:
                return await work
        finally:
            work.close()  # interrupted while it waited for its turn

    async def _publish(self, attempt: Attempt) -> float | None:
        host, review = attempt.host, attempt.review
        if review.check_id is None:
            await self._finish(review)
            return None
        if review.completing:
            known = await host.find_check(review.plan, review.id)
            if known is not None and known.completed:
                await self._finish(review)
                return None
        told = await self._commented(host, review)
        return 0.0 if told is None else await self._complete(attempt, review.check_id, told)

    async def _commented(self, host: CodeHost, review: Review) -> Told | None:
        """What inline comments tell; None when a newer head has replaced this one, so that nothing is published."""
        if review.plan.merge_group is not None:
            return Told()
        if review.state != "open":
            await self._doing.publisher.recover(host, review)  # the next review must know what this one has written
            return Told()
        discussion = await host.discussion(review.plan)
        if discussion.head_sha != review.plan.head_sha:
            if review.completing:
                return Told()  # the check may be complete already, and what was told before stays
            await self._replaced(review, discussion.head_sha)
            return None
        if review.reviewed is None:
            return Told()
        return await self._doing.publisher.publish_comments(host, review, review.reviewed, discussion)

    async def _complete(self, attempt: Attempt, check_id: int, told: Told) -> float | None:
        review = attempt.review
        output = await self._output(attempt, told)
        if not await self._ledger.begin_completing(review.id, review.state):
            return 0.0  # superseded at this very moment: look again
        await attempt.host.complete_check(review.plan, check_id, output)
        await self._finish(review)
        return None

    async def _output(self, attempt: Attempt, told: Told) -> CheckOutput:
        review = attempt.review
        if review.state == "superseded":
            return _ended(review)
        if review.output is not None:
            return review.output
        if review.skip is not None:
            return outputs.skipped(review.skip)
        if review.reviewed is None:
            raise RuntimeError("a review is published before it is decided")
        # The completing request is part of what the review costs.
        requests = review.github_requests + attempt.meter.requests + 1
        return await self._doing.render(review.plan, _with_requests(review.reviewed, requests), told)

    async def _finish(self, review: Review) -> None:
        state: ReviewState = "failed" if review.error else "completed"
        if review.state == "superseded":
            state = "superseded"
        await self._end(review, state)

    async def _end(self, review: Review, state: ReviewState, error: str | None = None) -> None:
        await self._ledger.finish(review.id, state, error)
        self.on_finish(state)
        _log.info("review.finished", state=state, error=error)

    async def _replaced(self, review: Review, head: str) -> None:
        """Give way to `head`, and see to it that it is reviewed: GitHub does not repeat a webhook that got lost."""
        plan = review.plan
        await self._ledger.supersede(review.id, head)
        if await self._ledger.knows_head(plan, head):
            return
        await self._ledger.receive(
            PullRequestEvent(
                delivery=f"head:{review.id}:{head}",
                action="synchronize",
                installation_id=plan.installation_id,
                repository_id=plan.repository_id,
                repository=plan.repository,
                number=plan.number,
                head_sha=head,
            )
        )
        self.on_delivery()

    async def _outage(self, step: str, review: Review, error: Unavailable) -> float | None:
        """How long to wait; or, when patience has ended, None and the review is decided or given up."""
        waited = await self._ledger.waited(review.id)
        patience = self._patience(step, error)
        _log.warning("review.waiting", error=str(error), waited=round(waited), patience=patience)
        if waited < patience:
            wait = min(max(waited, self._policy.first_wait), self._policy.longest_wait)
            return min(max(wait, error.retry_after or 0.0), patience - waited)
        if step == "judge" and error.fallback is not None:
            await self._ledger.reviewed(review.id, error.fallback, str(error))
            return None
        told = outputs.outage(round(waited / 60), self._policy.on_failure)
        return await self._give_up(step, review, told, str(error))

    def _patience(self, step: str, error: Unavailable) -> float:
        if step != "judge":
            return max(self._policy.patience, _DAY)  # what is decided is worth telling for longer
        asked = self._policy.patience if error.patience is None else error.patience
        return min(self._policy.patience, asked)

    async def _give_up(self, step: str, review: Review, told: CheckOutput, error: str) -> float | None:
        """Decide the review with a text of our own; when even that cannot be published, end it as failed."""
        if step == "judge":
            await self._ledger.decided(review.id, told, error)
            return None
        if step == "publish" and review.output is None and review.state == "open":
            await self._ledger.decided(review.id, told, error)
            return 0.0
        await self._end(review, "failed", error)
        return None


def _ended(review: Review) -> CheckOutput:
    """What the check of a review says that was ended before it was done."""
    if review.stopped is not None:
        return outputs.stopped(review.stopped)
    head = review.superseded_by or ""
    return outputs.asked_anew() if head == review.plan.head_sha else outputs.superseded(head)


def _nothing(*_: object) -> None:
    """The listener where nobody listens."""


def _with_requests(reviewed: Reviewed, requests: int) -> Reviewed:
    usage = reviewed.report.usage.model_copy(update={"github_requests": requests})
    return reviewed.model_copy(update={"report": reviewed.report.model_copy(update={"usage": usage})})
