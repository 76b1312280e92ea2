"""Flow documents, their versions, drafts and publications, and announcements."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"

TIME = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON(none_as_null=True).with_variant(
    postgresql.JSONB(none_as_null=True), "postgresql"
)


def upgrade() -> None:
    _versions()
    _drafts()
    _releases()
    _schedule()
    _announcements()


def downgrade() -> None:
    for table in (
        *("announcements", "flow_schedule", "flow_publications", "flow_standing"),
        *("flow_drafts", "flow_versions", "flow_documents"),
    ):
        op.drop_table(table)


def _versions() -> None:
    op.create_table(
        "flow_documents",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("text", sa.String, nullable=False),
    )
    op.create_table(
        "flow_versions",
        sa.Column("version", sa.String(64), primary_key=True),
        sa.Column("documents", DOCUMENT, nullable=False),
        sa.Column("kept_at", TIME, nullable=False),
    )


def _drafts() -> None:
    op.create_table(
        "flow_drafts",
        sa.Column("file", sa.String(120), primary_key=True),
        sa.Column("text", sa.String),
        sa.Column("base", sa.String(64)),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("edited_by", sa.String(80), nullable=False),
        sa.Column("edited_at", TIME, nullable=False),
    )


def _releases() -> None:
    op.create_table(
        "flow_standing",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("live", sa.String(64), _version(), nullable=False),
        sa.Column("candidate", sa.String(64), _version()),
        sa.Column("percent", sa.Integer, nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
    )
    op.create_table(
        "flow_publications",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", TIME, nullable=False),
        sa.Column("who", sa.String(80), nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("version", sa.String(64), _version(), nullable=False),
        sa.Column("before", sa.String(64), _version()),
        sa.Column("percent", sa.Integer, nullable=False),
        sa.Column("files", DOCUMENT, nullable=False),
    )


def _version() -> sa.ForeignKey:
    return sa.ForeignKey("flow_versions.version")


def _schedule() -> None:
    op.create_table(
        "flow_schedule",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", TIME, nullable=False),
        sa.Column("state", sa.String(16), nullable=False, index=True),
        sa.Column("texts", DOCUMENT, nullable=False),
        sa.Column("bases", DOCUMENT, nullable=False),
        sa.Column("percent", sa.Integer, nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.Column("who", sa.String(80), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("settled_at", TIME),
    )


def _announcements() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("ended_at", TIME, index=True),
        sa.Column("ended_by", sa.String(80), nullable=False),
    )
