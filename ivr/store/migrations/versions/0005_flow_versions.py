"""Flow documents, the versions made of them, and drafts."""

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


def downgrade() -> None:
    for table in ("flow_drafts", "flow_versions", "flow_documents"):
        op.drop_table(table)
