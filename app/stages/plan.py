"""Event → ReviewPlan, Skip or Ignored."""

from app.domain.event import Event, Ignored, ReviewPlan, Skip


def plan_review(event: Event) -> ReviewPlan | Skip | Ignored:
    """What to do about `event`.

    A draft is skipped with a completed check, so that a required check never waits for ever; the review
    starts when it is marked ready.
    """
    if isinstance(event, Ignored):
        return event
    if event.closed:
        return Ignored(reason="the pull request is closed")
    plan = ReviewPlan(
        installation_id=event.installation_id,
        repository_id=event.repository_id,
        repository=event.repository,
        number=event.number,
        head_sha=event.head_sha,
    )
    if event.draft:
        return Skip(plan=plan, reason="This pull request is a draft; the review starts when it is ready")
    return plan
