"""A label was put on or taken off: reviewed again where the configuration at the base branch names it."""

from app.domain.event import PullRequestEvent
from app.workflow.errands.job import Job, Wish


async def label(job: Job, event: PullRequestEvent) -> None:
    """Order a review if the label decides whether there is one.

    Nobody asked for it in so many words, so it stands above nothing: the review itself finds out what the labels say.
    """
    if not event.label or event.closed:
        return
    talk = await job.talk()
    pull = await talk.pull_request_head(event, event.number)
    if pull.state == "closed":
        return
    config = (await job.rules(pull)).config
    named = {one.casefold() for one in (*config.labels.skip, *config.labels.require)}
    if event.label.casefold() in named:
        await job.order(pull, 0, Wish(entitled=False), event.sender)
