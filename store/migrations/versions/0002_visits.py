"""What is remembered of addresses that were read."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the table of visits."""
    op.create_table(
        "visits",
        sa.Column("url", sa.String, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("url", name="pk_visits"),
    )
