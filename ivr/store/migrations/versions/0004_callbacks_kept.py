"""Who keeps a promise to ring back, and when it was kept."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("callbacks", sa.Column("claimed_by", sa.Integer))
    op.add_column("callbacks", sa.Column("claimed_at", TIME))
    op.add_column("callbacks", sa.Column("ended_at", TIME))


def downgrade() -> None:
    for column in ("ended_at", "claimed_at", "claimed_by"):
        op.drop_column("callbacks", column)
