"""The ledger's tables. A change here needs a migration, and REVISION names the last one."""

import sqlalchemy as sa

REVISION = "0001"

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)

# `event` is the reduced event, not GitHub's body, and is dropped when the delivery is worked through.
inbox = sa.Table(
    "inbox",
    metadata,
    sa.Column("delivery", sa.String(255), primary_key=True),
    sa.Column("action", sa.String(64), nullable=False),
    sa.Column("event", sa.Text),
    sa.Column("state", sa.String(16), nullable=False),  # received, working, done, failed
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("review_id", sa.String(255)),
    sa.Column("received_at", sa.Double, nullable=False),
    sa.Column("finished_at", sa.Double),
    sa.Index(None, "state", "received_at"),
    sa.Index(None, "review_id"),
)

reviews = sa.Table(
    "reviews",
    metadata,
    sa.Column("id", sa.String(255), primary_key=True),
    sa.Column("pull_request", sa.String(255), nullable=False),
    sa.Column("head_sha", sa.String(64), nullable=False),
    sa.Column("event_at", sa.String(64), nullable=False),
    sa.Column("plan", sa.Text, nullable=False),
    sa.Column("skip", sa.Text),
    sa.Column("state", sa.String(16), nullable=False),  # open, superseded, completed, failed
    sa.Column("superseded_by", sa.String(64)),
    sa.Column("started", sa.Boolean, nullable=False),
    sa.Column("announcing", sa.Boolean, nullable=False),
    sa.Column("check_id", sa.BigInteger),
    sa.Column("completing", sa.Boolean, nullable=False),
    sa.Column("reviewed", sa.Text),
    sa.Column("output", sa.Text),
    sa.Column("error", sa.Text),
    sa.Column("crashes", sa.Integer, nullable=False),
    sa.Column("waiting_since", sa.Double),
    sa.Column("github_requests", sa.Integer, nullable=False),
    sa.Column("created_at", sa.Double, nullable=False),
    sa.Column("finished_at", sa.Double),
    sa.Index(None, "pull_request", "head_sha"),
    sa.Index(None, "finished_at"),
)

usage = sa.Table(
    "usage",
    metadata,
    sa.Column("review_id", sa.String(255), primary_key=True),
    sa.Column("installation_id", sa.BigInteger, nullable=False),
    sa.Column("repository", sa.String(255), nullable=False),
    sa.Column("model_calls", sa.Integer, nullable=False),
    sa.Column("input_tokens", sa.BigInteger, nullable=False),
    sa.Column("cached_input_tokens", sa.BigInteger, nullable=False),
    sa.Column("output_tokens", sa.BigInteger, nullable=False),
    sa.Column("cost_usd", sa.Double),
    sa.Column("github_requests", sa.Integer, nullable=False),
    sa.Column("seconds", sa.Double, nullable=False),
    sa.Column("finished_at", sa.Double, nullable=False),
    sa.Index(None, "installation_id", "finished_at"),
)

executors = sa.Table(
    "executors",
    metadata,
    sa.Column("id", sa.String(255), primary_key=True),
    sa.Column("beat_at", sa.Double, nullable=False),
)
