"""Reviews and their marks. Each function runs inside a transaction."""

import sqlalchemy as sa

from app.domain.check import CheckOutput
from app.domain.event import ReviewPlan
from app.domain.review import Review, Reviewed, ReviewState, Unstarted
from app.ledger.inbox import settle
from app.ledger.tables import inbox, reviews, usage
from app.ports import NotFound


def read(connection: sa.Connection, review: str) -> Review:
    """The review with this id. Raises NotFound."""
    row = connection.execute(sa.select(reviews).where(reviews.c.id == review)).one_or_none()
    if row is None:
        raise NotFound(f"No review `{review}` in the ledger")
    return Review(
        id=row.id,
        plan=ReviewPlan.model_validate_json(row.plan),
        state=row.state,
        skip=row.skip,
        superseded_by=row.superseded_by,
        announcing=row.announcing,
        check_id=row.check_id,
        completing=row.completing,
        reviewed=Reviewed.model_validate_json(row.reviewed) if row.reviewed else None,
        output=CheckOutput.model_validate_json(row.output) if row.output else None,
        error=row.error,
        github_requests=row.github_requests,
        finished=row.finished_at is not None,
    )


def unstarted(connection: sa.Connection) -> tuple[Unstarted, ...]:
    """Reviews that were opened and for which no workflow was started."""
    query = sa.select(reviews.c.id, reviews.c.pull_request).where(
        reviews.c.started.is_(sa.false()), reviews.c.finished_at.is_(None)
    )
    return tuple(
        Unstarted(review=row.id, partition=row.pull_request)
        for row in connection.execute(query.order_by(reviews.c.created_at))
    )


def mark(connection: sa.Connection, review: str, **values: str | float | bool | None) -> None:
    """Set columns of one review that is not finished."""
    connection.execute(reviews.update().where(reviews.c.id == review, reviews.c.finished_at.is_(None)).values(values))


def count_requests(connection: sa.Connection, review: str, requests: int) -> None:
    """Add to the requests that the review has made."""
    connection.execute(
        reviews.update().where(reviews.c.id == review).values(github_requests=reviews.c.github_requests + requests)
    )
    # The last requests are counted after the review has ended and is booked.
    connection.execute(
        usage.update().where(usage.c.review_id == review).values(github_requests=usage.c.github_requests + requests)
    )


def begin_attempt(connection: sa.Connection, review: str) -> int:
    """Which attempt this is, counting only those before it that ended with the process."""
    connection.execute(reviews.update().where(reviews.c.id == review).values(crashes=reviews.c.crashes + 1))
    return connection.execute(sa.select(reviews.c.crashes).where(reviews.c.id == review)).scalar_one()


def wait_began(connection: sa.Connection, review: str, now: float) -> float:
    """When the outage began that the review waits out; from now on, if it did not wait before."""
    since = connection.execute(sa.select(reviews.c.waiting_since).where(reviews.c.id == review)).scalar_one()
    if since is None:
        mark(connection, review, waiting_since=now)
    return now if since is None else since


def supersede(connection: sa.Connection, review: str, head: str) -> bool:
    """Mark an open review as replaced by `head`; False when it is no longer open."""
    return (
        connection.execute(
            reviews.update()
            .where(reviews.c.id == review, reviews.c.state == "open", reviews.c.completing.is_(sa.false()))
            .values(state="superseded", superseded_by=head)
        ).rowcount
        == 1
    )


def knows_head(connection: sa.Connection, plan: ReviewPlan, head: str) -> bool:
    """Whether a review of `head` runs or has ended, so that none needs to be asked for."""
    query = sa.select(reviews.c.id).where(
        reviews.c.pull_request == plan.pull_request, reviews.c.head_sha == head, reviews.c.state != "superseded"
    )
    return connection.execute(query.limit(1)).first() is not None


def begin_completing(connection: sa.Connection, review: str, state: ReviewState) -> bool:
    """Set the mark before the completing call; False when the review is no longer in `state`."""
    return (
        connection.execute(
            reviews.update()
            .where(reviews.c.id == review, reviews.c.state == state, reviews.c.finished_at.is_(None))
            .values(completing=True)
        ).rowcount
        == 1
    )


def finish(connection: sa.Connection, review: str, state: ReviewState, error: str | None, now: float) -> None:
    """End a review and its deliveries, and book what it cost."""
    ended = connection.execute(
        reviews.update()
        .where(reviews.c.id == review, reviews.c.finished_at.is_(None))
        .values(state=state, error=sa.func.coalesce(error, reviews.c.error), finished_at=now)
    )
    if ended.rowcount == 1:
        settle(connection, review, "failed" if state == "failed" else "done", now)
        _book(connection, read(connection, review), now)


def prune(connection: sa.Connection, before: float) -> int:
    """Forget what ended before that moment, but for what it cost; how many reviews."""
    connection.execute(inbox.delete().where(inbox.c.finished_at < before))
    return connection.execute(reviews.delete().where(reviews.c.finished_at < before)).rowcount


def _book(connection: sa.Connection, review: Review, now: float) -> None:
    spent = review.reviewed.report.usage if review.reviewed else None
    connection.execute(
        usage.insert().values(
            review_id=review.id,
            installation_id=review.plan.installation_id,
            repository=review.plan.repository,
            model_calls=spent.model_calls if spent else 0,
            input_tokens=spent.input_tokens if spent else 0,
            cached_input_tokens=spent.cached_input_tokens if spent else 0,
            output_tokens=spent.output_tokens if spent else 0,
            cost_usd=spent.cost_usd if spent else 0.0,
            github_requests=review.github_requests,
            seconds=spent.seconds if spent else 0.0,
            finished_at=now,
        )
    )
