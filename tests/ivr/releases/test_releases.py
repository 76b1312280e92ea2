"""Which version each call gets, as processes start and publish, on SQLite and PostgreSQL."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from ivr.errors import LineNotReady
from ivr.releases.importing import FolderState, state_of_folder
from ivr.releases.loading import load_folder
from ivr.releases.publication import Release
from ivr.releases.releases import open_releases, place_of
from ivr.releases.versions import UnknownVersion
from ivr.store import flow_documents, flow_standing
from ivr.store.database import Database
from ivr.store.failures import DatabaseFailure
from tests.ivr.releases.conftest import last_words

CALLS = [f"CA{number:032x}" for number in range(400)]


def edit(folder, old, new):
    path = folder / "goodbye.yaml"
    path.write_text(path.read_text().replace(old, new))


class TestStart:
    """What becomes of the folder of flows."""

    def test_a_first_start_imports_the_folder(self, parts, folder, clock):
        (entry,) = parts.publishing.history()
        standing = parts.releases.standing()
        assert entry.kind == "imported"
        assert entry.version == standing.live == load_folder(folder).version
        assert (standing.candidate, standing.since) == (None, clock.now)
        assert "welcome.yaml" in entry.files

    def test_processes_that_start_at_once_import_once(self, process):
        barrier = threading.Barrier(4)

        def start(_):
            barrier.wait(30)
            return process()

        with ThreadPoolExecutor(4) as pool:
            started = list(pool.map(start, range(4)))
        assert len(started[0].publishing.history()) == 1
        assert len({each.releases.live().version for each in started}) == 1

    def test_files_that_changed_are_imported_anew(self, parts, folder, process):
        edit(folder, "Goodbye.", "So long.")
        later = process()
        assert last_words(later.releases.live()) == "So long."
        latest, first = later.publishing.history()
        assert (latest.kind, latest.files) == ("imported", ("goodbye.yaml",))
        assert latest.before == first.version
        parts.releases.look()
        assert parts.releases.live().version == later.releases.live().version

    def test_what_was_published_stands_over_files(self, parts, says, folder, process, database):
        parts.publishing.publish(Release((says("So long."),), "", "ann"))
        edit(folder, "Goodbye.", "Farewell.")
        assert last_words(process().releases.live()) == "So long."
        with database.reading() as session:
            assert state_of_folder(session, load_folder(folder).version) is FolderState.DIFFERS
        edit(folder, "Farewell.", "Goodbye.")
        with database.reading() as session:
            assert state_of_folder(session, load_folder(folder).version) is FolderState.TAKEN_UP

    def test_a_folder_that_is_broken_stops_a_line_without_versions_alone(self, folder, process):
        edit(folder, "type: hangup", "type: hangpu")
        with pytest.raises(LineNotReady, match=r"goodbye.yaml:\d+.*hangpu"):
            process()
        edit(folder, "type: hangpu", "type: hangup")
        live = process().releases.live()
        edit(folder, "type: hangup", "type: hangpu")
        assert process().releases.live().version == live.version


class TestLooking:
    """What a process knows, and when."""

    def test_another_process_knows_with_its_next_look(self, parts, says, process):
        other = process()
        before = other.releases.live()
        published = parts.publishing.publish(Release((says("So long."),), "", "ann"))
        assert other.releases.live() is before
        other.releases.look()
        assert other.releases.live().version == published.version
        assert last_words(other.releases.live()) == "So long."
        assert other.releases.of(before.version).documents == before.documents

    def test_a_version_that_is_not_kept_is_unknown(self, parts):
        with pytest.raises(UnknownVersion, match="no version 0123"):
            parts.releases.of("0123")

    def test_a_version_that_cannot_be_read_never_becomes_live(self, parts, database, clock):
        live = parts.releases.live()
        with database.writing() as session:
            flow_documents.keep(session, "bad", {"welcome.yaml": "format: 99\n"}, clock.now)
            row = flow_standing.hold(session, parts.releases.standing().serial)
            row.live, row.serial = "bad", row.serial + 1
        parts.releases.look()
        parts.releases.look()
        assert parts.releases.live() is live
        with pytest.raises(UnknownVersion, match="can't be read"):
            parts.releases.of("bad")


class TestAway:
    """A database that is away."""

    @pytest.fixture
    def way(self, sqlite, tmp_path):
        """The path to a database, which can be taken away."""
        way = tmp_path / "way"
        way.symlink_to(tmp_path)
        return way

    @pytest.fixture
    def far_database(self, way):
        database = Database(f"sqlite:///{way / 'line.db'}", wait_s=0.3)
        yield database
        database.close()

    @pytest.fixture
    def start(self, far_database, folder, clock):
        return lambda: open_releases(far_database, partial(load_folder, folder), clock)

    def test_what_was_known_goes_on(self, start, way, far_database):
        releases = start()
        live = releases.live()
        far_database.close()
        way.unlink()
        with pytest.raises(DatabaseFailure):
            releases.look()
        assert releases.live() is releases.for_new_call("CA1") is releases.of(live.version) is live
        with pytest.raises(DatabaseFailure):
            releases.of("0123")

    def test_a_line_starts_on_its_files_and_imports_them_later(self, start, way, tmp_path):
        way.unlink()
        releases = start()
        alone = releases.live()
        assert releases.standing().serial == 0
        way.symlink_to(tmp_path)
        releases.look()
        assert releases.standing().serial == 1
        assert releases.live().version == alone.version


class TestRollout:
    """A version on a share of new calls."""

    def test_the_same_calls_get_it_in_every_process(self, parts, says, process):
        other = process()
        parts.publishing.publish(Release((says("So long."),), "", "ann", percent=10))
        other.releases.look()
        tried = [sid for sid in CALLS if last_words(parts.releases.for_new_call(sid)) == "So long."]
        assert tried == [sid for sid in CALLS if place_of(sid) < 10]
        assert 0 < len(tried) < 100
        for sid in CALLS:
            versions = {each.releases.for_new_call(sid).version for each in (parts, other)}
            assert len(versions) == 1
        assert last_words(parts.releases.live()) == "Goodbye."
