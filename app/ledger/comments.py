"""The inline comments of ours on a pull request. Each function runs inside a transaction."""

from collections.abc import Sequence

import sqlalchemy as sa

from app.domain.conversation import PostedComment
from app.ledger.owner import owned
from app.ledger.tables import comments, reviews
from app.ledger.upsert import put


def read(connection: sa.Connection, pull_request: str) -> tuple[PostedComment, ...]:
    """All of them, oldest first: GitHub's ids grow."""
    query = sa.select(comments).where(comments.c.pull_request == pull_request).order_by(comments.c.comment_id)
    return tuple(
        PostedComment(
            fingerprint=row.fingerprint, comment_id=row.comment_id, basis=row.basis, body=row.body, state=row.state
        )
        for row in connection.execute(query)
    )


def keep(connection: sa.Connection, pull_request: str, posted: Sequence[PostedComment]) -> None:
    """Keep comments that were posted or have changed. Raises NotFound when the repository was forgotten."""
    if posted:
        row = {**owned(connection, pull_request), "review_id": _commenting(connection, pull_request)}
        put(connection, comments, [{**row, **one.model_dump()} for one in posted], keep=("review_id",))


def _commenting(connection: sa.Connection, pull_request: str) -> str | None:
    """The review that comments now: those of one pull request run one after the other."""
    query = sa.select(reviews.c.id).where(
        reviews.c.pull_request == pull_request, reviews.c.commenting.is_(sa.true()), reviews.c.finished_at.is_(None)
    )
    return connection.execute(query.limit(1)).scalar()
