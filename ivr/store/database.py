"""The door to the database: sessions for reading and for writing."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from ivr.store.failures import DatabaseFailure, DatabaseLocked, failure_from

_WRITES = "warmline_writes"
_CONNECT_S = 2
_STATEMENT_MS = 5000


class Database:
    """One database, shared by all threads of a process.

    SQLite runs in the WAL mode that `migrate.upgrade` sets, so readers never wait; writers of
    one process take turns, and a writing transaction holds the file from its start. PostgreSQL
    is reached by psycopg 3.
    """

    def __init__(self, address: str, wait_s: float = 1.0) -> None:
        """Prepare the connections; nothing is opened yet.

        Args:
            address: a SQLAlchemy URL, `sqlite:///file` or `postgresql://…`.
            wait_s: longest wait for somebody else's lock, in seconds.
        """
        self._wait_s = wait_s
        self._turn = threading.Lock()
        url = address_of(address)
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self._engine = _sqlite(url, wait_s) if self.is_sqlite else _postgres(url, wait_s)
        self._writing_engine = self._engine.execution_options(**{_WRITES: True})

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads; it sees one state of the database.

        Raises:
            DatabaseFailure: the database is locked or away.
        """
        with _failures_named(), Session(self._engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are stored together at its end, or not at all on an error.

        Raises:
            DatabaseFailure: the database is locked, read-only or away; nothing was stored.
        """
        engine = self._writing_engine
        with (
            self._my_turn(),
            _failures_named(),
            Session(engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    def close(self) -> None:
        """Close every idle connection."""
        self._engine.dispose()

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        if not self.is_sqlite:
            yield
            return
        if not self._turn.acquire(timeout=self._wait_s):
            raise DatabaseLocked("locked", "another thread holds the database")
        try:
            yield
        finally:
            self._turn.release()


def address_of(address: str) -> URL:
    """The URL with the driver that is installed."""
    url = make_url(address)
    if url.drivername in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    return url


@contextmanager
def _failures_named() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, PoolTimeoutError) as error:
        failure: DatabaseFailure | None = failure_from(error)
        if failure is None:
            raise
        raise failure from error


def _sqlite(url: URL, wait_s: float) -> Engine:
    engine = create_engine(
        url,
        pool_size=10,
        max_overflow=-1,
        hide_parameters=True,
        connect_args={"timeout": wait_s},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("synchronous=NORMAL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgres(url: URL, wait_s: float) -> Engine:
    limits = f"-c lock_timeout={int(wait_s * 1000)} -c statement_timeout={_STATEMENT_MS}"
    return create_engine(
        url,
        pool_size=10,
        max_overflow=30,
        pool_timeout=wait_s,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": _CONNECT_S, "options": f"{limits} -c timezone=UTC"},
    )
