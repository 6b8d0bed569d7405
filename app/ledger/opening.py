"""Whether an event opens a review, joins one, replaces one or ends one. Each function runs inside a transaction."""

from dataclasses import dataclass
from typing import Final, Literal

import sqlalchemy as sa

from app.domain.event import OrderEvent, PullRequestEvent, ReviewPlan, Stop, WorkEvent
from app.domain.review import Taken
from app.ledger import inbox
from app.ledger.locks import alone
from app.ledger.tables import reviews, usage

Fate = Literal["open", "join", "replace", "known"]

_CHANGES: Final = frozenset(
    {"converted_to_draft", "edited", "labeled", "unlabeled"}
)  # something changed that a review reads


@dataclass(frozen=True, slots=True)
class Last:
    """The newest review of a head that is open or completed."""

    id: str
    plan: ReviewPlan
    skip: str | None
    ended: bool
    begun: bool  # it may have read title, labels and base by now
    completing: bool
    reported: bool
    told: bool  # it ends with a text of our own, such as why it was skipped
    created_at: float


def work_in(connection: sa.Connection, event: WorkEvent, plan: ReviewPlan, skip: str | None, now: float) -> Taken:
    """Open the review that the event asks for, or find the one that answers it already."""
    alone(connection, plan.pull_request)
    if _is_late(connection, event, plan):
        return inbox.drop(connection, event.delivery, "a newer event was taken up before", now)
    last = _last(connection, plan)
    fate = "open" if last is None else _fate(event, plan, skip, last)
    if last is not None and fate == "known" and not _was_left(connection, plan, last):
        _note(connection, event, plan)
        return inbox.drop(connection, event.delivery, f"this head is reviewed: {last.id}", now)
    replaced = last if fate == "replace" else None
    superseded = _supersede(connection, event, plan, replaced)
    if last is not None and fate == "join":
        review = last.id
        _note(connection, event, plan)
    else:
        review = _open(connection, event, _heir(plan, replaced), skip, now)
    inbox.work(connection, event.delivery, review=review)
    return Taken(delivery=event.delivery, review=review, partition=plan.pull_request, superseded=superseded)


def stop(connection: sa.Connection, event: WorkEvent, decision: Stop, now: float) -> Taken:
    """End the reviews of a pull request that still run; one that is being completed is left to end."""
    plan = decision.plan
    alone(connection, plan.pull_request)
    if _is_late(connection, event, plan):
        return inbox.drop(connection, event.delivery, "a newer event was taken up before", now)
    _note(connection, event, plan, every_head=True)
    stopped = connection.execute(
        reviews.update()
        .where(*_running(plan))
        .values(state="superseded", stopped=decision.reason)
        .returning(reviews.c.id)
    ).scalars()
    return inbox.drop(connection, event.delivery, decision.reason, now).model_copy(
        update={"superseded": tuple(stopped)}
    )


def _fate(event: WorkEvent, plan: ReviewPlan, skip: str | None, last: Last) -> Fate:
    """What becomes of an event of a head that has a review."""
    same = skip == last.skip and _covers(last.plan, plan)
    if same and skip is not None:
        return "known" if last.ended else "join"
    order, changed = isinstance(event, OrderEvent), _is_change(event, last)
    if last.ended:
        return "known" if same and not (order or changed or event.action == "reopened") else "open"
    if last.completing:
        return "join" if same and not (order or changed) else "open"
    outdated = (changed and last.begun) or (order and last.told)
    return "join" if same and not outdated else "replace"


def _is_change(event: WorkEvent, last: Last) -> bool:
    """Whether the event tells of something that `last` may have read, or been skipped for, as it was before."""
    if not isinstance(event, PullRequestEvent):
        return False
    return event.action in _CHANGES or (event.action == "ready_for_review" and not last.reported)


def _covers(running: ReviewPlan, asked: ReviewPlan) -> bool:
    """Whether the one review answers what the other would."""
    return (
        (running.full or not asked.full)
        and bool(running.asked_by or not asked.asked_by)
        and running.feature == asked.feature
    )


def _heir(plan: ReviewPlan, replaced: Last | None) -> ReviewPlan:
    """The plan, which is also to do what was asked of the one that it replaces."""
    if replaced is None:
        return plan
    before = replaced.plan
    return plan.model_copy(update={"full": plan.full or before.full, "asked_by": plan.asked_by or before.asked_by})


def _is_late(connection: sa.Connection, event: WorkEvent, plan: ReviewPlan) -> bool:
    """Whether a newer event of the pull request was taken up before: deliveries may overtake each other."""
    if not isinstance(event, PullRequestEvent) or not event.updated_at:
        return False
    newer = sa.select(reviews.c.id).where(
        reviews.c.pull_request == plan.pull_request, reviews.c.event_at > event.updated_at
    )
    return connection.execute(newer.limit(1)).first() is not None


