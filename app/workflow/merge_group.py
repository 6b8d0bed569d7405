"""The check on a merge group: the pull requests' own verdicts where they still hold, judged again where not.

A merge queue waits for the check, so nothing here waits longer than a queue does.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Final

import structlog

from app.domain.check import CheckOutput
from app.domain.event import PullRequest, ReviewPlan
from app.domain.forge import GroupEntry
from app.domain.review import Review, Reviewed
from app.ports import NotFound, Repository, Unavailable
from app.stages.content import content_digest
from app.stages.merge_group import EntryResult, combine
from specs_schema.config import CONFIG_PATH
from specs_schema.formats import constitution_paths
from specs_schema.report import Report

__all__ = ["EntryResult", "GroupJudge", "combine", "entry_facts", "entry_plan", "still_holds"]

Entries = Callable[[ReviewPlan], Awaitable[Sequence[GroupEntry]]]
LastReview = Callable[[str, str], Awaitable[Review | None]]  # key of the pull request, its head
Objects = Callable[[ReviewPlan, Sequence[str]], AbstractAsyncContextManager[Repository]]  # with these commits
JudgeEntry = Callable[[ReviewPlan, GroupEntry], Awaitable[Reviewed | str]]  # or why it is not reviewed

_PATIENCE: Final = 1_800  # seconds; everything behind the group waits as long
_log = structlog.stdlib.get_logger()


@dataclass(frozen=True, slots=True)
class GroupJudge:
    """Judges merge groups by what others do: `CodeHost.merge_group`, `Desk.last_review`, a fetch, a review.

    `judge_entry` reviews what one pull request adds to the group; it gets the `entry_plan`, and reads the pull
    request's facts as `entry_facts` changes them.
    """

    entries: Entries
    last_review: LastReview
    objects: Objects
    judge_entry: JudgeEntry

    async def __call__(self, plan: ReviewPlan) -> CheckOutput:
        """The check of the group. Raises Unavailable, with a patience that a queue has, Refused and NotFound."""
        try:
            return combine(await self._results(plan))
        except Unavailable as error:
            patience = _PATIENCE if error.patience is None else min(error.patience, _PATIENCE)
            raise Unavailable(str(error), retry_after=error.retry_after, patience=patience) from error

    async def _results(self, plan: ReviewPlan) -> list[EntryResult]:
        entries = await self.entries(plan)
        last = {entry.number: await self._last(plan, entry) for entry in entries}
        holding = await self._holding(plan, _answered(entries, last))
        again = [entry for entry in entries if entry.number not in holding]
        _log.info("group.compared", entries=len(entries), again=[entry.number for entry in again])
        outcomes = await self._all_judged([(entry_plan(plan, entry, last[entry.number]), entry) for entry in again])
        judged = {entry.number: outcome for entry, outcome in zip(again, outcomes, strict=True)}
        return [
            EntryResult(entry, judged[entry.number])
            if entry.number in judged
            else EntryResult(entry, holding[entry.number], remembered=True)
            for entry in entries
        ]

    async def _last(self, plan: ReviewPlan, entry: GroupEntry) -> Review | None:
        """The newest review of the pull request's own head that has a report."""
        last = await self.last_review(entry_plan(plan, entry).pull_request, entry.pull_head)
        return last if last is not None and last.reviewed is not None else None

    async def _holding(self, plan: ReviewPlan, own: Sequence[tuple[GroupEntry, Reviewed]]) -> dict[int, Reviewed]:
        """Which of these reviews still hold. None does when a commit is gone with which one could tell."""
        if not own:
            return {}
        commits = dict.fromkeys(commit for entry, reviewed in own for commit in _commits(entry, reviewed.report))
        try:
            async with self.objects(plan, tuple(commits)) as repository:
                held = [await asyncio.to_thread(still_holds, repository, entry, one.report) for entry, one in own]
        except NotFound as error:
            _log.warning("group.incomparable", error=str(error))
            return {}
        return {entry.number: reviewed for (entry, reviewed), holds in zip(own, held, strict=True) if holds}

    async def _all_judged(self, wanted: Sequence[tuple[ReviewPlan, GroupEntry]]) -> list[Reviewed | str]:
        """All at once; when one fails, the others are still waited for, so that nothing goes on unseen."""
        work = (self.judge_entry(plan, entry) for plan, entry in wanted)
        outcomes = await asyncio.gather(*work, return_exceptions=True)
        judged = [outcome for outcome in outcomes if not isinstance(outcome, BaseException)]
        if failures := [outcome for outcome in outcomes if isinstance(outcome, BaseException)]:
            raise failures[0]
        return judged


