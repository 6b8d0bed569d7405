"""Deliveries: received once, worked into reviews, dropped when done. Each function runs inside a transaction."""

from collections.abc import Callable
from typing import Literal

import sqlalchemy as sa
from pydantic import ValidationError

from app.domain.event import Event, Ignored, PullRequestEvent, ReviewPlan, Skip
from app.domain.review import Taken
from app.ledger.tables import inbox, reviews

Decide = Callable[[Event], ReviewPlan | Skip | Ignored]
Receipt = Literal["new", "again", "repeat"]


def receive(connection: sa.Connection, event: PullRequestEvent, now: float) -> Receipt:
    """Keep a delivery. A repeat changes nothing, unless the work of the first one failed."""
    mine = inbox.c.delivery == event.delivery
    state = connection.execute(sa.select(inbox.c.state).where(mine)).scalar()
    fresh = {"event": event.model_dump_json(), "state": "received", "received_at": now, "finished_at": None}
    if state is None:
        connection.execute(
            inbox.insert().values(delivery=event.delivery, action=event.action, attempts=1, note="", **fresh)
        )
        return "new"
    if state != "failed":
        return "repeat"
    connection.execute(
        inbox.update().where(mine).values(attempts=inbox.c.attempts + 1, note="", review_id=None, **fresh)
    )
    return "again"


def receive_all(connection: sa.Connection, events: list[PullRequestEvent], now: float) -> list[Receipt]:
    """Keep deliveries that arrived together, in their order."""
    return [receive(connection, event, now) for event in events]


def take(connection: sa.Connection, decide: Decide, now: float) -> Taken | None:
    """Work the oldest waiting delivery into a review; None when nothing waits.

    Several processes may take at the same time: each gets another delivery, and those of one pull request
    are taken one after the other.
    """
    row = connection.execute(
        sa.select(inbox.c.delivery, inbox.c.event)
        .where(inbox.c.state == "received")
        .order_by(inbox.c.received_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if row is None:
        return None
    try:
        event = PullRequestEvent.model_validate_json(row.event)
    except ValidationError as error:  # kept by another version of this program
        return _unreadable(connection, row.delivery, error, now)
    _one_pull_request_at_a_time(connection, event)
    decision = decide(event)
    if isinstance(decision, Ignored):
        return _drop(connection, event, decision.reason, now)
    plan, skip = (decision.plan, decision.reason) if isinstance(decision, Skip) else (decision, None)
    return _work_in(connection, event, plan, skip, now)


def settle(connection: sa.Connection, review: str, state: Literal["done", "failed"], now: float) -> None:
    """Close the deliveries of a finished review."""
    connection.execute(
        inbox.update()
        .where(inbox.c.review_id == review, inbox.c.state == "working")
        .values(state=state, event=None, finished_at=now)
    )


def _unreadable(connection: sa.Connection, delivery: str, error: ValidationError, now: float) -> Taken:
    note = str(error.errors(include_input=False, include_url=False)[0])
    connection.execute(
        inbox.update().where(inbox.c.delivery == delivery).values(state="failed", note=note, finished_at=now)
    )
    return Taken(delivery=delivery)


def _work_in(
    connection: sa.Connection, event: PullRequestEvent, plan: ReviewPlan, skip: str | None, now: float
) -> Taken:
    if _is_late(connection, event, plan):
        return _drop(connection, event, "a newer push was taken up before", now)
    same, ended = _same_head(connection, event, plan, skip)
    if same and ended:
        return _drop(connection, event, f"this head is reviewed: {same}", now)
    superseded = _supersede_others(connection, plan)
    review = same or _open(connection, event, plan, skip, now)
    connection.execute(
        inbox.update().where(inbox.c.delivery == event.delivery).values(state="working", event=None, review_id=review)
    )
    return Taken(delivery=event.delivery, review=review, partition=plan.pull_request, superseded=tuple(superseded))


def _drop(connection: sa.Connection, event: PullRequestEvent, note: str, now: float) -> Taken:
    connection.execute(
        inbox.update()
        .where(inbox.c.delivery == event.delivery)
        .values(state="done", event=None, note=note, finished_at=now)
    )
    return Taken(delivery=event.delivery)


def _is_late(connection: sa.Connection, event: PullRequestEvent, plan: ReviewPlan) -> bool:
    """Whether the delivery tells of a head that a newer event has replaced: deliveries may overtake each other."""
    if not event.updated_at:
        return False
    newer = sa.select(reviews.c.id).where(
        reviews.c.pull_request == plan.pull_request,
        reviews.c.head_sha != plan.head_sha,
        reviews.c.event_at > event.updated_at,
    )
    return connection.execute(newer.limit(1)).first() is not None


def _same_head(
    connection: sa.Connection, event: PullRequestEvent, plan: ReviewPlan, skip: str | None
) -> tuple[str, bool]:
    """The review that answers this event already, and whether it ended; empty when there is none.

    A completed one does, unless the pull request is reopened, and one that runs does always.
    """
    states = ["open"] if event.action == "reopened" else ["open", "completed"]
    query = (
        sa.select(reviews.c.id, reviews.c.finished_at)
        .where(
            reviews.c.pull_request == plan.pull_request,
            reviews.c.head_sha == plan.head_sha,
            reviews.c.state.in_(states),
            reviews.c.skip.is_(None) if skip is None else reviews.c.skip.is_not(None),
        )
        .order_by(reviews.c.created_at.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return ("", False) if row is None else (row.id, row.finished_at is not None)


def _supersede_others(connection: sa.Connection, plan: ReviewPlan) -> list[str]:
    """Mark the reviews of other heads that still run; one that is being completed is left to end."""
    others = (
        reviews.c.pull_request == plan.pull_request,
        reviews.c.head_sha != plan.head_sha,
        reviews.c.state == "open",
        reviews.c.completing.is_(sa.false()),
    )
    found = list(connection.execute(sa.select(reviews.c.id).where(*others)).scalars())
    connection.execute(reviews.update().where(*others).values(state="superseded", superseded_by=plan.head_sha))
    return found


def _open(connection: sa.Connection, event: PullRequestEvent, plan: ReviewPlan, skip: str | None, now: float) -> str:
    before = connection.execute(
        sa.select(sa.func.count())
        .select_from(reviews)
        .where(reviews.c.pull_request == plan.pull_request, reviews.c.head_sha == plan.head_sha)
    ).scalar_one()
    review = f"{plan.repository_id}-{plan.number}-{plan.head_sha}-{before + 1}"
    connection.execute(
        reviews.insert().values(
            id=review,
            pull_request=plan.pull_request,
            head_sha=plan.head_sha,
            event_at=event.updated_at,
            plan=plan.model_dump_json(),
            skip=skip,
            state="open",
            started=False,
            announcing=False,
            completing=False,
            crashes=0,
            github_requests=0,
            created_at=now,
        )
    )
    return review


def _one_pull_request_at_a_time(connection: sa.Connection, event: PullRequestEvent) -> None:
    """Until the end of the transaction. SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        key = f"{event.repository_id}#{event.number}"
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(key, sa.literal(0)))))


def waiting(connection: sa.Connection) -> int:
    """How many deliveries wait."""
    return connection.execute(
        sa.select(sa.func.count()).select_from(inbox).where(inbox.c.state == "received")
    ).scalar_one()
