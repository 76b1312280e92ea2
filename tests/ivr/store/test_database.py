"""Failures of the database are told apart, on real locks and read-only files."""

import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from ivr.store import calls
from ivr.store.calls import NewCall
from ivr.store.database import Database, address_of
from ivr.store.failures import DatabaseAway, DatabaseLocked, DatabaseReadOnly

CALL = NewCall("CA1", "+1", "+2", "inbound", "ringing", datetime(2026, 1, 1, tzinfo=UTC))


def path_of(address):
    return address.removeprefix("sqlite:///")


def test_a_lock_held_elsewhere(sqlite):
    database = Database(sqlite, wait_s=0.1)
    other = sqlite3.connect(path_of(sqlite), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseLocked), database.writing() as session:
        calls.begin(session, CALL)
    with database.reading() as session:
        assert calls.load(session, "CA1") is None
    other.execute("ROLLBACK")
    with database.writing() as session:
        assert calls.begin(session, CALL)


def test_a_thread_that_writes_too_long(sqlite):
    database = Database(sqlite, wait_s=0.1)
    entered, leave = threading.Event(), threading.Event()

    def hold():
        with database.writing():
            entered.set()
            leave.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    entered.wait(10)
    with pytest.raises(DatabaseLocked), database.writing():
        pass
    leave.set()
    holder.join()
    with database.writing():
        pass


def test_a_file_that_may_only_be_read(sqlite):
    with Database(sqlite).writing() as session:
        calls.begin(session, CALL)
    database = Database(f"sqlite:///file:{path_of(sqlite)}?mode=ro&uri=true")
    with database.reading() as session:
        assert calls.load(session, "CA1") is not None
    with pytest.raises(DatabaseReadOnly), database.writing() as session:
        calls.keep_state(session, "CA1", {})


def test_a_folder_that_is_missing(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path / 'nowhere' / 'line.db'}")
    with pytest.raises(DatabaseAway) as caught, database.reading() as session:
        calls.load(session, "CA1")
    assert caught.value.code == "cantopen"


def test_an_error_leaves_nothing_behind(database, now):
    with pytest.raises(ZeroDivisionError), database.writing() as session:
        calls.begin(session, CALL) / 0
    with database.reading() as session:
        assert calls.load(session, "CA1") is None


def test_a_broken_statement_is_no_failure_of_the_database(database):
    with pytest.raises(IntegrityError), database.writing() as session:
        session.execute(text("INSERT INTO calls (call_sid) VALUES (NULL)"))


@pytest.mark.postgres
def test_a_row_locked_elsewhere_on_postgres(postgres):
    database, other = Database(postgres, wait_s=0.1), Database(postgres)
    with other.writing() as session:
        calls.begin(session, CALL)
    with other.writing() as holding:
        calls.keep_state(holding, "CA1", {})
        with pytest.raises(DatabaseLocked), database.writing() as session:
            calls.keep_state(session, "CA1", {})


@pytest.mark.postgres
def test_a_postgres_that_takes_no_writes(postgres):
    database = Database(postgres)
    engine = create_engine(address_of(postgres))
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER ROLE line SET default_transaction_read_only = on")
    with pytest.raises(DatabaseReadOnly), database.writing() as session:
        calls.begin(session, CALL)
    with engine.begin() as connection:
        connection.exec_driver_sql("SET TRANSACTION READ WRITE")
        connection.exec_driver_sql("ALTER ROLE line RESET default_transaction_read_only")
    engine.dispose()


@pytest.mark.postgres
def test_a_connection_cut_by_the_server(postgres):
    database = Database(postgres)
    with pytest.raises(DatabaseAway), database.writing() as session:
        session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    with database.writing() as session:
        assert calls.begin(session, CALL)


def test_plain_postgres_addresses_get_the_installed_driver():
    assert address_of("postgres://a@b/c").drivername == "postgresql+psycopg"
    assert address_of("postgresql://a@b/c").drivername == "postgresql+psycopg"
    assert address_of("sqlite:///x").drivername == "sqlite"


def test_errors_do_not_quote_what_was_to_be_stored(database):
    with pytest.raises(DBAPIError) as raised, database.writing() as session:
        session.execute(text("INSERT INTO no_table VALUES (:words)"), {"words": "swordfish"})
    assert "swordfish" not in str(raised.value)
