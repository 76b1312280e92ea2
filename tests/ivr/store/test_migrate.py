"""Migrations make exactly the tables the code knows."""

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.exc import IntegrityError

from ivr.store import migrate
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


def test_down_and_up_again_keeps_what_was_there(address):
    engine = create_engine(address_of(address))
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO customers (number, name, phone, email, address, town, postcode, locked)"
            " VALUES ('C1', 'n', '+1', '', '', '', '', false)"
        )
        connection.exec_driver_sql(
            "INSERT INTO orders (number, customer_id, state, placed_on, total_minor, currency)"
            " SELECT '1', id, 'partly_shipped', '2026-03-01', 100, 'USD' FROM customers"
        )
    downgrade(engine, "0001")
    assert current(address) == "0001"
    with engine.begin() as connection:
        kept = connection.exec_driver_sql("SELECT state, number FROM orders").all()
        assert [tuple(row) for row in kept] == [("processing", "1")]
        with pytest.raises(IntegrityError):
            connection.exec_driver_sql("UPDATE orders SET state = 'partly_shipped'")
    assert upgrade(address).up_to_date
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE orders SET state = 'partly_shipped'")
        customers = connection.exec_driver_sql("SELECT number, locked FROM customers").all()
        assert [(row[0], bool(row[1])) for row in customers] == [("C1", False)]
    with engine.begin() as connection, pytest.raises(IntegrityError):
        connection.exec_driver_sql("UPDATE orders SET state = 'teleported'")
    engine.dispose()


def downgrade(engine, revision):
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


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
