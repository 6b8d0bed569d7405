"""Inbox, reviews, usage, executors."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the first tables."""
    _inbox()
    _reviews()
    _usage()
    op.create_table(
        "executors",
        sa.Column("id", sa.String(255), nullable=False),
        sa.Column("beat_at", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_executors"),
    )


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("delivery", sa.String(255), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("event", sa.Text()),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.String(255)),
        sa.Column("received_at", sa.Double, nullable=False),
        sa.Column("finished_at", sa.Double),
        sa.PrimaryKeyConstraint("delivery", name="pk_inbox"),
    )
    op.create_index("ix_inbox_state_received_at", "inbox", ["state", "received_at"])
    op.create_index("ix_inbox_review_id", "inbox", ["review_id"])


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", sa.String(255), nullable=False),
        sa.Column("pull_request", sa.String(255), nullable=False),
        sa.Column("head_sha", sa.String(64), nullable=False),
        sa.Column("event_at", sa.String(64), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("skip", sa.Text()),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("superseded_by", sa.String(64)),
        sa.Column("started", sa.Boolean(), nullable=False),
        sa.Column("announcing", sa.Boolean(), nullable=False),
        sa.Column("check_id", sa.BigInteger()),
        sa.Column("completing", sa.Boolean(), nullable=False),
        sa.Column("reviewed", sa.Text()),
        sa.Column("output", sa.Text()),
        sa.Column("error", sa.Text()),
        sa.Column("crashes", sa.Integer(), nullable=False),
        sa.Column("waiting_since", sa.Double),
        sa.Column("github_requests", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("finished_at", sa.Double),
        sa.PrimaryKeyConstraint("id", name="pk_reviews"),
    )
    op.create_index("ix_reviews_pull_request_head_sha", "reviews", ["pull_request", "head_sha"])
    op.create_index("ix_reviews_finished_at", "reviews", ["finished_at"])


def _usage() -> None:
    op.create_table(
        "usage",
        sa.Column("review_id", sa.String(255), nullable=False),
        sa.Column("installation_id", sa.BigInteger(), nullable=False),
        sa.Column("repository", sa.String(255), nullable=False),
        sa.Column("model_calls", sa.Integer(), nullable=False),
        sa.Column("input_tokens", sa.BigInteger(), nullable=False),
        sa.Column("cached_input_tokens", sa.BigInteger(), nullable=False),
        sa.Column("output_tokens", sa.BigInteger(), nullable=False),
        sa.Column("cost_usd", sa.Double),
        sa.Column("github_requests", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.Column("finished_at", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("review_id", name="pk_usage"),
    )
    op.create_index("ix_usage_installation_id_finished_at", "usage", ["installation_id", "finished_at"])
