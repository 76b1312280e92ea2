"""Bringing the database's schema up to date, and telling whether it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from ivr.store.database import address_of
from ivr.store.failures import failure_from

_ADVISORY_LOCK = 792_451_003
"""Key of the PostgreSQL lock that lets one process migrate at a time."""


@dataclass(frozen=True)
class SchemaCheck:
    """The schema found and the schema needed."""

    current: str | None
    """Revision of the database; None where it is empty."""
    head: str
    """Revision this version of Warmline needs."""

    @property
    def up_to_date(self) -> bool:
        """True where nothing has to be done."""
        return self.current == self.head


def upgrade(address: str) -> SchemaCheck:
    """Create or upgrade the schema; the folder of a SQLite file is made where it is missing.

    Args:
        address: the database's SQLAlchemy URL.

    Raises:
        DatabaseFailure: the database can't be reached or written.
    """
    url = address_of(address)
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    with _connection(address) as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            connection.commit()
        with connection.begin():
            _run_migrations(connection)
    return check_schema(address)


def head() -> str:
    """The revision this version of Warmline needs."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    if revision is None:
        raise FileNotFoundError("the migrations are missing from the installation")
    return revision


def current(address: str) -> str | None:
    """The database's revision; None where it is empty.

    Raises:
        DatabaseFailure: the database can't be reached.
    """
    with _connection(address) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def check_schema(address: str) -> SchemaCheck:
    """The revision found and the one needed.

    Raises:
        DatabaseFailure: the database can't be reached.
    """
    return SchemaCheck(current=current(address), head=head())


def _run_migrations(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})")
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")
    return config


@contextmanager
def _connection(address: str) -> Iterator[Connection]:
    engine = create_engine(address_of(address), poolclass=NullPool)
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        failure = failure_from(error)
        if failure is None:
            raise
        raise failure from error
    finally:
        engine.dispose()
