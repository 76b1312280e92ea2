"""First tables: calls and their events, tokens, receipts, callbacks, tickets and the shop."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

TIME = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON(none_as_null=True).with_variant(
    postgresql.JSONB(none_as_null=True), "postgresql"
)
STATES = (
    "'placed', 'processing', 'shipped', 'out_for_delivery', "
    "'delayed', 'delivered', 'cancelled', 'returned'"
)


def upgrade() -> None:
    _shop()
    _calls()
    _receipts()
    _promises()


def downgrade() -> None:
    for table in (
        "tickets",
        "callbacks",
        "action_receipts",
        "webhook_receipts",
        "stream_tokens",
        "call_events",
        "calls",
        "order_items",
        "shipments",
        "orders",
        "customers",
    ):
        op.drop_table(table)


def _shop() -> None:
    op.create_table(
        "customers",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("number", sa.String(16), nullable=False, unique=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("phone", sa.String(32), nullable=False, index=True),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("town", sa.String(80), nullable=False),
        sa.Column("postcode", sa.String(16), nullable=False),
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("number", sa.String(20), nullable=False, unique=True),
        _key_to("customers.id", name="customer_id", index=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("placed_on", sa.Date, nullable=False),
        sa.Column("expected_on", sa.Date),
        sa.Column("delay_reason", sa.String(200)),
        sa.Column("total_minor", sa.Integer, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.CheckConstraint(f"state IN ({STATES})", name="state"),
    )
    op.create_table(
        "shipments",
        sa.Column("id", sa.Integer, primary_key=True),
        _key_to("orders.id", name="order_id", index=True, ondelete="CASCADE"),
        sa.Column("carrier", sa.String(80), nullable=False),
        sa.Column("tracking_number", sa.String(40), nullable=False),
        sa.Column("shipped_on", sa.Date, nullable=False),
        sa.Column("delivered_on", sa.Date),
        sa.Column("delivered_to", sa.String(120)),
    )
    op.create_table(
        "order_items",
        sa.Column("id", sa.Integer, primary_key=True),
        _key_to("orders.id", name="order_id", index=True, ondelete="CASCADE"),
        sa.Column("shipment_id", sa.Integer, sa.ForeignKey("shipments.id")),
        sa.Column("product", sa.String(120), nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("price_minor", sa.Integer, nullable=False),
    )


def _calls() -> None:
    op.create_table(
        "calls",
        sa.Column("call_sid", sa.String(64), primary_key=True),
        sa.Column("from_number", sa.String(64), nullable=False, index=True),
        sa.Column("to_number", sa.String(64), nullable=False),
        sa.Column("direction", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("status_sequence", sa.Integer),
        sa.Column("started_at", TIME, nullable=False, index=True),
        sa.Column("answered_at", TIME),
        sa.Column("ended_at", TIME),
        sa.Column("outcome", sa.String(16), index=True),
        sa.Column("intent", sa.String(64), index=True),
        sa.Column("flow_version", sa.String(64), nullable=False),
        sa.Column("flow_state", DOCUMENT),
        sa.Column("stream_count", sa.Integer, nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("caller_flagged", sa.Boolean, nullable=False),
        sa.Column("customer_id", sa.Integer, sa.ForeignKey("customers.id")),
    )
    op.create_table(
        "call_events",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("event_id", sa.String(32), nullable=False, unique=True),
        sa.Column(
            "call_sid",
            sa.String(64),
            sa.ForeignKey("calls.call_sid", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("audio_ms", sa.Integer),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("body", DOCUMENT, nullable=False),
        sa.UniqueConstraint("call_sid", "seq"),
    )


def _receipts() -> None:
    op.create_table(
        "stream_tokens",
        sa.Column("nonce", sa.String(128), primary_key=True),
        sa.Column("call_sid", sa.String(64), nullable=False, index=True),
        sa.Column("used_at", TIME, nullable=False, index=True),
    )
    op.create_table(
        "webhook_receipts",
        sa.Column("key", sa.String(255), primary_key=True),
        sa.Column("call_sid", sa.String(64), nullable=False, index=True),
        sa.Column("received_at", TIME, nullable=False, index=True),
    )
    op.create_table(
        "action_receipts",
        sa.Column("key", sa.String(160), primary_key=True),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("call_sid", sa.String(64), nullable=False, index=True),
        sa.Column("started_at", TIME, nullable=False, index=True),
        sa.Column("ended_at", TIME),
        sa.Column("outcome", sa.String(40)),
        sa.Column("values", DOCUMENT),
    )


def _promises() -> None:
    op.create_table(
        "callbacks",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("idempotency_key", sa.String(160), nullable=False, unique=True),
        sa.Column(
            "call_sid",
            sa.String(64),
            sa.ForeignKey("calls.call_sid"),
            nullable=False,
            index=True,
        ),
        sa.Column("number", sa.String(32), nullable=False),
        sa.Column("queue", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(400), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("promised_by", TIME, nullable=False, index=True),
    )
    op.create_table(
        "tickets",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("idempotency_key", sa.String(160), nullable=False, unique=True),
        sa.Column("call_sid", sa.String(64), nullable=False, index=True),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("queue", sa.String(64), nullable=False),
        sa.Column("order_number", sa.String(20)),
        sa.Column("created_at", TIME, nullable=False),
    )


def _key_to(
    column: str, *, name: str, index: bool = False, ondelete: str | None = None
) -> "sa.Column[int]":
    key = sa.ForeignKey(column, ondelete=ondelete)
    return sa.Column(name, sa.Integer, key, nullable=False, index=index)
