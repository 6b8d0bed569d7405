"""A check run was asked for again, or one of its buttons was pressed."""

from dataclasses import dataclass, replace
from typing import Final

import structlog

from app.domain.decisions import Acceptance
from app.domain.event import CheckEvent, MergeGroup, OrderEvent
from app.domain.forge import OpenPull
from app.domain.review import Review
from app.stages import replies
from app.stages.entitlement import Asker, entitled, may
from app.workflow.errands.job import Job, Wish, plan_at
from specs_schema.config import Commands

BUTTONS: Final = frozenset({"verify", "verify_full", "accept"})
_log = structlog.stdlib.get_logger()


@dataclass(frozen=True, slots=True)
class _Press:
    """One press, or one request to run again, on one pull request."""

    job: Job
    event: CheckEvent
    pull: OpenPull
    review: Review | None
    asker: Asker
    rules: Commands

    @property
    def key(self) -> str:
        return plan_at(self.pull, self.pull.number, self.pull.head_sha).pull_request

    @property
    def entitled(self) -> bool:
        return entitled(self.asker.permission, self.rules)


async def check(job: Job, event: CheckEvent) -> None:
    """Order reviews of the pull requests that the run is about; for a button, do what it says."""
    if event.button and event.button not in BUTTONS:
        _log.warning("errand.unknown_button", button=event.button[:20])
        return
    review = await job.books.find_review(event.external_id) if event.external_id else None
    if review is not None and review.plan.merge_group is not None:
        await _group(job, event, review.plan.merge_group)
        return
    for number, pull in enumerate(await _pulls(job, event, review)):
        await _press(await _ready(job, event, pull, review), number)


async def _pulls(job: Job, event: CheckEvent, review: Review | None) -> tuple[OpenPull, ...]:
    """The open pull requests, as they are at this moment. Events about forks name none."""
    talk = await job.talk()
    numbers = (review.plan.number,) if review else event.numbers
    if not numbers:
        return await talk.pull_requests_at(event, event.head_sha)
    pulls = [await talk.pull_request_head(event, number) for number in numbers]
    return tuple(pull for pull in pulls if pull.state == "open")


async def _ready(job: Job, event: CheckEvent, pull: OpenPull, review: Review | None) -> _Press:
    permission = await (await job.talk()).permission(event, event.sender)
    rules = (await job.rules(pull)).config.commands
    return _Press(job, event, pull, review, Asker(event.sender, permission, pull.author), rules)


async def _press(press: _Press, number: int) -> None:
    if await press.job.too_many(press.pull.number, press.key, press.asker.login):
        _log.warning("errand.too_many_presses", number=press.pull.number)
        return
    if press.event.button == "accept" and not await _accepted(press):
        return
    full = press.event.button == "verify_full" and press.entitled
    await press.job.order(press.pull, number, Wish(press.entitled, full), press.event.sender)


async def _accepted(press: _Press) -> bool:
    """Keep that this person accepts the changes of the spec that the review found; else say why not."""
    talk = await press.job.talk()
    asker = replace(press.asker, authors=await talk.authors(press.event, press.pull.number))
    refusal = may("accept", asker, press.rules)
    if refusal is not None:
        if await press.job.first_refusal(press.key, asker.login, refusal.what):
            await _say(press, replies.refused(refusal))
        return False
    reviewed = press.review.reviewed if press.review else None
    if reviewed is None or not reviewed.acceptable:
        await _say(press, replies.not_acceptable())
        return False
    accepted = [Acceptance(fingerprint=one.fingerprint, basis=one.basis, by=asker.login) for one in reviewed.acceptable]
    await press.job.books.accept(press.key, accepted)
    return True


async def _say(press: _Press, text: str) -> None:
    await press.job.say(press.event, press.pull.number, press.job.tag, [text])


async def _group(job: Job, event: CheckEvent, group: MergeGroup) -> None:
    """A merge group's check is asked for again: no pull request's configuration says who may, so the default does."""
    permission = await (await job.talk()).permission(event, event.sender)
    may_spend = entitled(permission, Commands())
    await job.place(
        OrderEvent(
            delivery=job.order_id(0),
            action="ordered",
            sender=event.sender,
            installation_id=event.installation_id,
            repository_id=event.repository_id,
            repository=event.repository,
            number=0,
            head_sha=event.head_sha,
            full=may_spend and event.button == "verify_full",
            entitled=may_spend,
            merge_group=group,
        )
    )
