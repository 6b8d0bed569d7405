"""Inline comments: brought in line with a report before its check is completed. Safe to run twice."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

import structlog

from app.domain.conversation import Discussion, PostedComment, Publication, Remark
from app.domain.event import ReviewPlan
from app.domain.review import Review, Reviewed
from app.ports import CodeHost, Ledger, Refused, Unavailable
from app.stages.links import Links
from app.stages.reconcile import reconcile, standing
from app.stages.remarks import ended, how_ended, remarks
from app.stages.told import Told

__all__ = ["Publisher", "Told"]

_log = structlog.stdlib.get_logger()


@dataclass(frozen=True, slots=True)
class _Work:
    """One review's comments: where they go, what they say, and what is there."""

    host: CodeHost
    review: Review
    reviewed: Reviewed
    discussion: Discussion
    plan: ReviewPlan
    key: str  # the pull request


class Publisher:
    """Writes inline comments, at least `spacing` seconds apart within an installation."""

    def __init__(
        self,
        ledger: Ledger,
        links: Callable[[ReviewPlan], Links],
        spacing: float = 1.0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._ledger = ledger
        self._links = links
        self._spacing = spacing
        self._sleep = sleep

    async def publish_comments(
        self, host: CodeHost, review: Review, reviewed: Reviewed, discussion: Discussion
    ) -> Told:
        """Bring the comments in line with the report; which findings they tell.

        Raises Unavailable, and goes on where it was when it is called again. What GitHub refuses is told by an
        annotation.
        """
        plan, report = review.plan, reviewed.report
        work = _Work(host, review, reviewed, discussion, plan, plan.pull_request)
        before = await self.recover(host, review)
        wanted = await self._remarks(review.plan, reviewed)
        posted = await self._ledger.comments(work.key)
        publication = reconcile(wanted, posted, discussion, reviewed.most_comments, standing(report))
        missing = await host.lacks_to_comment(plan) if publication.create or publication.fixed else ""
        if missing:
            _log.warning("comments.not_permitted", repository=plan.repository, permission=missing)
            return _told(publication, posted, discussion, {}, missing)
        created = await self._create(work, publication.create)
        await self._end(work, publication.fixed)
        return _told(publication, posted, discussion, {**before, **created}, "")

    async def recover(self, host: CodeHost, review: Review) -> Mapping[str, int]:
        """Note the comments that an earlier attempt posted and did not come to note: fingerprint → id.

        Also to be called for a review that another head has replaced: the next one must know of them.
        """
        if not review.commenting or review.reviewed is None:
            return {}
        found = await host.find_comments(review.plan, review.id)
        known = {comment.comment_id for comment in await self._ledger.comments(review.plan.pull_request)}
        new = {one: comment_id for one, comment_id in found.items() if comment_id not in known}
        if new:
            await self._note(review.plan.pull_request, await self._remarks(review.plan, review.reviewed), new)
        return new

    async def _remarks(self, plan: ReviewPlan, reviewed: Reviewed) -> tuple[Remark, ...]:
        return await asyncio.to_thread(remarks, reviewed.report, reviewed.placements, self._links(plan))

    async def _note(self, pull_request: str, made: Sequence[Remark], ids: Mapping[str, int]) -> None:
        """Remember which comment tells which finding, on which basis."""
        posted = [
            PostedComment(
                fingerprint=one.placement.fingerprint,
                comment_id=ids[one.placement.fingerprint],
                basis=one.placement.basis,
                body=one.body,
            )
            for one in made
            if one.placement.fingerprint in ids
        ]
        await self._ledger.commented(pull_request, posted)

    async def _turn(self, plan: ReviewPlan) -> None:
        """Wait for the installation's next turn to write."""
        wait = await self._ledger.write_slot(plan.installation_id, self._spacing)
        if wait > 0:
            await self._sleep(wait)

    async def _create(self, work: _Work, wanted: Sequence[Remark]) -> Mapping[str, int]:
        """Post `wanted` as one review, or one by one when GitHub refuses that; the ids of the comments."""
        if not wanted:
            return {}
        await self._ledger.commenting(work.review.id)
        await self._turn(work.plan)
        try:
            await work.host.create_comments(work.plan, work.review.id, wanted)
        except Refused as error:
            _log.warning("comments.refused", error=str(error), comments=len(wanted))
            return await self._create_apart(work, wanted)
        found = await work.host.find_comments(work.plan, work.review.id)
        ids = {one.placement.fingerprint: found.get(one.placement.fingerprint) for one in wanted}
        created = {fingerprint: comment_id for fingerprint, comment_id in ids.items() if comment_id is not None}
        await self._note(work.key, wanted, created)
        if len(created) < len(ids):
            raise Unavailable("GitHub does not list every comment that it took")
        return created

    async def _create_apart(self, work: _Work, wanted: Sequence[Remark]) -> Mapping[str, int]:
        """Post each by itself: one that GitHub refuses loses none of the others."""
        created: dict[str, int] = {}
        for remark in wanted:
            await self._turn(work.plan)
            try:
                comment_id = await work.host.create_comment(work.plan, work.review.id, remark)
            except Refused as error:
                _log.warning("comment.refused", error=str(error), fingerprint=remark.placement.fingerprint)
                continue
            created[remark.placement.fingerprint] = comment_id
            await self._note(work.key, [remark], created)
        return created

    async def _end(self, work: _Work, over: Sequence[PostedComment]) -> None:
        """Let each of the comments say that it is over, and resolve its thread where that is allowed."""
        threads = {thread.comment_id: thread for thread in work.discussion.threads}
        for comment in over:
            how = how_ended(work.reviewed.report, comment.fingerprint)
            body = ended(comment.body, work.plan.head_sha, how)
            thread = threads.get(comment.comment_id)
            await self._turn(work.plan)
            try:
                there = await work.host.edit_comment(work.plan, comment.comment_id, body)
                if there and thread is not None and not thread.resolved:
                    await work.host.resolve_thread(work.plan, thread.thread_id)
            except Refused as error:  # a locked conversation, for one: tried again with the next report
                _log.warning("comment.not_edited", error=str(error), comment=comment.comment_id)
                continue
            await self._ledger.commented(work.key, [comment.model_copy(update={"state": "fixed"})])


def _told(
    publication: Publication,
    posted: Sequence[PostedComment],
    discussion: Discussion,
    created: Mapping[str, int],
    missing: str,
) -> Told:
    """Which findings comments tell, and where: those that GitHub refused are left for annotations."""
    wanted = {one.placement.fingerprint for one in publication.create}
    told = publication.told - wanted | created.keys()
    shown = {thread.comment_id for thread in discussion.threads if not thread.resolved}
    standing_ones = {
        one.fingerprint: one.comment_id for one in posted if one.fingerprint in told and one.comment_id in shown
    }
    return Told(
        fingerprints=frozenset(told),
        comments={**standing_ones, **created},
        beyond=publication.beyond,
        posted=len(created),
        missing=missing if publication.create else "",
    )
