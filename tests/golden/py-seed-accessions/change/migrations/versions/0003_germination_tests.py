"""Germination tests."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "germination_tests",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("accession_id", sa.Integer, sa.ForeignKey("accessions.id"), nullable=False, index=True),
        sa.Column("tested_on", sa.Date, nullable=False),
        sa.Column("sown", sa.Integer, nullable=False),
        sa.Column("germinated", sa.Integer, nullable=False),
        sa.CheckConstraint("sown <= 400", name="ck_sown"),
        sa.CheckConstraint("germinated <= sown", name="ck_germinated"),
    )


def downgrade() -> None:
    op.drop_table("germination_tests")