def entry_plan(plan: ReviewPlan, entry: GroupEntry, last: Review | None = None) -> ReviewPlan:
    """The plan for one pull request of the group, under its own number, in the way of its own `last` review."""
    return ReviewPlan(
        installation_id=plan.installation_id,
        repository_id=plan.repository_id,
        repository=plan.repository,
        number=entry.number,
        head_sha=entry.head_sha,
        asked_by=last.plan.asked_by if last else "",
        feature=last.plan.feature if last else "",
    )


def entry_facts(facts: PullRequest, entry: GroupEntry) -> PullRequest:
    """The pull request's `facts` as if it was what it adds to the group: its words, the group's commits."""
    commits = {"head_sha": entry.head_sha, "base_sha": entry.base_sha, "merge_base": entry.base_sha}
    return facts.model_copy(update=commits)


def still_holds(repository: Repository, entry: GroupEntry, report: Report) -> bool:
    """Whether what `report` says of the pull request is true of its part of the group, too.

    It is, when configuration, constitutions and the documents of its features are the same, when it changes the
    same, and when all that was quoted from its code still stands there. Raises NotFound and Unavailable.
    """
    then, now = _files(repository, report.base), _files(repository, entry.base_sha)
    if _governing(then) != _governing(now):
        return False
    then, now = _files(repository, report.head), _files(repository, entry.head_sha)
    if _documents(then, report) != _documents(now, report):
        return False
    own = content_digest(repository.change(report.merge_base, report.head))
    if own != content_digest(repository.change(entry.base_sha, entry.head_sha)):
        return False
    altered = {path for path, oid in then.items() if now.get(path) != oid}
    return _quotes_stand(repository, entry.head_sha, report, altered)


def _answered(entries: Sequence[GroupEntry], last: Mapping[int, Review | None]) -> list[tuple[GroupEntry, Reviewed]]:
    """The reviews that came to an answer which was shown: a failure to judge is worth another try."""
    return [
        (entry, review.reviewed)
        for entry in entries
        if (review := last[entry.number]) is not None
        and review.reviewed is not None
        and review.output is None
        and review.reviewed.report.head == entry.pull_head
        and review.reviewed.report.conclusion != "incomplete"
    ]


def _commits(entry: GroupEntry, report: Report) -> tuple[str, ...]:
    return report.base, report.merge_base, report.head, entry.base_sha, entry.head_sha


def _files(repository: Repository, commit: str) -> dict[str, str]:
    """The object id of every file."""
    return {entry.path: entry.oid for entry in repository.tree(commit)}


def _governing(files: Mapping[str, str]) -> dict[str, str]:
    return {path: files[path] for path in (CONFIG_PATH, *constitution_paths(files)) if path in files}


def _documents(files: Mapping[str, str], report: Report) -> dict[str, str]:
    dirs = tuple(f"{feature.dir}/" for feature in report.features)
    return {path: oid for path, oid in files.items() if path.startswith(dirs)}


def _quotes_stand(repository: Repository, commit: str, report: Report, altered: set[str]) -> bool:
    """Whether every quote of code stands in its file, where the group has altered the file at all."""
    quotes = [
        (evidence.path, evidence.quote)
        for verdict in report.verdicts
        for evidence in verdict.evidence
        if evidence.side == "code" and evidence.path in altered
    ]
    blobs = repository.read(commit, sorted({path for path, _ in quotes}))
    return all(path in blobs and quote in blobs[path].data.decode("utf-8", "replace") for path, quote in quotes)
