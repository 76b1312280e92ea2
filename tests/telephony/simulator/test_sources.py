from telephony.mulaw import FRAME_BYTES
from telephony.simulator.playout import SILENT_FRAME
from telephony.simulator.sources import PlayedAgain, PlayedOnce, bridge


def test_two_bridged_calls_hear_each_other() -> None:
    one, two = bridge()
    assert one.exchange(b"\x01" * FRAME_BYTES) == SILENT_FRAME
    assert two.exchange(b"\x02" * FRAME_BYTES) == b"\x01" * FRAME_BYTES
    assert one.exchange(b"\x03" * FRAME_BYTES) == b"\x02" * FRAME_BYTES
    assert two.exchange(b"\x04" * FRAME_BYTES) == b"\x03" * FRAME_BYTES


def test_a_bridged_call_that_stalls_is_silent() -> None:
    one, two = bridge()
    one.exchange(b"\x01" * FRAME_BYTES)
    assert two.exchange(SILENT_FRAME) == b"\x01" * FRAME_BYTES
    assert two.exchange(SILENT_FRAME) == SILENT_FRAME


def test_sound_is_played_once_or_again() -> None:
    once, again = PlayedOnce(b"\x01" * 200), PlayedAgain(b"\x01" * 200)
    assert not once.finished.is_set()
    assert once.exchange(SILENT_FRAME) == again.exchange(SILENT_FRAME) == b"\x01" * 160
    assert once.exchange(SILENT_FRAME)[:41] == b"\x01" * 40 + b"\xff"
    assert once.finished.is_set()
    assert again.exchange(SILENT_FRAME)[:40] == b"\x01" * 40
    assert again.exchange(SILENT_FRAME) == b"\x01" * 160
