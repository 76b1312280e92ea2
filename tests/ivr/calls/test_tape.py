"""The sound of a message, from the stream into its file."""

import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from ivr.calls.tape import Tape
from ivr.transfer.recording import Recording
from telephony.mulaw import SILENCE
from telephony.wav import read_wav

FRAME = SILENCE * 160


@pytest.fixture
def recording(tmp_path: Path) -> Recording:
    return Recording(tmp_path / "message.wav")


def test_it_records_only_while_it_runs(recording):
    tape = Tape()
    tape.hear(FRAME)
    tape.start(recording, 10.0)
    assert tape.running
    for _ in range(50):
        assert not tape.hear(FRAME)
    tape.stop()
    tape.hear(FRAME)
    assert not tape.running
    assert tape.heard_ms == 1000
    assert recording.length_s == 1.0
    assert read_wav(recording.path.read_bytes()).size == 8000


def test_the_limit_is_told_once_and_holds(recording):
    tape = Tape()
    tape.start(recording, 1.0)
    assert [tape.hear(FRAME) for _ in range(60)].count(True) == 1
    tape.stop()
    assert recording.length_s == 1.0


@pytest.fixture
def full_disk() -> Iterator[None]:
    """Files of this process grow no longer than 1000 bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_takes_no_more_is_told_and_breaks_nothing(recording, full_disk):
    tape = Tape()
    tape.start(recording, 10.0)
    for _ in range(5):
        tape.hear(FRAME)
    assert tape.failed
    tape.stop()
    assert not tape.running
    assert 0 < read_wav(recording.path.read_bytes()).size < 500


def test_a_second_stop_does_nothing(recording):
    tape = Tape()
    tape.start(recording, 10.0)
    tape.stop()
    tape.stop()
    assert not tape.failed
