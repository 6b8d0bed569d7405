"""The review of a pull request on a forge: the same engine as the command line, on fetched commits."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from app.domain.dossier import Dossier
from app.domain.event import PullRequest, ReviewPlan
from app.domain.repository import Remote
from app.domain.review import Reviewed
from app.git.fetch import fetch
from app.ports import OpenJudge, Repository, SpecReader, Unavailable
from app.stages.conclude import outage
from app.stages.report import Judgement, write_report
from app.workflow.head_reader import HeadReader
from app.workflow.judging import judge, judge_by_rules
from app.workflow.loading import Instructions, load

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
    """Fetches and judges. `into` is the folder for fetched objects; without `open_judge` no model takes part."""

    reader: SpecReader
    open_judge: OpenJudge | None
    version: str
    into: Path
    # Fetching and loading compute, on this machine; more of them at once would be no faster together, and would keep
    # webhooks waiting. Waiting for the model is not limited here.
    working: asyncio.Semaphore = field(default_factory=partial(asyncio.Semaphore, 2))

    async def review(self, plan: ReviewPlan, facts: PullRequest, remote: Remote) -> Reviewed:
        """The review of the head that `facts` describes. Raises Unavailable and NotFound."""
        started = time.monotonic()
        commits = tuple(dict.fromkeys((facts.base_sha, facts.merge_base, facts.head_sha)))
        async with AsyncExitStack() as stack:
            async with self.working:
                repository = await stack.enter_async_context(in_thread(fetch(remote, commits, into=self.into)))
                dossier = await asyncio.to_thread(load, repository, self.reader, facts, self._instructions())
            judgement = await self._judged(dossier, repository)
        seconds = time.monotonic() - started
        return await asyncio.to_thread(self._reviewed, plan, dossier, judgement, seconds)

    def _instructions(self) -> Instructions:
        return Instructions(search=self.open_judge is not None)

    async def _judged(self, dossier: Dossier, repository: Repository) -> Judgement:
        if self.open_judge is None or not dossier.features:
            return await asyncio.to_thread(judge_by_rules, dossier)
        head = HeadReader(repository, dossier.pull_request.head_sha, dossier.paths)
        async with self.open_judge() as model:
            return await judge(dossier, head, model)

    def _reviewed(self, plan: ReviewPlan, dossier: Dossier, judgement: Judgement, seconds: float) -> Reviewed:
        report, decision = write_report(dossier, judgement, self.version, seconds)
        told = report.model_copy(update={"repository": plan.repository})
        reviewed = Reviewed(report=told, conclusion=decision.check)
        if judgement.judged and outage(judgement.verdicts):
            patience = dossier.config.patience
            raise Unavailable("The model did not answer every question", fallback=reviewed, patience=patience)
        return reviewed
