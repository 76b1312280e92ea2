"""What Alembic runs: migrations on the connection that `ivr.store.migrate` hands over."""

from alembic import context
from sqlalchemy import Connection

from ivr.store.tables import METADATA

connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
