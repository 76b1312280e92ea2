"""Backups are whole and made beside a working line."""

import pytest

from ivr.store import calls
from ivr.store.backup import BackupRefused, backup
from ivr.store.calls import NewCall
from ivr.store.database import Database
from ivr.store.migrate import check_schema


def test_a_backup_holds_what_was_stored(sqlite, tmp_path, now):
    database = Database(sqlite)
    with database.writing() as session:
        calls.begin(session, NewCall("CA1", "+1", "+2", "inbound", "ringing", now))
    target = tmp_path / "backups" / "today.db"
    with database.reading() as session:
        calls.load(session, "CA1")
        assert backup(sqlite, target) == target.stat().st_size
    copied = f"sqlite:///{target}"
    assert check_schema(copied).up_to_date
    with Database(copied).reading() as session:
        assert calls.load(session, "CA1").to_number == "+2"


def test_no_file_is_overwritten(sqlite, tmp_path):
    target = tmp_path / "today.db"
    target.write_text("precious")
    with pytest.raises(BackupRefused, match="there already"):
        backup(sqlite, target)
    assert target.read_text() == "precious"


def test_what_cannot_be_copied(tmp_path):
    with pytest.raises(BackupRefused, match="no database"):
        backup(f"sqlite:///{tmp_path / 'x.db'}", tmp_path / "y.db")
    with pytest.raises(BackupRefused, match="pg_dump"):
        backup("postgresql://line@host/db", tmp_path / "y.db")
