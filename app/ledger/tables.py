"""The ledger's tables. A change here needs a migration, and REVISION names the last one.

Every table that says anything of a repository has `installation_id`, and `repository_id` where it can be told:
by these two, and by nothing else, the ledger forgets.
"""

import sqlalchemy as sa

REVISION = "0002"

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)

# `event` is the reduced event, not GitHub's body, and is dropped when the delivery is worked through. The owner of
# deliveries that the first version dropped is unknown.
inbox = sa.Table(
    "inbox",
    metadata,
    sa.Column("delivery", sa.String(255), primary_key=True),
    sa.Column("installation_id", sa.BigInteger),
    sa.Column("repository_id", sa.BigInteger),
    sa.Column("action", sa.String(64), nullable=False),
    sa.Column("event", sa.Text),
    sa.Column("state", sa.String(16), nullable=False),  # received, working, done, failed
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("review_id", sa.String(255)),
    sa.Column("errand_id", sa.String(255)),
    sa.Column("received_at", sa.Double, nullable=False),
    sa.Column("finished_at", sa.Double),
    sa.Index(None, "state", "received_at"),
    sa.Index(None, "review_id"),
)

reviews = sa.Table(
    "reviews",
    metadata,
    sa.Column("id", sa.String(255), primary_key=True),
    sa.Column("installation_id", sa.BigInteger, nullable=False),
    sa.Column("repository_id", sa.BigInteger, nullable=False),
    sa.Column("pull_request", sa.String(255), nullable=False),
    sa.Column("head_sha", sa.String(64), nullable=False),
    sa.Column("event_at", sa.String(64), nullable=False),
    sa.Column("plan", sa.Text, nullable=False),
    sa.Column("skip", sa.Text),
    sa.Column("state", sa.String(16), nullable=False),  # open, superseded, completed, failed
    sa.Column("superseded_by", sa.String(64)),
    sa.Column("stopped", sa.Text),
    sa.Column("started", sa.Boolean, nullable=False),
    sa.Column("announcing", sa.Boolean, nullable=False),
    sa.Column("check_id", sa.BigInteger),
    sa.Column("commenting", sa.Boolean, nullable=False),
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
    sa.Index(None, "repository_id", "created_at"),
    sa.Index(None, "finished_at"),
)

# The books: kept when the review itself is forgotten for its age. `held`: the pull request was held to a spec.
usage = sa.Table(
    "usage",
    metadata,
    sa.Column("review_id", sa.String(255), primary_key=True),
    sa.Column("installation_id", sa.BigInteger, nullable=False),
    sa.Column("repository_id", sa.BigInteger, nullable=False),
    sa.Column("repository", sa.String(255), nullable=False),
    sa.Column("pull_request", sa.String(255), nullable=False),
    sa.Column("held", sa.Boolean, nullable=False),
    sa.Column("model_calls", sa.Integer, nullable=False),
    sa.Column("input_tokens", sa.BigInteger, nullable=False),
    sa.Column("cached_input_tokens", sa.BigInteger, nullable=False),
    sa.Column("output_tokens", sa.BigInteger, nullable=False),
    sa.Column("cost_usd", sa.Double),
    sa.Column("github_requests", sa.Integer, nullable=False),
    sa.Column("seconds", sa.Double, nullable=False),
    sa.Column("finished_at", sa.Double, nullable=False),
    sa.Index(None, "installation_id", "finished_at"),
    sa.Index(None, "repository_id", "finished_at"),
)

# One row for each run: a delivery whose errand failed and that arrives again gets another.
errands = sa.Table(
    "errands",
    metadata,
    sa.Column("id", sa.String(255), primary_key=True),
    sa.Column("delivery", sa.String(255), nullable=False),
    sa.Column("installation_id", sa.BigInteger, nullable=False),
    sa.Column("repository_id", sa.BigInteger),
    sa.Column("comment_id", sa.BigInteger),
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("partition", sa.String(255), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),  # open, done, failed
    sa.Column("started", sa.Boolean, nullable=False),
    sa.Column("replying", sa.Boolean, nullable=False),
    sa.Column("reply_id", sa.BigInteger),
    sa.Column("error", sa.Text),
    sa.Column("waiting_since", sa.Double),
    sa.Column("created_at", sa.Double, nullable=False),
    sa.Column("finished_at", sa.Double),
    sa.Index(None, "delivery"),
    sa.Index(None, "repository_id", "comment_id"),
    sa.Index(None, "finished_at"),
)

