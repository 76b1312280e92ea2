"""A copy of a SQLite database while the line goes on working."""

import sqlite3
from contextlib import closing
from pathlib import Path

from ivr.store.database import address_of

_PAGES_AT_ONCE = 256


class BackupRefused(Exception):
    """The database can't be copied this way; the message says what to do."""


def backup(address: str, target: Path) -> int:
    """Copy the database into a new file, as it is at one moment.

    Args:
        address: the database's SQLAlchemy URL.
        target: the file to make; its folder is made where it is missing.

    Returns:
        Size of the copy in bytes.

    Raises:
        BackupRefused: the database is not SQLite, is missing, or the file is there already.
    """
    url = address_of(address)
    if url.get_backend_name() != "sqlite":
        raise BackupRefused("this database has its own tool: make the backup with pg_dump")
    source = Path(url.database or "")
    if not source.is_file():
        raise BackupRefused(f"there is no database {source}")
    if target.exists():
        raise BackupRefused(f"{target} is there already: name a new file")
    target.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy, pages=_PAGES_AT_ONCE)
    return target.stat().st_size
