"""What a day of the daily job is about, and the manifest of the run that wrote it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Adds both; the area of a day that is there is that of its runs."""
    op.add_column("jobs", sa.Column("area", sa.String, nullable=False, server_default=sa.text("''")))
    op.add_column("jobs", sa.Column("manifest", sa.JSON, nullable=True))
    op.execute(
        "UPDATE jobs SET area = COALESCE("
        "(SELECT MAX(runs.area) FROM runs WHERE runs.day = jobs.day AND runs.config = jobs.config), '')"
    )
