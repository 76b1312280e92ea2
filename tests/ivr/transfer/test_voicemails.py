"""The folder of recordings, and what is made of it whatever happens to the process."""

import os
import time
from pathlib import Path

import pytest

from ivr.store.failures import DatabaseAway
from ivr.transfer.voicemails import LEFT_BEHIND_S, Label, Voicemails
from telephony.mulaw import SILENCE
from telephony.wav import read_wav

LABEL = Label("CA1 person.message.0", "CA1", "support", "The caller asked for a person")
SECOND = SILENCE * 8000


class Shelf:
    """Where recordings go."""

    def __init__(self) -> None:
        self.kept: list[Label] = []
        self.away = False

    def keep(self, path: Path, label: Label) -> None:
        if self.away:
            raise DatabaseAway("away", "the database is away")
        assert read_wav(path.read_bytes()).size
        self.kept.append(label)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def process(tmp_path, shelf):
    """Makes voicemails as a process has them that has just begun."""
    made: list[Voicemails] = []

    def begin() -> Voicemails:
        made.append(Voicemails(tmp_path / "voicemails", "secret", shelf.keep))
        made[-1].start()
        return made[-1]

    yield begin
    for each in made:
        each.close()


def record(voicemails: Voicemails, label: Label = LABEL):
    recording = voicemails.begin(label)
    recording.write(SECOND)
    return recording


def grow_old(folder: Path) -> None:
    long_ago = time.time() - LEFT_BEHIND_S - 10
    for each in folder.iterdir():
        os.utime(each, (long_ago, long_ago))


def files(folder: Path) -> list[str]:
    return sorted(each.suffix for each in folder.iterdir())


def test_what_is_kept_is_stored_once_and_the_sound_stays(process, shelf, tmp_path):
    voicemails = process()
    recording = record(voicemails)
    recording.close()
    voicemails.keep(recording, "CA1")
    voicemails.keep(recording, "CA1")
    assert voicemails.wait("CA1", 5)
    voicemails.close()
    assert [each.key for each in shelf.kept] == [LABEL.key]
    assert files(tmp_path / "voicemails") == [".wav"]


def test_its_name_tells_nothing_and_cannot_be_guessed(process, tmp_path):
    path = record(process()).path
    assert "CA1" not in path.name
    other = Voicemails(tmp_path / "other", "another secret", lambda *_: None)
    assert record(other).path.name != path.name
    other.close()


def test_what_is_thrown_away_leaves_nothing(process, shelf, tmp_path):
    voicemails = process()
    recording = record(voicemails)
    recording.close()
    voicemails.discard(recording)
    assert files(tmp_path / "voicemails") == []


def test_a_recording_that_a_dead_process_left_is_stored_by_the_next(process, shelf, tmp_path):
    dead = process()
    record(dead)
    dead.close()
    assert shelf.kept == []
    grow_old(tmp_path / "voicemails")
    process().close()
    assert [each.key for each in shelf.kept] == [LABEL.key]


def test_one_that_may_still_be_under_way_is_left_alone(process, shelf):
    record(process())
    process().close()
    assert shelf.kept == []


def test_what_could_not_be_stored_is_stored_by_the_next_process(process, shelf, tmp_path):
    voicemails = process()
    shelf.away = True
    recording = record(voicemails)
    recording.close()
    voicemails.keep(recording, "CA1")
    assert not voicemails.wait("CA1", 0.2)
    voicemails.close()
    shelf.away = False
    grow_old(tmp_path / "voicemails")
    process().close()
    assert [each.key for each in shelf.kept] == [LABEL.key]


def test_a_message_begun_before_is_added_to(process):
    voicemails = process()
    record(voicemails)
    again = record(voicemails)
    again.close()
    assert read_wav(again.path.read_bytes()).size == 16_000
    assert again.length_s == 2.0


def test_an_unfinished_file_can_be_read(process):
    recording = record(process())
    assert read_wav(recording.path.read_bytes()).size == 8_000


def test_a_label_that_a_killed_process_left_unfinished_is_written_again(process, shelf, tmp_path):
    voicemails = process()
    voicemails.begin(LABEL).close()
    (label,) = (tmp_path / "voicemails").glob("*.json")
    label.write_text('{"key": "CA1 per')
    recording = record(voicemails)
    recording.close()
    voicemails.keep(recording, "CA1")
    assert voicemails.wait("CA1", 5)
    assert [each.key for each in shelf.kept] == [LABEL.key]
