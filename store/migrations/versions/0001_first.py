"""The first tables: revisions of articles, answers, extractions with their rejected records, briefs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes every table; written out, because the definitions in `tables` go on changing."""
    _revisions()
    _answers()
    _extractions()
    _rejected()
    _briefs()


def _revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("article", sa.String, nullable=False),
        sa.Column("revision", sa.String, nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("dated", sa.Boolean, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_revisions"),
        sa.UniqueConstraint("article", "revision", name="uq_revisions_article_revision"),
    )
    op.create_index("ix_revisions_revision", "revisions", ["revision"])
    op.create_index("ix_revisions_article_first_seen_seq", "revisions", ["article", "first_seen", "seq"])


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("key", sa.String, nullable=False),
        sa.Column("model", sa.String, nullable=False),
        sa.Column("endpoint", sa.String, nullable=False),
        sa.Column("request", sa.JSON, nullable=False),
        sa.Column("response", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_answers"),
    )


def _extractions() -> None:
    op.create_table(
        "extractions",
        sa.Column("article", sa.String, nullable=False),
        sa.Column("revision", sa.String, nullable=False),
        sa.Column("config", sa.String, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("article", "revision", "config", name="pk_extractions"),
        sa.ForeignKeyConstraint(
            ["article", "revision"],
            ["revisions.article", "revisions.revision"],
            name="fk_extractions_revisions",
        ),
    )
    op.create_index("ix_extractions_revision_config", "extractions", ["revision", "config"])


def _rejected() -> None:
    op.create_table(
        "rejected",
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("article", sa.String, nullable=False),
        sa.Column("revision", sa.String, nullable=False),
        sa.Column("config", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_rejected"),
        sa.ForeignKeyConstraint(
            ["article", "revision", "config"],
            ["extractions.article", "extractions.revision", "extractions.config"],
            name="fk_rejected_extractions",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_rejected_article_revision_config", "rejected", ["article", "revision", "config"])
    op.create_index("ix_rejected_revision", "rejected", ["revision"])


def _briefs() -> None:
    op.create_table(
        "briefs",
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("area", sa.String, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("cut_off", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_briefs"),
        sa.UniqueConstraint("id", name="uq_briefs_id"),
    )
    op.create_index("ix_briefs_area_cut_off", "briefs", ["area", "cut_off"])
