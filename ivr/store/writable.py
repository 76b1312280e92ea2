"""Whether a database takes writes."""

from sqlalchemy import text

from ivr.store.database import Database


def check_writable(database: Database) -> None:
    """Write and take it back; the tables must be there.

    Raises:
        DatabaseFailure: it is locked, read-only or away.
    """
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = version_num"))
        session.rollback()
