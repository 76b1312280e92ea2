"""A line's flows in a database, as the processes of the line see them."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from flows.yaml_io import LIBRARY
from ivr.releases.loading import load_folder
from ivr.releases.parts import ReleaseParts, release_parts
from ivr.releases.releases import open_releases
from ivr.speech.model import BUNDLED
from tests.fakes.transfers import Clock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped flows that a test may change."""
    return Path(shutil.copytree(LIBRARY, tmp_path / "flows"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def process(database, folder, clock) -> Callable[[], ReleaseParts]:
    """Starts one more process of the line."""

    def process() -> ReleaseParts:
        releases = open_releases(database, partial(load_folder, folder), clock)
        return release_parts(database, releases, lambda: BUNDLED, clock)

    return process


@pytest.fixture
def parts(process) -> ReleaseParts:
    """A process of the line."""
    return process()


@pytest.fixture
def says(parts) -> Callable[..., str]:
    """Drafts other last words of the line; gives the file."""

    def says(words: str, who: str = "ann", file: str = "goodbye.yaml") -> str:
        text = parts.releases.live().documents[file].replace("Goodbye.", words)
        seen = parts.drafts.get(file)
        parts.drafts.save(file, text, seen.revision if seen else 0, who)
        return file

    return says


def last_words(loaded) -> str:
    """What a version says at the end."""
    return next(w for w in ("So long.", "Farewell.", "Goodbye.") if w in text_of(loaded))


def text_of(loaded) -> str:
    """The document that has the last words."""
    return loaded.documents["goodbye.yaml"]
