import base64
import json
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.speech.ledger import LOST_MARK_MS
from ivr.speech.playback import CHUNK_BYTES, Playback
from ivr.speech.prompt import Phrase, Prompt

HELLO = Prompt(
    (Phrase("Hello.", bytes(range(256)) * 20), Phrase("How can I help?", b"\x7f" * 3000))
)


class FarEnd:
    """What arrives at the other end of the media stream."""

    def __init__(self) -> None:
        self.messages: list[dict] = []

    def __call__(self, message: str) -> None:
        self.messages.append(json.loads(message))

    @property
    def marks(self) -> list[str]:
        return [m["mark"]["name"] for m in self.messages if m["event"] == "mark"]

    @property
    def sound(self) -> bytes:
        media = [m["media"]["payload"] for m in self.messages if m["event"] == "media"]
        return b"".join(base64.b64decode(payload) for payload in media)


def test_sound_goes_out_in_pieces_with_a_mark_after_each_phrase():
    far = FarEnd()
    playback = Playback(far, "MZ1")
    assert playback.play(HELLO, 0)
    assert far.sound == b"".join(phrase.mulaw for phrase in HELLO.phrases)
    assert [m["event"] for m in far.messages] == [
        "media",
        "media",
        "mark",
        "media",
        "media",
        "mark",
    ]
    assert {m["streamSid"] for m in far.messages} == {"MZ1"}
    for message in far.messages:
        if message["event"] == "media":
            assert len(base64.b64decode(message["media"]["payload"])) <= CHUNK_BYTES


def test_returned_marks_prove_what_was_heard():
    far = FarEnd()
    playback = Playback(far, "MZ1")
    assert not playback.speaking
    playback.play(HELLO, 0, "main.start")
    assert playback.speaking
    assert playback.on_mark(far.marks[0], 640) == []
    (heard,) = playback.on_mark(far.marks[1], 1015)
    assert (heard.step, heard.heard_text, heard.complete) == ("main.start", HELLO.text, True)
    assert not playback.speaking


def test_clear_empties_the_far_end_and_says_what_was_heard():
    far = FarEnd()
    playback = Playback(far, "MZ1")
    playback.play(HELLO, 0)
    playback.on_mark(far.marks[0], 640)
    (heard,) = playback.clear(640 + 190)
    assert far.messages[-1] == {"event": "clear", "streamSid": "MZ1"}
    assert (heard.heard_text, heard.complete) == ("Hello. How can", False)
    assert playback.on_mark(far.marks[1], 840) == []
    assert not playback.speaking


def test_marks_are_never_used_twice():
    far = FarEnd()
    playback = Playback(far, "MZ1", "2-")
    for _ in range(3):
        announced = playback.next_marks(HELLO)
        playback.play(HELLO, 0)
        assert tuple(far.marks[-2:]) == announced
        playback.clear(0)
    assert len(set(far.marks)) == 6
    assert all(mark.startswith("2-") for mark in far.marks)


def test_a_mark_that_never_comes_stops_no_call():
    far = FarEnd()
    playback = Playback(far, "MZ1")
    assert playback.pass_time(10**6) == []
    playback.play(HELLO, 0)
    assert playback.pass_time(640 + LOST_MARK_MS) == []
    late = 641 + LOST_MARK_MS
    assert playback.pass_time(late) == []
    (heard,) = playback.pass_time(late + 376 + LOST_MARK_MS)
    assert heard.heard_text == HELLO.text


def test_a_prompt_without_phrases_is_nothing():
    far = FarEnd()
    playback = Playback(far, "MZ1")
    assert not playback.play(Prompt(()), 0)
    assert far.messages == []
    assert not playback.speaking


def test_a_clear_stops_what_another_thread_is_sending():
    first_piece = threading.Event()
    sent: list[str] = []

    def send(message: str) -> None:
        sent.append(json.loads(message)["event"])
        first_piece.set()

    playback = Playback(send, "MZ1")
    long = Prompt(tuple(Phrase("word", bytes(CHUNK_BYTES * 50)) for _ in range(20)))
    player = threading.Thread(target=playback.play, args=(long, 0))
    player.start()
    assert first_piece.wait(5)
    (heard,) = playback.clear(0)
    player.join()
    assert sent.index("clear") == len(sent) - 1
    assert not heard.complete
    assert not playback.speaking


def test_a_closed_socket_is_told():
    def send(message: str) -> None:
        raise ConnectionError

    playback = Playback(send, "MZ1")
    with pytest.raises(ConnectionError):
        playback.play(HELLO, 0)


@given(st.lists(st.sampled_from(["play", "mark", "clear", "time"]), max_size=30))
def test_speaking_is_true_exactly_while_something_is_not_over(story):
    far = FarEnd()
    playback = Playback(far, "MZ1")
    over = played = returned = 0
    for now, what in enumerate(story):
        if what == "play":
            playback.play(HELLO, now)
            played += 1
        elif what == "mark" and returned < len(far.marks):
            over += len(playback.on_mark(far.marks[returned], now))
            returned += 1
        elif what == "clear":
            over += len(playback.clear(now))
        else:
            over += len(playback.pass_time(now))
        assert playback.speaking is (over < played)
