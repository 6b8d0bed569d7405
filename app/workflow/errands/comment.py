"""A comment with commands: who may is asked of the forge, what is decided goes to the ledger, then it is told."""

from collections.abc import Sequence
from dataclasses import replace

import structlog

from app.domain.conversation import Reaction
from app.domain.event import CommentEvent
from app.domain.forge import OpenPull
from app.domain.review import Review
from app.stages import replies
from app.stages.commanded import command_lines
from app.stages.commands import Command, Malformed, Words, parse
from app.stages.entitlement import Asker, may, needs_authors, same_login
from app.stages.replies import Standing
from app.stages.subjects import known_subjects
from app.workflow.errands.follow import Following, Outcome, follow
from app.workflow.errands.job import MOST, WITHIN, Job, Wish, plan_at
from specs_schema.config import Command as Name

_log = structlog.stdlib.get_logger()


async def comment(job: Job, event: CommentEvent) -> None:
    """Follow the commands of a comment that its own author wrote; of an edited one, the new ones."""
    if not same_login(event.author, event.sender) or event.sender.endswith("[bot]"):
        return  # somebody edited the comment of another, or a program speaks
    if not any(command_lines(event.body)):
        return
    last = await job.books.last_review(plan_at(event, event.number).pull_request)
    known = known_subjects(last.reviewed.report) if last and last.reviewed else ()
    asked = parse(event.body, event.previous, Words.of(known, job.today))
    if not asked:
        return
    await job.react(event, "eyes")
    conversation = await _open(job, event, last)
    outcomes = await conversation.follow_all(asked)
    await _order(job, conversation.following.pull, outcomes, event.sender)
    await _tell(job, event, outcomes)
    _log.info("errand.commands", number=event.number, commands=len(asked), refused=_refused(outcomes))


async def _open(job: Job, event: CommentEvent, last: Review | None) -> "Conversation":
    talk = await job.talk()
    permission = await talk.permission(event, event.sender)
    pull = await talk.pull_request_head(event, event.number)
    read = await job.rules(pull)
    reviewed = last.reviewed if last else None
    standing = None
    if last and reviewed:
        standing = Standing(reviewed.report, pull.head_sha, job.links(event, reviewed.report.head))
    asker = Asker(event.sender, permission, pull.author)
    return Conversation(Following(job, pull, asker, read, standing))


class Conversation:
    """One comment's commands, followed in order."""

    def __init__(self, following: Following) -> None:
        self.following = following

    async def follow_all(self, asked: Sequence[Command | Malformed]) -> list[Outcome]:
        """What came of each; the first that is one too many ends it."""
        outcomes: list[Outcome] = []
        for number, one in enumerate(asked):
            following = self.following
            if await following.job.too_many(number, following.key, following.asker.login):
                text = replies.limited(MOST, round(WITHIN / 60))
                outcomes.append(await self._refused("rate", text))
                break
            outcomes.append(await self._follow(one))
        return outcomes

    async def _follow(self, one: Command | Malformed) -> Outcome:
        name: Name = "help" if isinstance(one, Malformed) else one.name
        if needs_authors(name) and not self.following.asker.authors:
            await self._ask_for_authors()
        refusal = may(name, self.following.asker, self.following.rules)
        if refusal is not None:
            return await self._refused(refusal.what, replies.refused(refusal))
        if isinstance(one, Malformed):
            return Outcome(replies.malformed(one, self.following.rules), reaction="confused")
        return await follow(self.following, one)

    async def _ask_for_authors(self) -> None:
        following = self.following
        talk = await following.job.talk()
        authors = await talk.authors(following.pull, following.pull.number)
        # Never empty from here on: whoever opened the pull request is an author of it.
        asker = replace(following.asker, authors=authors | {following.pull.author})
        self.following = replace(following, asker=asker)

    async def _refused(self, what: str, text: str) -> Outcome:
        """A refusal is said once; after that, the reaction says it."""
        first = await self.following.job.first_refusal(self.following.key, self.following.asker.login, what)
        return Outcome(text if first else "", quiet=not first, reaction="-1")


async def _order(job: Job, pull: OpenPull, outcomes: Sequence[Outcome], sender: str) -> None:
    """One order for each feature that a review is wanted of, after everything is in the ledger."""
    wishes: dict[str, Wish] = {}
    for outcome in outcomes:
        wish = outcome.wish
        if wish is not None:
            earlier = wishes.get(wish.feature, wish)
            wishes[wish.feature] = replace(wish, full=wish.full or earlier.full)
    if pull.state == "open":
        for number, wish in enumerate(wishes.values()):
            await job.order(pull, number, wish, sender)


async def _tell(job: Job, event: CommentEvent, outcomes: Sequence[Outcome]) -> None:
    reactions: list[Reaction] = [outcome.reaction for outcome in outcomes if outcome.reaction]
    for reaction in dict.fromkeys(reactions):
        await job.react(event, reaction)
    texts = [outcome.text for outcome in outcomes if outcome.text]
    wordy = any(outcome.text and not outcome.quiet for outcome in outcomes)
    # What we said of an earlier version of the comment, or when the errand failed, is not left standing.
    if texts and (wordy or await job.answered(event, event.comment_id) is not None):
        await job.say(event, event.number, event.comment_id, texts)


def _refused(outcomes: Sequence[Outcome]) -> int:
    return sum(outcome.reaction == "-1" for outcome in outcomes)
