"""Actions on a real database with the demo shop."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ivr.actions.action import Parts
from ivr.backoffice.demo_shop import seed
from ivr.backoffice.sql import SqlBackOffice
from ivr.calls.events import CallEvent
from ivr.store.database import Database
from ivr.store.migrate import upgrade
from ivr.store.recorder import EventRecorder
from ivr.store.spill import Spill


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 3, 4, 15, 30, 20, tzinfo=UTC)


@pytest.fixture
def database_path(tmp_path: Path) -> Path:
    return tmp_path / "line.db"


@pytest.fixture
def database(database_path: Path) -> Iterator[Database]:
    upgrade(f"sqlite:///{database_path}")
    database = Database(f"sqlite:///{database_path}", wait_s=0.1)
    seed(database, date(2026, 3, 4))
    yield database
    database.close()


class PatientRecorder(EventRecorder):
    """Returns when what was recorded can be read."""

    def append(self, call_sid: str, *events: CallEvent, audio_ms: int | None = None) -> None:
        super().append(call_sid, *events, audio_ms=audio_ms)
        self.flush()


@pytest.fixture
def parts(database: Database, tmp_path: Path) -> Iterator[Parts]:
    recorder = PatientRecorder(database, Spill(tmp_path / "spill"))
    yield Parts(SqlBackOffice(database), recorder)
    recorder.close()
