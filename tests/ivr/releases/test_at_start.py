"""What a line that starts now would run on."""

import pytest

from ivr.errors import LineNotReady
from ivr.releases.at_start import loaded_at_start
from ivr.releases.loading import load_folder
from ivr.releases.parts import release_parts
from ivr.releases.publication import Release
from ivr.releases.releases import open_releases
from ivr.speech.model import BUNDLED
from ivr.store.database import Database
from ivr.wiring import prepare_database
from tests.fakes.shop_line import settings_in


@pytest.fixture
def settings(tmp_path, folder):
    return settings_in(tmp_path / "var", flows_dir=folder)


@pytest.fixture
def started(settings, folder, clock):
    """The flows of a line that started once."""
    prepare_database(settings)
    database = Database(settings.database_address)
    releases = open_releases(database, lambda: load_folder(folder), clock)
    yield release_parts(database, releases, lambda: BUNDLED, clock)
    database.close()


def edit(folder, old, new):
    path = folder / "goodbye.yaml"
    path.write_text(path.read_text().replace(old, new))


def test_the_folder_before_the_first_start(settings, folder):
    assert loaded_at_start(settings).version == load_folder(folder).version
    assert not settings.data_dir.exists()


def test_the_folder_while_nothing_was_published(settings, folder, started):
    edit(folder, "Goodbye.", "So long.")
    assert loaded_at_start(settings).version == load_folder(folder).version
    edit(folder, "type: hangup", "type: hangpu")
    with pytest.raises(LineNotReady, match="hangpu"):
        loaded_at_start(settings)


def test_what_was_published_whatever_the_folder_has(settings, folder, started):
    text = started.releases.live().documents["goodbye.yaml"].replace("Goodbye.", "So long.")
    started.drafts.save("goodbye.yaml", text, 0, "ann")
    published = started.publishing.publish(Release(("goodbye.yaml",), "", "ann"))
    assert loaded_at_start(settings).version == published.version
    edit(folder, "Goodbye.", "Farewell.")
    assert loaded_at_start(settings).version == published.version
    edit(folder, "type: hangup", "type: hangpu")
    assert loaded_at_start(settings).version == published.version
