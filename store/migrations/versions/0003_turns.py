"""Which of several extractions of one text was kept last."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds the turn of an extraction; those kept before share the first."""
    op.add_column("extractions", sa.Column("turn", sa.Integer, nullable=False, server_default="0"))
