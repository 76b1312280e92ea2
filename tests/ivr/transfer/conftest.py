from collections.abc import Iterator
from pathlib import Path

import pytest

from ivr.store.database import Database
from tests.fakes.transfers import Stage


@pytest.fixture
def stage(sqlite: str, tmp_path: Path) -> Iterator[Stage]:
    database = Database(sqlite)
    stage = Stage(database, tmp_path)
    yield stage
    stage.close()
    database.close()
