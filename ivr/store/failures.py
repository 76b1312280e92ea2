"""What can go wrong with the database, as the application tells it apart."""

import sqlite3

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

_LOCKED_STATES = frozenset({"55P03", "57014", "40001", "40P01"})
"""PostgreSQL: lock_not_available, query_canceled, serialization_failure, deadlock_detected."""
_READ_ONLY_STATES = frozenset({"25006"})
"""PostgreSQL: read_only_sql_transaction."""


class DatabaseFailure(Exception):
    """The database did not do what was asked; nothing of the transaction was stored."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(what)
        self.code = code
        """A short name for records and metrics."""


class DatabaseLocked(DatabaseFailure):
    """Somebody else held the database for longer than a call can wait."""


class DatabaseReadOnly(DatabaseFailure):
    """The database can be read but not written."""


class DatabaseAway(DatabaseFailure):
    """The database can't be reached or used at all."""


def failure_from(error: DBAPIError | PoolTimeoutError) -> DatabaseFailure | None:
    """The failure behind a driver's error; None where the statement itself was at fault."""
    if isinstance(error, PoolTimeoutError):
        return DatabaseAway("no_free_connection", "every connection to the database is in use")
    original = error.orig
    if isinstance(original, sqlite3.Error):
        return _of_sqlite(original)
    broken = isinstance(error, OperationalError | InterfaceError)
    return _of_postgres(getattr(original, "sqlstate", None), broken=broken)


def _of_sqlite(error: sqlite3.Error) -> DatabaseFailure | None:
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return DatabaseLocked("locked", "another process holds the database")
    if primary == sqlite3.SQLITE_READONLY:
        return DatabaseReadOnly("read_only", "the database file can't be written")
    if primary in (
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PERM,
    ):
        return DatabaseAway(error.sqlite_errorname.lower().removeprefix("sqlite_"), str(error))
    return None


def _of_postgres(state: str | None, *, broken: bool) -> DatabaseFailure | None:
    if state in _LOCKED_STATES:
        return DatabaseLocked("locked", "another transaction holds the rows")
    if state in _READ_ONLY_STATES:
        return DatabaseReadOnly("read_only", "the database server takes no writes")
    if state is None:
        return (
            DatabaseAway("unreachable", "the database server can't be reached") if broken else None
        )
    if state is not None and state[:2] in ("08", "28", "3D", "53", "57"):
        return DatabaseAway(state, "the database server refuses to work")
    return None
