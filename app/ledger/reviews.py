"""Reviews and their marks. Each function runs inside a transaction."""

import sqlalchemy as sa

from app.domain.check import CheckOutput
from app.domain.event import ReviewPlan
from app.domain.review import Review, Reviewed, ReviewState
from app.ledger.decisions import keep_configuration
from app.ledger.inbox import settle
from app.ledger.tables import inbox, reviews, usage
from app.ports import NotFound


def read(connection: sa.Connection, review: str) -> Review:
    """The review with this id. Raises NotFound."""
    found = find(connection, review)
    if found is None:
        raise NotFound(f"No review `{review}` in the ledger")
    return found


def find(connection: sa.Connection, review: str) -> Review | None:
    """The review with this id, if there is one."""
    return _one(connection, sa.select(reviews).where(reviews.c.id == review))


def last(connection: sa.Connection, pull_request: str, head_sha: str) -> Review | None:
    """The newest review of a pull request that has a report; of one head when it is given."""
    mine = sa.select(reviews).where(reviews.c.pull_request == pull_request, reviews.c.reviewed.is_not(None))
    of_head = mine.where(reviews.c.head_sha == head_sha) if head_sha else mine
    return _one(connection, of_head.order_by(reviews.c.created_at.desc(), reviews.c.id.desc()).limit(1))


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
    """Which attempt this is, counting only those before it that ended with the process. Raises NotFound."""
    crashes = connection.execute(
        reviews.update()
        .where(reviews.c.id == review)
        .values(crashes=reviews.c.crashes + 1)
        .returning(reviews.c.crashes)
    ).scalar()
    if crashes is None:
        raise NotFound(f"No review `{review}` in the ledger")
    return int(crashes)


def reviewed(connection: sa.Connection, review: str, found: Reviewed, error: str | None, now: float) -> None:
    """Keep the report, and the configuration that it went by."""
    repository = connection.execute(
        reviews.update()
        .where(reviews.c.id == review, reviews.c.finished_at.is_(None))
        .values(reviewed=found.model_dump_json(), error=error, waiting_since=None)
        .returning(reviews.c.repository_id)
    ).scalar()
    if repository is not None and found.configuration is not None:
        keep_configuration(connection, repository, found.configuration, now)


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
        settle(connection, inbox.c.review_id == review, "failed" if state == "failed" else "done", now)
        _book(connection, read(connection, review), now)


def _book(connection: sa.Connection, review: Review, now: float) -> None:
    report = review.reviewed.report if review.reviewed else None
    spent = report.usage if report else None
    connection.execute(
        usage.insert().values(
            review_id=review.id,
            installation_id=review.plan.installation_id,
            repository_id=review.plan.repository_id,
            repository=review.plan.repository,
            pull_request=review.plan.pull_request,
            held=review.state == "completed" and report is not None and bool(report.features),
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


def _one(connection: sa.Connection, query: sa.Executable) -> Review | None:
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    return Review(
        id=row.id,
        plan=ReviewPlan.model_validate_json(row.plan),
        state=row.state,
        skip=row.skip,
        superseded_by=row.superseded_by,
        stopped=row.stopped,
        announcing=row.announcing,
        check_id=row.check_id,
        commenting=row.commenting,
        completing=row.completing,
        reviewed=Reviewed.model_validate_json(row.reviewed) if row.reviewed else None,
        output=CheckOutput.model_validate_json(row.output) if row.output else None,
        error=row.error,
        github_requests=row.github_requests,
        finished=row.finished_at is not None,
    )
