"""The daily job: whose a day is, its runs, and what they spent."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Makes the tables of the daily job."""
    _jobs()
    _runs()
    _spendings()


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("config", sa.String, nullable=False),
        sa.Column("owner", sa.JSON, nullable=False),
        sa.Column("begun", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("brief", sa.JSON, nullable=False),
        sa.Column("delivered", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("day", "config", name="pk_jobs"),
    )


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("config", sa.String, nullable=False),
        sa.Column("area", sa.String, nullable=False),
        sa.Column("begun", sa.DateTime(timezone=True), nullable=False),
        sa.Column("spent_on", sa.Date, nullable=False),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("said", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_index("ix_runs_begun", "runs", ["begun"])
    op.create_index("ix_runs_spent_on", "runs", ["spent_on"])


def _spendings() -> None:
    op.create_table(
        "spendings",
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("run", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("step", sa.String, nullable=False),
        sa.Column("model", sa.String, nullable=False),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("tokens_in", sa.Integer, nullable=False),
        sa.Column("tokens_out", sa.Integer, nullable=False),
        sa.Column("money", sa.Double, nullable=False),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_spendings"),
    )
    op.create_index("ix_spendings_run", "spendings", ["run"])
    op.create_index("ix_spendings_day", "spendings", ["day"])
