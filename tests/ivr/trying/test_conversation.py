"""One conversation: its turns, its bounds, and that nothing of it is left."""

import re
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from ivr.rehearsal.text_call import TextLine
from ivr.trying.conversation import Calling, Conversation
from ivr.trying.entries import NotEntered
from nlu import keywords

CALLING = Calling("+15005550103")


@pytest.fixture
def conversation(line):
    conversation = Conversation(line, CALLING)
    conversation.begin()
    yield conversation
    conversation.close()


def test_the_shop_is_thrown_away_with_the_conversation(line, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    conversation = Conversation(line, CALLING)
    assert list(Path(tmp_path).iterdir()) != []
    conversation.close()
    assert list(Path(tmp_path).iterdir()) == []


def test_one_turn_is_taken_at_a_time(line: TextLine):
    asked, go_on = threading.Event(), threading.Event()

    def slowly(text):
        asked.set()
        assert go_on.wait(10)
        return keywords.understand(text)

    conversation = Conversation(replace(line, understand=slowly), CALLING)
    conversation.begin()
    turns = []
    turn = threading.Thread(target=lambda: turns.append(conversation.enter("voice", "hello")))
    turn.start()
    assert asked.wait(10)
    with pytest.raises(NotEntered, match="still answering"):
        conversation.enter("keys", "1")
    go_on.set()
    turn.join()
    conversation.close()
    assert turns[0].entered.text == "hello"


def test_a_message_is_left_and_shown(conversation):
    conversation.enter("voice", "speak to a person")
    recording = conversation.enter("keys", "3")
    assert recording.waits == "message"
    left = conversation.enter("voice", "please call me back")
    assert (left.entered.by, left.entered.text) == ("message", "please call me back")


def test_a_code_is_saved_as_its_sign(conversation):
    for keys in ("2", "1", "3", "1"):
        turn = conversation.enter("keys", keys)
    code = re.search(r"\b[0-9]{6}\b", turn.texts[0]).group()
    turn = conversation.enter("keys", code)
    assert turn.entered.text == "hidden"
    assert code not in conversation.script()
    assert 'press: "{code}' in conversation.script()
    assert not conversation.has_secret()