comments = sa.Table(
    "comments",
    metadata,
    sa.Column("pull_request", sa.String(255), primary_key=True),
    sa.Column("comment_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("installation_id", sa.BigInteger, nullable=False),
    sa.Column("repository_id", sa.BigInteger, nullable=False),
    sa.Column("review_id", sa.String(255)),  # which one posted it, as far as known
    sa.Column("fingerprint", sa.String(255), nullable=False),
    sa.Column("basis", sa.String(255), nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),  # open, fixed
)

waivers = sa.Table(
    "waivers",
    metadata,
    sa.Column("pull_request", sa.String(255), primary_key=True),
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("installation_id", sa.BigInteger, nullable=False),
    sa.Column("repository_id", sa.BigInteger, nullable=False),
    sa.Column("waiver", sa.Text, nullable=False),
    sa.Column("kept_at", sa.Double, nullable=False),
)

acceptances = sa.Table(
    "acceptances",
    metadata,
    sa.Column("pull_request", sa.String(255), primary_key=True),
    sa.Column("fingerprint", sa.String(255), primary_key=True),
    sa.Column("basis", sa.String(255), primary_key=True),
    sa.Column("installation_id", sa.BigInteger, nullable=False),
    sa.Column("repository_id", sa.BigInteger, nullable=False),
    sa.Column("by", sa.String(255), nullable=False),
    sa.Column("kept_at", sa.Double, nullable=False),
)

corrections = sa.Table(
    "corrections",
    metadata,
    sa.Column("pull_request", sa.String(255), primary_key=True),
    sa.Column("installation_id", sa.BigInteger, nullable=False),
    sa.Column("repository_id", sa.BigInteger, nullable=False),
    sa.Column("feature", sa.Text, nullable=False),
    sa.Column("kept_at", sa.Double, nullable=False),
)

commands = sa.Table(
    "commands",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("pull_request", sa.String(255), nullable=False),
    sa.Column("installation_id", sa.BigInteger, nullable=False),
    sa.Column("repository_id", sa.BigInteger, nullable=False),
    sa.Column("login", sa.String(255), nullable=False),
    sa.Column("at", sa.Double, nullable=False),
    sa.Index(None, "pull_request", "login", "at"),
    sa.Index(None, "at"),
)

refusals = sa.Table(
    "refusals",
    metadata,
    sa.Column("pull_request", sa.String(255), primary_key=True),
    sa.Column("login", sa.String(255), primary_key=True),
    sa.Column("what", sa.String(255), primary_key=True),
    sa.Column("installation_id", sa.BigInteger, nullable=False),
    sa.Column("repository_id", sa.BigInteger, nullable=False),
    sa.Column("at", sa.Double, nullable=False),
)

# The last configuration at the base branch that was valid.
configurations = sa.Table(
    "configurations",
    metadata,
    sa.Column("repository_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("installation_id", sa.BigInteger, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("kept_at", sa.Double, nullable=False),
)

# What the judge answered, by a hash of all that was asked.
memory = sa.Table(
    "memory",
    metadata,
    sa.Column("repository_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("key", sa.String(255), primary_key=True),
    sa.Column("installation_id", sa.BigInteger, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("used_at", sa.Double, nullable=False),
    sa.Index(None, "used_at"),
)

installations = sa.Table(
    "installations",
    metadata,
    sa.Column("installation_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("account", sa.String(255), nullable=False),
    sa.Column("suspended", sa.Boolean, nullable=False),
    sa.Column("created_at", sa.String(64), nullable=False),  # as GitHub says it
)

# The turns to create content that were given away in the last hour.
write_slots = sa.Table(
    "write_slots",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("installation_id", sa.BigInteger, nullable=False),
    sa.Column("at", sa.Double, nullable=False),
    sa.Index(None, "installation_id", "at"),
)

executors = sa.Table(
    "executors",
    metadata,
    sa.Column("id", sa.String(255), primary_key=True),
    sa.Column("beat_at", sa.Double, nullable=False),
)

leases = sa.Table(
    "leases",
    metadata,
    sa.Column("name", sa.String(255), primary_key=True),
    sa.Column("holder", sa.String(255), nullable=False),
    sa.Column("until", sa.Double, nullable=False),
)
