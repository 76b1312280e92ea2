"""Warm transfer: users, agents, transfers with their attempts, and voicemails."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"

TIME = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON(none_as_null=True).with_variant(
    postgresql.JSONB(none_as_null=True), "postgresql"
)
STILL_OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    _people()
    _transfers()
    _attempts()
    _voicemails()


def downgrade() -> None:
    for table in ("voicemails", "transfer_attempts", "transfers", "agents", "users"):
        op.drop_table(table)


def _people() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(80), nullable=False, unique=True),
        sa.Column("shown_name", sa.String(80), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("disabled_at", TIME),
        sa.Column("sessions_from", TIME, nullable=False),
    )
    op.create_table(
        "agents",
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), primary_key=True),
        sa.Column("address", sa.String(128), nullable=False),
        sa.Column("queues", DOCUMENT, nullable=False),
        sa.Column("languages", DOCUMENT, nullable=False),
        sa.Column("hours", DOCUMENT),
        sa.Column("state", sa.String(16), nullable=False, index=True),
        sa.Column("since", TIME, nullable=False),
        sa.Column("attempt_id", sa.Integer, unique=True),
        sa.Column("misses", sa.Integer, nullable=False),
        sa.Column("away_why", sa.String(16), nullable=False),
    )


def _transfers() -> None:
    op.create_table(
        "transfers",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(160), nullable=False, unique=True),
        sa.Column(
            "call_sid", sa.String(64), sa.ForeignKey("calls.call_sid"), nullable=False, index=True
        ),
        sa.Column("queue", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(400), nullable=False),
        sa.Column("trigger", sa.String(64), nullable=False),
        sa.Column("note", sa.String(2000), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("conference", sa.String(64), nullable=False, unique=True),
        sa.Column("summary", DOCUMENT),
        sa.Column("requested_at", TIME, nullable=False, index=True),
        sa.Column("give_up_at", TIME, nullable=False),
        sa.Column("accepted_at", TIME),
        sa.Column("joined_at", TIME),
        sa.Column("ended_at", TIME),
        sa.Column("why", sa.String(32), nullable=False),
        sa.Column("back", DOCUMENT),
        sa.Column("caller_away_at", TIME),
    )
    _unique_while_open("transfers", "uq_transfers_open_call", "call_sid")


def _attempts() -> None:
    transfer, agent = sa.ForeignKey("transfers.id"), sa.ForeignKey("agents.user_id")
    op.create_table(
        "transfer_attempts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("transfer_id", sa.Integer, transfer, nullable=False, index=True),
        sa.Column("agent_id", sa.Integer, agent, nullable=False, index=True),
        sa.Column("call_sid", sa.String(64), unique=True),
        sa.Column("leg_over_at", TIME),
        sa.Column("dismissed_at", TIME),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("outcome", sa.String(16)),
        sa.Column("by", sa.String(8), nullable=False),
        sa.Column("placed_at", TIME, nullable=False),
        sa.Column("answered_at", TIME),
        sa.Column("accepted_at", TIME),
        sa.Column("joined_at", TIME),
        sa.Column("ended_at", TIME),
        sa.Column("disposition", sa.String(32), nullable=False),
        sa.Column("notes", sa.String(4000), nullable=False),
        sa.Column("wrapped_up_at", TIME),
    )
    _unique_while_open("transfer_attempts", "uq_transfer_attempts_open_transfer", "transfer_id")


def _voicemails() -> None:
    call, ticket = sa.ForeignKey("calls.call_sid"), sa.ForeignKey("tickets.id")
    op.create_table(
        "voicemails",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("idempotency_key", sa.String(160), nullable=False, unique=True),
        sa.Column("call_sid", sa.String(64), call, nullable=False, index=True),
        sa.Column("queue", sa.String(64), nullable=False, index=True),
        sa.Column("file", sa.String(200), nullable=False),
        sa.Column("length_s", sa.Double, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("ticket_id", sa.Integer, ticket),
        sa.Column("recorded_at", TIME, nullable=False, index=True),
        sa.Column("done_at", TIME),
        sa.Column("done_by", sa.Integer, sa.ForeignKey("users.id")),
    )


def _unique_while_open(table: str, name: str, column: str) -> None:
    op.create_index(
        name,
        table,
        [column],
        unique=True,
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )
