"""Accessions."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "accessions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("collection", sa.String(3), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("species", sa.String(120), nullable=False),
        sa.Column("collected_on", sa.Date),
        sa.Column("seeds", sa.Integer, nullable=False),
    )
    op.create_index("ix_accessions_jar", "accessions", ["number", "collection"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_accessions_jar", "accessions")
    op.drop_table("accessions")
