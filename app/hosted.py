"""The review of a pull request on a forge: the same engine as the command line, on fetched commits."""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from app.domain.decisions import Decisions
from app.domain.dossier import Dossier
from app.domain.event import PullRequest, ReviewPlan
from app.domain.repository import Remote
from app.domain.review import Reviewed
from app.git.fetch import fetch
from app.ports import Memory, OpenJudge, Repository, SpecReader, Tier, Unavailable
from app.stages.acceptance import acceptable
from app.stages.admit import RULES_ALONE, may_use_model
from app.stages.conclude import outage
from app.stages.placements import placements
from app.stages.report import Judgement, write_report
from app.workflow.budget import BudgetedJudge
from app.workflow.head_reader import HeadReader
from app.workflow.judging import judge, judge_by_rules
from app.workflow.loading import Instructions, load
from app.workflow.remembering import Recollection

T = TypeVar("T")


@asynccontextmanager
async def in_thread(manager: AbstractContextManager[T, bool | None]) -> AsyncGenerator[T]:
    """A context manager that is entered and left in a thread; left also when the wait for it is cancelled."""
    entering = asyncio.get_running_loop().run_in_executor(None, manager.__enter__)
    try:
        entered = await asyncio.shield(entering)
    except asyncio.CancelledError:
        entering.add_done_callback(partial(_leave_when_entered, manager))
        raise
    try:
        yield entered
    finally:
        await asyncio.shield(asyncio.to_thread(manager.__exit__, None, None, None))


def _leave_when_entered(manager: AbstractContextManager[T, bool | None], entering: "asyncio.Future[T]") -> None:
    if not entering.cancelled() and entering.exception() is None:
        asyncio.get_running_loop().run_in_executor(None, manager.__exit__, None, None, None)


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Fetches and judges. `into` is the folder for fetched objects; without `open_judge` no model takes part.

    `judge_identity` names the models of a tier and the versions of the prompts: a change of one asks anew.
    `review_usd` is what the operator lets one review cost; None: no limit.
    """

    reader: SpecReader
    open_judge: OpenJudge | None
    version: str
    into: Path
    memory: Memory
    judge_identity: Callable[[Tier], str]
    review_usd: float | None = None
    # Fetching and loading compute, on this machine; more of them at once would be no faster together, and would keep
    # webhooks waiting. Waiting for the model is not limited here.
    working: asyncio.Semaphore = field(default_factory=partial(asyncio.Semaphore, 2))

    async def review(self, plan: ReviewPlan, facts: PullRequest, decisions: Decisions, remote: Remote) -> Reviewed:
        """The review of the head that `facts` describes. Raises Unavailable and NotFound."""
        started = time.monotonic()
        commits = tuple(dict.fromkeys((facts.base_sha, facts.merge_base, facts.head_sha)))
        instructions = self._instructions(plan, decisions)
        async with AsyncExitStack() as stack:
            async with self.working:
                repository = await stack.enter_async_context(in_thread(fetch(remote, commits, into=self.into)))
                dossier = await asyncio.to_thread(load, repository, self.reader, facts, instructions)
            judgement = await self._judged(plan, dossier, repository)
        seconds = time.monotonic() - started
        return await asyncio.to_thread(self._reviewed, plan, dossier, judgement, seconds)

    @asynccontextmanager
    async def objects(self, remote: Awaitable[Remote], commits: Sequence[str]) -> AsyncGenerator[Repository]:
        """These commits with their objects, fetched for as long as they are needed. Raises Unavailable and NotFound."""
        async with AsyncExitStack() as stack:
            async with self.working:
                fetching = in_thread(fetch(await remote, tuple(dict.fromkeys(commits)), into=self.into))
                repository = await stack.enter_async_context(fetching)
            yield repository

    def _instructions(self, plan: ReviewPlan, decisions: Decisions) -> Instructions:
        features = (plan.feature,) if plan.feature else ()
        return Instructions(features=features, decisions=decisions, search=self.open_judge is not None)

    async def _judged(self, plan: ReviewPlan, dossier: Dossier, repository: Repository) -> Judgement:
        if self.open_judge is None or not dossier.features:
            return await asyncio.to_thread(judge_by_rules, dossier)
        facts, config, trusted = dossier.pull_request, dossier.config, dossier.decisions.author_trusted
        if not may_use_model(facts, config, author_trusted=trusted, asked=bool(plan.asked_by)):
            return await asyncio.to_thread(judge_by_rules, dossier, (RULES_ALONE,), held_back=True)
        head = HeadReader(repository, dossier.pull_request.head_sha, dossier.paths)
        tier = dossier.config.model
        async with self.open_judge(tier) as model:
            budgeted = BudgetedJudge(model, self._limit(dossier))
            identity = f"{self.judge_identity(tier)}/{dossier.config.depth}"
            memory = Recollection(self.memory, plan.repository_id, identity, full=plan.full)
            return await judge(dossier, head, budgeted, memory=memory)

    def _limit(self, dossier: Dossier) -> float | None:
        """The least of what operator, repository and the rest of the day allow."""
        allowed = (self.review_usd, dossier.config.budget.review, dossier.decisions.spendable_usd)
        return min((limit for limit in allowed if limit is not None), default=None)

    def _reviewed(self, plan: ReviewPlan, dossier: Dossier, judgement: Judgement, seconds: float) -> Reviewed:
        report, decision = write_report(dossier, judgement, self.version, seconds)
        reviewed = Reviewed(
            report=report.model_copy(update={"repository": plan.repository}),
            conclusion=decision.check,
            placements=placements(dossier, judgement.findings),
            most_comments=dossier.config.comments.max,
            acceptable=acceptable(judgement.findings, dossier),
            first_contact=dossier.decisions.first_contact and bool(dossier.features) and not dossier.configured,
            configuration=dossier.config_text,
        )
        if judgement.judged and outage(judgement.verdicts):
            patience = dossier.config.patience
            raise Unavailable("The model did not answer every question", fallback=reviewed, patience=patience)
        return reviewed
