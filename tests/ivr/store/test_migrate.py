"""Migrations make exactly the tables the code knows."""

import sqlite3

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from ivr.store.database import address_of
from ivr.store.failures import DatabaseAway
from ivr.store.migrate import check_schema, current, head, upgrade
from ivr.store.tables import METADATA, TABLES


def test_the_schema_is_what_the_tables_say(address):
    engine = create_engine(address_of(address))
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), METADATA)
    engine.dispose()
    assert differences == []
    assert {table.__tablename__ for table in TABLES} == set(METADATA.tables)


def test_upgrading_twice_changes_nothing(address):
    assert upgrade(address).up_to_date
    assert current(address) == head()


def test_an_empty_database_is_told_from_an_upgraded_one(tmp_path):
    address = f"sqlite:///{tmp_path / 'line.db'}"
    before = check_schema(address)
    assert before.current is None
    assert not before.up_to_date
    assert upgrade(address).up_to_date


def test_the_folder_of_the_file_is_made(tmp_path):
    upgrade(f"sqlite:///{tmp_path / 'a' / 'b' / 'line.db'}")
    assert (tmp_path / "a" / "b" / "line.db").is_file()


def test_a_file_that_is_no_database_is_away(tmp_path):
    path = tmp_path / "line.db"
    path.write_bytes(b"this is no database, it is a letter to grandmother" * 20)
    with pytest.raises(DatabaseAway) as caught:
        check_schema(f"sqlite:///{path}")
    assert caught.value.code == "notadb"


def test_a_server_that_is_not_there_is_away():
    with pytest.raises(DatabaseAway):
        current("postgresql://line@127.0.0.1:1/postgres")


def test_the_file_stays_in_wal_mode(sqlite):
    from ivr.store.database import Database

    database = Database(sqlite)
    with database.writing():
        pass
    with sqlite3.connect(sqlite.removeprefix("sqlite:///")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
