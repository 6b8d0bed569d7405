"""Errands, comments, decisions, memory, installations, limits; every row knows whose it is."""

import json
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_AT_ONCE = 200
Values = dict[str, str | int | bool | None]


def upgrade() -> None:
    """Add what is new, and say of what is old whose it is."""
    _add_columns()
    connection = op.get_bind()
    _own_reviews(connection)
    _own_inbox(connection)
    _own_usage(connection)
    _require_columns()
    _index()
    _errands()
    _comments()
    _decisions()
    _limits()
    _judging()
    op.create_table(
        "installations",
        sa.Column("installation_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("account", sa.String(255), nullable=False),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("installation_id", name="pk_installations"),
    )


def _add_columns() -> None:
    for table in ("inbox", "reviews"):
        op.add_column(table, sa.Column("installation_id", sa.BigInteger()))
        op.add_column(table, sa.Column("repository_id", sa.BigInteger()))
    op.add_column("inbox", sa.Column("errand_id", sa.String(255)))
    op.add_column("reviews", sa.Column("stopped", sa.Text()))
    op.add_column("reviews", sa.Column("commenting", sa.Boolean()))
    op.add_column("usage", sa.Column("repository_id", sa.BigInteger()))
    op.add_column("usage", sa.Column("pull_request", sa.String(255)))
    op.add_column("usage", sa.Column("held", sa.Boolean()))


def _own_reviews(connection: sa.Connection) -> None:
    reviews = sa.table("reviews", *map(sa.column, ("id", "plan", "installation_id", "repository_id", "commenting")))
    connection.execute(sa.update(reviews).values(commenting=False))
    for review, plan in _rows(connection, reviews.c.id, reviews.c.plan):
        _set(connection, reviews, reviews.c.id == review, _owner(plan))


def _own_inbox(connection: sa.Connection) -> None:
    """From the event while it waits, from the review when it was worked in; of others nobody knows."""
    names = ("delivery", "event", "review_id", "installation_id", "repository_id")
    inbox = sa.table("inbox", *map(sa.column, names))
    reviews = sa.table("reviews", *map(sa.column, ("id", "installation_id", "repository_id")))
    for name in ("installation_id", "repository_id"):
        owner = sa.select(reviews.c[name]).where(reviews.c.id == inbox.c.review_id).scalar_subquery()
        connection.execute(sa.update(inbox).values({name: owner}))
    for delivery, event in _rows(connection, inbox.c.delivery, inbox.c.event):
        if event is not None:
            _set(connection, inbox, inbox.c.delivery == delivery, _owner(event))


def _own_usage(connection: sa.Connection) -> None:
    """A review's id begins with its repository and number; whether it was held to a spec is in its report."""
    usage = sa.table("usage", *map(sa.column, ("review_id", "repository_id", "pull_request", "held")))
    reviews = sa.table("reviews", *map(sa.column, ("id", "state", "reviewed")))
    for review, _ in _rows(connection, usage.c.review_id, usage.c.review_id):
        repository, number, *_ = review.split("-", 2)
        query = sa.select(reviews.c.state, reviews.c.reviewed).where(reviews.c.id == review)
        found = connection.execute(query).one_or_none()
        held = found is not None and found.state == "completed" and _names_a_feature(found.reviewed)
        values: Values = {
            "repository_id": int(repository),
            "pull_request": f"{repository}#{number}",
            "held": held,
        }
        _set(connection, usage, usage.c.review_id == review, values)


def _names_a_feature(reviewed: str | None) -> bool:
    return reviewed is not None and bool(json.loads(reviewed)["report"].get("features"))


def _owner(text: str | None) -> Values:
    """What a plan or an event says of it."""
    said = json.loads(text or "{}")
    return {name: said.get(name) for name in ("installation_id", "repository_id")}


def _rows(
    connection: sa.Connection, key: sa.ColumnClause[str], text: sa.ColumnClause[str]
) -> Iterator[tuple[str, str | None]]:
    """Every row's key and one text, some at a time: those of all would not fit into memory."""
    page = sa.select(key, text).order_by(key).limit(_AT_ONCE)
    rows = connection.execute(page).all()
    while rows:
        for row in rows:
            yield str(row[0]), row[1]
        rows = connection.execute(page.where(key > rows[-1][0])).all()


def _set(connection: sa.Connection, table: sa.TableClause, mine: sa.ColumnElement[bool], values: Values) -> None:
    connection.execute(sa.update(table).where(mine).values(values))


def _require_columns() -> None:
    """SQLite copies the tables for this."""
    with op.batch_alter_table("reviews") as reviews:
        reviews.alter_column("installation_id", existing_type=sa.BigInteger(), nullable=False)
        reviews.alter_column("repository_id", existing_type=sa.BigInteger(), nullable=False)
        reviews.alter_column("commenting", existing_type=sa.Boolean(), nullable=False)
    with op.batch_alter_table("usage") as usage:
        usage.alter_column("repository_id", existing_type=sa.BigInteger(), nullable=False)
        usage.alter_column("pull_request", existing_type=sa.String(255), nullable=False)
        usage.alter_column("held", existing_type=sa.Boolean(), nullable=False)


def _index() -> None:
    op.create_index("ix_reviews_repository_id_created_at", "reviews", ["repository_id", "created_at"])
    op.create_index("ix_usage_repository_id_finished_at", "usage", ["repository_id", "finished_at"])


def _errands() -> None:
    op.create_table(
        "errands",
        sa.Column("id", sa.String(255), nullable=False),
        sa.Column("delivery", sa.String(255), nullable=False),
        sa.Column("installation_id", sa.BigInteger(), nullable=False),
        sa.Column("repository_id", sa.BigInteger()),
        sa.Column("comment_id", sa.BigInteger()),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("partition", sa.String(255), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("started", sa.Boolean(), nullable=False),
        sa.Column("replying", sa.Boolean(), nullable=False),
        sa.Column("reply_id", sa.BigInteger()),
        sa.Column("error", sa.Text()),
        sa.Column("waiting_since", sa.Double),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("finished_at", sa.Double),
        sa.PrimaryKeyConstraint("id", name="pk_errands"),
    )
    op.create_index("ix_errands_delivery", "errands", ["delivery"])
    op.create_index("ix_errands_repository_id_comment_id", "errands", ["repository_id", "comment_id"])
    op.create_index("ix_errands_finished_at", "errands", ["finished_at"])


def _comments() -> None:
    op.create_table(
        "comments",
        sa.Column("pull_request", sa.String(255), nullable=False),
        sa.Column("comment_id", sa.BigInteger(), nullable=False, autoincrement=False),
        *_owned(),
        sa.Column("review_id", sa.String(255)),
        sa.Column("fingerprint", sa.String(255), nullable=False),
        sa.Column("basis", sa.String(255), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("pull_request", "comment_id", name="pk_comments"),
    )


def _decisions() -> None:
    op.create_table(
        "waivers",
        sa.Column("pull_request", sa.String(255), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        *_owned(),
        sa.Column("waiver", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("pull_request", "subject", name="pk_waivers"),
    )
    op.create_table(
        "acceptances",
        sa.Column("pull_request", sa.String(255), nullable=False),
        sa.Column("fingerprint", sa.String(255), nullable=False),
        sa.Column("basis", sa.String(255), nullable=False),
        *_owned(),
        sa.Column("by", sa.String(255), nullable=False),
        sa.Column("kept_at", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("pull_request", "fingerprint", "basis", name="pk_acceptances"),
    )
    op.create_table(
        "corrections",
        sa.Column("pull_request", sa.String(255), nullable=False),
        *_owned(),
        sa.Column("feature", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("pull_request", name="pk_corrections"),
    )


def _limits() -> None:
    op.create_table(
        "commands",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pull_request", sa.String(255), nullable=False),
        *_owned(),
        sa.Column("login", sa.String(255), nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_commands"),
    )
    op.create_index("ix_commands_pull_request_login_at", "commands", ["pull_request", "login", "at"])
    op.create_index("ix_commands_at", "commands", ["at"])
    op.create_table(
        "refusals",
        sa.Column("pull_request", sa.String(255), nullable=False),
        sa.Column("login", sa.String(255), nullable=False),
        sa.Column("what", sa.String(255), nullable=False),
        *_owned(),
        sa.Column("at", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("pull_request", "login", "what", name="pk_refusals"),
    )
    op.create_table(
        "write_slots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("installation_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_write_slots"),
    )
    op.create_index("ix_write_slots_installation_id_at", "write_slots", ["installation_id", "at"])
    op.create_table(
        "leases",
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("holder", sa.String(255), nullable=False),
        sa.Column("until", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )


def _judging() -> None:
    op.create_table(
        "configurations",
        sa.Column("repository_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("installation_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("repository_id", name="pk_configurations"),
    )
    op.create_table(
        "memory",
        sa.Column("repository_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("installation_id", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("used_at", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("repository_id", "key", name="pk_memory"),
    )
    op.create_index("ix_memory_used_at", "memory", ["used_at"])


def _owned() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("installation_id", sa.BigInteger(), nullable=False),
        sa.Column("repository_id", sa.BigInteger(), nullable=False),
    )
