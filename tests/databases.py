"""Databases to test on: a SQLite file, and a real PostgreSQL where the machine has one."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from ivr.store.base import Table
from ivr.store.database import Database, address_of
from ivr.store.migrate import upgrade
from tests import postgres_cluster

NOW = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    programs = postgres_cluster.binaries()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here (Debian: apt-get install postgresql)")
    with postgres_cluster.cluster(programs) as address:
        upgrade(address)
        yield address


@pytest.fixture
def postgres(postgres_server: str) -> str:
    """The address of a PostgreSQL database with empty tables."""
    engine = create_engine(address_of(postgres_server))
    with engine.begin() as connection:
        names = ", ".join(Table.metadata.tables)
        connection.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
    engine.dispose()
    return postgres_server


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """The address of a SQLite file with empty tables."""
    address = f"sqlite:///{tmp_path / 'line.db'}"
    upgrade(address)
    return address


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def address(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(request.param))


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    database = Database(address, wait_s=0.3)
    yield database
    database.close()


@pytest.fixture
def now() -> datetime:
    return NOW
