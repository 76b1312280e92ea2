"""A whole line on real parts, and callers for it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog

from ivr.store.database import Database
from ivr.store.migrate import upgrade
from ivr.wiring import Line
from telephony.synthesis import Synthesiser
from tests.fakes.caller import Caller, Speech
from tests.fakes.shop_line import settings_in, wired
from tests.fakes.transfers import PATIENCE_S, Stage


@pytest.fixture(scope="session", autouse=True)
def _plain_logs() -> None:
    """Tracebacks as plain text: the default prints every local variable, which takes seconds."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(["event"]),
        ]
    )


@pytest.fixture(scope="session")
def shop_line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """One line for all tests that leave it as it is."""
    line = wired(settings_in(tmp_path_factory.mktemp("line")))
    yield line
    line.recorder.close()
    line.database.close()


@pytest.fixture
def new_line(tmp_path: Path) -> Iterator[Callable[..., Line]]:
    """Makes lines of a test's own, for tests that break one or need other settings."""
    lines: list[Line] = []

    def new_line(**more: object) -> Line:
        lines.append(wired(settings_in(tmp_path, **more)))
        return lines[-1]

    yield new_line
    for line in lines:
        line.recorder.close()
        line.database.close()


@pytest.fixture(scope="session")
def caller_speech() -> Iterator[Speech]:
    synthesiser = Synthesiser()
    yield Speech(synthesiser)
    synthesiser.close()


@pytest.fixture
def caller(shop_line: Line, caller_speech: Speech) -> Caller:
    """Somebody about to ring the line that all tests share."""
    return Caller(shop_line, caller_speech)


@pytest.fixture
def caller_without_number(shop_line: Line, caller_speech: Speech) -> Caller:
    """Somebody who withholds their number."""
    return Caller(shop_line, caller_speech, number=None)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with empty tables, to be copied."""
    file = tmp_path_factory.mktemp("tables") / "line.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def stage(empty_file: Path, tmp_path: Path) -> Iterator[Stage]:
    """A line that transfers calls, with a telephone that notes and time that a test sets."""
    shutil.copy(empty_file, tmp_path / "line.db")
    database = Database(f"sqlite:///{tmp_path / 'line.db'}", PATIENCE_S)
    stage = Stage(database, tmp_path)
    yield stage
    stage.close()
    database.close()