def _note(connection: sa.Connection, event: WorkEvent, plan: ReviewPlan, *, every_head: bool = False) -> None:
    """Remember when the newest event was, so that a late one is known for late."""
    if isinstance(event, PullRequestEvent) and event.updated_at:
        mine = (reviews.c.pull_request == plan.pull_request, reviews.c.event_at < event.updated_at)
        here = () if every_head else (reviews.c.head_sha == plan.head_sha,)
        connection.execute(reviews.update().where(*mine, *here).values(event_at=event.updated_at))


def _last(connection: sa.Connection, plan: ReviewPlan) -> Last | None:
    row = connection.execute(
        sa.select(
            reviews.c.id,
            reviews.c.plan,
            reviews.c.skip,
            reviews.c.finished_at.is_not(None).label("ended"),
            reviews.c.announcing,
            reviews.c.completing,
            reviews.c.reviewed.is_not(None).label("reported"),
            reviews.c.output.is_not(None).label("told"),
            reviews.c.created_at,
        )
        .where(
            reviews.c.pull_request == plan.pull_request,
            reviews.c.head_sha == plan.head_sha,
            reviews.c.state.in_(["open", "completed"]),
        )
        .order_by(reviews.c.created_at.desc(), sa.func.length(reviews.c.id).desc(), reviews.c.id.desc())  # 10 after 9
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    return Last(
        id=row.id,
        plan=ReviewPlan.model_validate_json(row.plan),
        skip=row.skip,
        ended=row.ended,
        begun=row.announcing,
        completing=row.completing,
        reported=row.reported,
        told=row.told,
        created_at=row.created_at,
    )


def _was_left(connection: sa.Connection, plan: ReviewPlan, last: Last) -> bool:
    """Whether another head was reviewed since, so that the comments tell of that one."""
    other = sa.select(reviews.c.id).where(
        reviews.c.pull_request == plan.pull_request,
        reviews.c.head_sha != plan.head_sha,
        reviews.c.state == "completed",
        reviews.c.created_at > last.created_at,
    )
    return connection.execute(other.limit(1)).first() is not None


def _supersede(connection: sa.Connection, event: WorkEvent, plan: ReviewPlan, replaced: Last | None) -> tuple[str, ...]:
    """Mark the reviews that still run and give way: of other heads, and the one of this head that is replaced.

    An order names the head of the moment when it was given, which a push may have overtaken: it ends no review of
    another head. Whichever is stale finds out before it is published.
    """
    other_head = reviews.c.head_sha != plan.head_sha
    same = reviews.c.id == (replaced.id if replaced else "")
    giving_way = same if isinstance(event, OrderEvent) else sa.or_(other_head, same)
    return tuple(
        connection.execute(
            reviews.update()
            .where(*_running(plan), giving_way)
            .values(state="superseded", superseded_by=plan.head_sha)
            .returning(reviews.c.id)
        ).scalars()
    )


def _running(plan: ReviewPlan) -> tuple[sa.ColumnElement[bool], ...]:
    """Reviews of the pull request that can still be ended."""
    return (
        reviews.c.pull_request == plan.pull_request,
        reviews.c.state == "open",
        reviews.c.completing.is_(sa.false()),
    )


def _open(connection: sa.Connection, event: WorkEvent, plan: ReviewPlan, skip: str | None, now: float) -> str:
    review = _new_id(connection, plan)
    connection.execute(
        reviews.insert().values(
            id=review,
            installation_id=plan.installation_id,
            repository_id=plan.repository_id,
            pull_request=plan.pull_request,
            head_sha=plan.head_sha,
            event_at=event.updated_at if isinstance(event, PullRequestEvent) else "",
            plan=plan.model_dump_json(),
            skip=skip,
            state="open",
            started=False,
            announcing=False,
            commenting=False,
            completing=False,
            crashes=0,
            github_requests=0,
            created_at=now,
        )
    )
    return review


def _new_id(connection: sa.Connection, plan: ReviewPlan) -> str:
    """An id that no review has or had: those that were forgotten for their age are still in the books."""
    number = connection.execute(
        sa.select(sa.func.count())
        .select_from(reviews)
        .where(reviews.c.pull_request == plan.pull_request, reviews.c.head_sha == plan.head_sha)
    ).scalar_one()
    while True:
        number += 1
        review = f"{plan.repository_id}-{plan.number}-{plan.head_sha}-{number}"
        known = sa.union_all(
            sa.select(reviews.c.id).where(reviews.c.id == review),
            sa.select(usage.c.review_id).where(usage.c.review_id == review),
        )
        if connection.execute(known).first() is None:
            return review
