"""Self-service: identity, codes and links, account changes, refunds, stores and postcodes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"

TIME = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON(none_as_null=True).with_variant(
    postgresql.JSONB(none_as_null=True), "postgresql"
)
OLD_STATES = (
    "'placed', 'processing', 'shipped', 'out_for_delivery', "
    "'delayed', 'delivered', 'cancelled', 'returned'"
)
NEW_STATES = OLD_STATES.replace("'shipped'", "'partly_shipped', 'shipped'")
REFUND_STATES = "'being_checked', 'on_its_way', 'paid'"


def upgrade() -> None:
    with op.batch_alter_table("customers") as customers:
        customers.add_column(sa.Column("pin_hash", sa.String(200)))
        customers.add_column(sa.Column("password_hash", sa.String(200)))
        customers.add_column(
            sa.Column("locked", sa.Boolean, nullable=False, server_default=sa.false())
        )
    _allow_order_states(NEW_STATES)
    _identity()
    _reset_links()
    _account_changes()
    _refunds()
    _stores()


def downgrade() -> None:
    for table in (
        "postcodes",
        "stores",
        "refunds",
        "account_changes",
        "reset_links",
        "one_time_codes",
        "identity_tries",
        "identities",
    ):
        op.drop_table(table)
    op.execute("UPDATE orders SET state = 'processing' WHERE state = 'partly_shipped'")
    _allow_order_states(OLD_STATES)
    with op.batch_alter_table("customers") as customers:
        for column in ("locked", "password_hash", "pin_hash"):
            customers.drop_column(column)


def _allow_order_states(states: str) -> None:
    """Replace the check of states; SQLite's copy of the table leaves the old one behind."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("state", "orders", type_="check")
        op.create_check_constraint("state", "orders", f"state IN ({states})")
        return
    with op.batch_alter_table("orders", recreate="always") as orders:
        orders.create_check_constraint("state", f"state IN ({states})")


def _identity() -> None:
    op.create_table(
        "identities",
        sa.Column("call_sid", sa.String(64), primary_key=True),
        sa.Column("customer", sa.String(40), nullable=False, index=True),
        sa.Column("method", sa.String(20), nullable=False),
        sa.Column("verified_at", TIME, nullable=False),
        sa.Column("account_seen", sa.String(64)),
    )
    op.create_table(
        "identity_tries",
        sa.Column("claim", sa.String(120), primary_key=True),
        sa.Column("wrong", sa.Integer, nullable=False),
        sa.Column("first_at", TIME, nullable=False, index=True),
        sa.Column("locked_until", TIME),
    )
    op.create_table(
        "one_time_codes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("phone", sa.String(32), nullable=False, index=True),
        sa.Column("customer", sa.String(40)),
        sa.Column("code_hash", sa.String(200), nullable=False),
        sa.Column("call_sid", sa.String(64), nullable=False),
        sa.Column("created_at", TIME, nullable=False, index=True),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("used_at", TIME),
    )


def _reset_links() -> None:
    op.create_table(
        "reset_links",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("customer", sa.String(40), nullable=False, index=True),
        sa.Column("call_sid", sa.String(64), nullable=False),
        sa.Column("created_at", TIME, nullable=False, index=True),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("used_at", TIME),
    )


def _account_changes() -> None:
    op.create_table(
        "account_changes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("idempotency_key", sa.String(160), nullable=False, unique=True),
        sa.Column("call_sid", sa.String(64), nullable=False, index=True),
        sa.Column("customer", sa.String(40), nullable=False, index=True),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("old", DOCUMENT, nullable=False),
        sa.Column("new", DOCUMENT, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
    )


def _refunds() -> None:
    order = sa.ForeignKey("orders.id", ondelete="CASCADE")
    op.create_table(
        "refunds",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("order_id", sa.Integer, order, nullable=False, unique=True),
        sa.Column("idempotency_key", sa.String(160), unique=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("amount_minor", sa.Integer, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("started_on", sa.Date, nullable=False),
        sa.Column("expected_on", sa.Date),
        sa.Column("paid_on", sa.Date),
        sa.CheckConstraint(f"state IN ({REFUND_STATES})", name="state"),
    )


def _stores() -> None:
    op.create_table(
        "stores",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("number", sa.String(16), nullable=False, unique=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("town", sa.String(80), nullable=False),
        sa.Column("phone", sa.String(32), nullable=False),
        sa.Column("latitude", sa.Double, nullable=False),
        sa.Column("longitude", sa.Double, nullable=False),
    )
    op.create_table(
        "postcodes",
        sa.Column("postcode", sa.String(16), primary_key=True),
        sa.Column("town", sa.String(80), nullable=False),
        sa.Column("latitude", sa.Double, nullable=False),
        sa.Column("longitude", sa.Double, nullable=False),
        sa.Column("streets", DOCUMENT, nullable=False),
    )
