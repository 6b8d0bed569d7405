"""Event → what to do about it."""

from typing import Final, assert_never

from app.domain.event import (
    CheckEvent,
    CommentEvent,
    Errand,
    Event,
    Ignored,
    InstallationEvent,
    MergeGroup,
    MergeGroupEvent,
    OrderEvent,
    PullRequestEvent,
    PushEvent,
    RepositoryEvent,
    RepositoryRef,
    ReviewPlan,
    Skip,
    Stop,
)

Decided = ReviewPlan | Skip | Stop | Errand | Ignored

_BEGINNING: Final = frozenset({"opened", "reopened", "synchronize", "ready_for_review", "converted_to_draft"})
_LABELLING: Final = frozenset({"labeled", "unlabeled"})
_CLOSED: Final = "The pull request was closed"


def plan_event(event: Event) -> Decided:
    """What `event` asks for: a review, the end of reviews that run, an errand, or nothing and why.

    Whether drafts, labels or authors are skipped is in the configuration, which nobody has read yet.
    """
    match event:
        case Ignored():
            return event
        case PullRequestEvent():
            return _pull_request(event)
        case OrderEvent():
            return _review(event, event.number, event.head_sha).model_copy(
                update={
                    "full": event.full,
                    "asked_by": event.sender if event.entitled else "",
                    "feature": event.feature,
                    "merge_group": event.merge_group,
                }
            )
        case MergeGroupEvent():
            group = MergeGroup(base_sha=event.base_sha, base_ref=event.base_ref)
            return _review(event, 0, event.head_sha).model_copy(update={"merge_group": group})
        case CommentEvent():
            return Errand(event=event, partition=_of_pull_request(event, event.number))
        case CheckEvent():
            return Errand(event=event, partition=_of_check(event))
        case PushEvent() | RepositoryEvent():
            return Errand(event=event, partition=f"errand:{event.repository_id}")
        case InstallationEvent():
            return Errand(event=event, partition=f"installation:{event.installation_id}")
        case _:
            assert_never(event)


def _pull_request(event: PullRequestEvent) -> Decided:
    plan = _review(event, event.number, event.head_sha)
    if event.action == "closed":
        return Stop(plan=plan, reason=_CLOSED)
    if event.closed:
        return Ignored(reason="the pull request is closed")
    if event.action in _BEGINNING:
        return plan
    if event.action in _LABELLING:
        return Errand(event=event, partition=_of_pull_request(event, event.number))
    if event.action == "edited" and (event.base_changed or event.words_changed):
        return plan
    return Ignored(reason=f"action `{event.action[:64]}` changes nothing that a review depends on")


def _review(where: RepositoryRef, number: int, head_sha: str) -> ReviewPlan:
    return ReviewPlan(
        installation_id=where.installation_id,
        repository_id=where.repository_id,
        repository=where.repository,
        number=number,
        head_sha=head_sha,
    )


def _of_pull_request(where: RepositoryRef, number: int) -> str:
    return f"errand:{where.repository_id}#{number}"


def _of_check(event: CheckEvent) -> str:
    """The pull request's partition where GitHub names exactly one; it names none for forks."""
    if len(event.numbers) == 1:
        return _of_pull_request(event, event.numbers[0])
    return f"errand:{event.repository_id}@{event.head_sha}"
