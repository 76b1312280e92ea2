"""Insertion that can happen only once, whoever tries and however often."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from ivr.store.base import Table


def insert_once(session: Session, table: type[Table], values: Mapping[str, Any]) -> bool:
    """Insert a row unless one with the same unique key is there already.

    Returns:
        True for the one insertion that took place, also when processes race.
    """
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(table).values(**values).on_conflict_do_nothing()
    key = inspect(table).primary_key
    return session.execute(statement.returning(*key)).first() is not None
