"""Talking to a draft: the real ear and the real voice, over a telephone that runs fast."""

import threading
from dataclasses import replace

import pytest

from ivr.calls.happenings import MadeNoise
from ivr.calls.mouth import Mouth
from ivr.rehearsal.text_call import TextLine
from ivr.speech.ear import Ear
from ivr.speech.ear_events import SilenceLasted
from ivr.speech.model import SpeechModel
from ivr.speech.playback import Playback
from ivr.speech.recognition import RecogniserPool
from ivr.speech.voice import Voice, VoiceFailed, VoiceSettings
from ivr.trying.answers import BROKEN, NO_VOICE, Answers
from ivr.trying.conversation import MOST_TURNS, Calling, Conversation
from ivr.trying.talk import CANT_HEAR, CLOSING, TOO_MUCH, Talk, TalkParts
from nlu.rasa_client import RasaClient
from nlu.understander import Understander
from telephony.mulaw import SAMPLE_RATE, SILENCE
from telephony.synthesis import Synthesiser
from tests.fakes.caller import Speech
from tests.fakes.deaf import Deaf
from tests.fakes.phone import PATIENCE_S
from tests.fakes.talking_phone import TalkingPhone

CALLING = Calling("+15005550103")
SPEED = 8.0
TO_THE_PIN = ("2", "1", "2", "1")


@pytest.fixture(scope="session")
def parts():
    synthesiser = Synthesiser(5.0)
    voice = Voice(synthesiser, VoiceSettings())
    yield TalkParts(RecogniserPool(SpeechModel()), voice, lambda: "", most_ahead_ms=600_000)
    synthesiser.close()


def ignore(*_what, **_more) -> None:
    """Nobody is told."""


class Talking:
    """A talk under way: its page, what callers say there, and how it ended."""

    def __init__(self, parts: TalkParts, conversation: Conversation, speech: Speech) -> None:
        self.conversation = conversation
        self.phone = TalkingPhone(SPEED)
        self._speech = speech
        self._endings: list[str] = []
        self._talk = Talk(parts, conversation, self.phone)
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        self._endings.append(self._talk.run())
        self.phone.lose()

    def says(self, words: str) -> None:
        self.phone.wait(240)
        self.phone.say(self._speech.of(words))

    @property
    def ending(self) -> str:
        self._thread.join(PATIENCE_S)
        return self._endings[0]

    def leave(self) -> None:
        self.phone.lose()
        self._thread.join(PATIENCE_S)
        self.conversation.close()


@pytest.fixture(scope="session")
def line(line: TextLine) -> TextLine:
    """Understands numbers too, as keywords alone do not."""
    return replace(line, understand=Understander(RasaClient("http://127.0.0.1:9")).understand)


@pytest.fixture
def talks(line, parts, caller_speech):
    """Begins to talk in a new conversation, where keys were entered before."""
    begun = []

    def talks(*keys: str, **other) -> Talking:
        conversation = Conversation(line, CALLING)
        conversation.begin()
        for each in keys:
            conversation.enter("keys", each)
        begun.append(Talking(replace(parts, **other), conversation, caller_speech))
        return begun[-1]

    yield talks
    for each in begun:
        each.leave()


def test_what_is_said_aloud_becomes_a_turn(talks):
    talking = talks()
    talking.phone.falls_quiet()
    talking.says("where is my order")
    turn = talking.phone.turn(1)
    assert turn["entered"] == {"by": "voice", "text": "where is my order"}
    assert turn["decision"].startswith("Settled by the line")
    assert turn["step"] == "track_order.ask_number"
    assert talking.phone.of("turn")[0]["entry"] == {"by": "voice", "text": "where is my order"}
    assert any("order" in each["text"] for each in talking.phone.of("hearing"))
    talking.phone.falls_quiet()
    talking.says("four five one two")
    turn = talking.phone.turn(2)
    assert ["track_order.order_number", "4512"] in turn["slots"]
    assert 'say: "where is my order"' in talking.conversation.script()


def test_words_stop_the_line_and_murmurs_dont(talks):
    talking = talks()
    talking.phone.until(lambda: talking.phone.is_playing)
    talking.says("uh huh")
    talking.phone.falls_quiet()
    assert talking.phone.clears == []
    assert talking.phone.of("turn") == []
    talking.says("where is my order")
    talking.phone.turn(1)
    talking.phone.until(lambda: talking.phone.is_playing)
    talking.says("can I speak to a person")
    turn = talking.phone.turn(2)
    assert talking.phone.clears != []
    assert "Handed to a person" in turn["decision"]


def test_keys_are_typed_and_stop_the_line(talks):
    talking = talks()
    talking.phone.until(lambda: talking.phone.is_playing)
    talking.phone.enter("keys", "1")
    assert talking.phone.turn(1)["entered"] == {"by": "keys", "text": "1"}
    assert talking.phone.clears != []
    talking.phone.enter("keys", "x")
    talking.phone.until(lambda: talking.phone.of("refused"))
    assert talking.phone.of("refused")[0]["error"].startswith("Keys are 0 to 9")


def test_silence_and_noise_are_turns_too(talks):
    talking = talks()
    assert talking.phone.turn(1)["entered"] == {"by": "silence", "text": ""}
    talking.phone.enter("noise")
    assert talking.phone.turn(2)["entered"] == {"by": "noise", "text": ""}
    assert "noise:" in talking.conversation.script()


def test_what_answers_a_secret_question_is_hidden(talks):
    talking = talks(*TO_THE_PIN)
    talking.phone.falls_quiet()
    talking.says("seven eight three five zero six")
    turn = talking.phone.turn(1)
    assert turn["entered"] == {"by": "voice", "text": "hidden"}
    hearing = talking.phone.of("hearing")
    assert any(each["hidden"] for each in hearing)
    assert all(each["text"] == "" for each in hearing)
    assert "seven" not in str(turn)


def test_a_message_is_spoken(talks):
    talking = talks()
    talking.phone.enter("voice", "speak to a person")
    talking.phone.enter("keys", "3")
    assert talking.phone.turn(2)["waits"] == "message"
    talking.phone.falls_quiet()
    talking.says("where is my order")
    assert talking.phone.turn(3)["entered"] == {"by": "message", "text": "where is my order"}


def test_a_message_is_waited_for_after_noise_stopped_the_line(line, parts):
    conversation = Conversation(line, CALLING)
    conversation.begin()
    conversation.enter("voice", "speak to a person")
    assert conversation.enter("keys", "3").waits == "message"
    phone, ear = TalkingPhone(SPEED), Ear(parts.pool)
    mouth = Mouth(parts.voice, Playback(phone.send, "try"), ear, ignore, ignore)
    answers = Answers(conversation, mouth, ignore)
    answers.start()
    answers.put(MadeNoise(500, 300, prompt=1, stopped_prompt=True))
    answers.stop()
    assert mouth.prompts == 2
    mouth.interrupt()
    events = ear.hear(SILENCE * 60 * SAMPLE_RATE)
    ear.close()
    conversation.close()
    assert any(isinstance(each, SilenceLasted) for each in events)


def test_it_ends_with_the_call_once_the_last_words_were_heard(talks):
    talking = talks()
    talking.phone.enter("voice", "goodbye")
    assert talking.ending == ""
    assert talking.phone.turn(1)["outcome"]
    assert not talking.phone.is_playing


def test_words_that_came_before_the_last_ones_dont_cut_them_off(line, parts, caller_speech):
    go_on = threading.Event()

    def slowly(text):
        go_on.wait(PATIENCE_S)
        return line.understand(text)

    conversation = Conversation(replace(line, understand=slowly), CALLING)
    conversation.begin()
    talking = Talking(parts, conversation, caller_speech)
    talking.phone.falls_quiet()
    talking.phone.enter("voice", "goodbye")
    talking.says("where is my order")
    hearing = talking.phone.of
    talking.phone.until(lambda: len(hearing("hearing")) > 1 and not hearing("hearing")[-1]["text"])
    talking.phone.wait(240)
    heard = len(talking.phone.marks)
    go_on.set()
    assert talking.ending == ""
    assert talking.phone.turn(1)["outcome"]
    assert len(talking.phone.marks) > heard
    talking.leave()


def test_it_ends_with_the_conversation(talks):
    talking = talks()
    talking.conversation.close()
    assert "over" in talking.ending


def test_a_call_that_is_over_is_heard_to_its_end(line, parts, caller_speech):
    conversation = Conversation(line, CALLING)
    conversation.begin()
    assert conversation.enter("voice", "goodbye").outcome
    talking = Talking(parts, conversation, caller_speech)
    assert talking.ending == ""
    assert talking.phone.marks != []
    talking.leave()


def test_it_ends_where_a_conversation_has_its_most_turns(line, parts, caller_speech):
    conversation = Conversation(line, CALLING)
    conversation.begin()
    for _ in range(MOST_TURNS):
        assert not conversation.enter("voice", "say that again please").outcome
    talking = Talking(parts, conversation, caller_speech)
    talking.phone.falls_quiet()
    talking.says("where is my order")
    assert "at most 60 turns" in talking.ending
    talking.leave()


@pytest.mark.parametrize("why", [CLOSING, "You are signed out. Load the page again."])
def test_it_ends_when_it_has_to(talks, why):
    must_end: list[str] = []
    talking = talks(must_end=lambda: "".join(must_end))
    talking.phone.falls_quiet()
    must_end.append(why)
    assert talking.ending == why


def test_a_broken_recogniser_is_told(talks, parts):
    talking = talks(pool=Deaf(parts.pool))
    talking.says("where is my order")
    assert talking.ending == CANT_HEAR
    assert talking.conversation.enter("voice", "where is my order").decision


class Mute:
    """A voice that gives no sound."""

    def render(self, *_words, **_how):
        raise VoiceFailed("no_sound", "There is none.")


def test_a_line_without_a_voice_is_told(talks):
    assert talks(voice=Mute()).ending == NO_VOICE


def test_a_turn_that_breaks_is_told(line, parts, caller_speech):
    def breaks(text):
        raise LookupError(text)

    conversation = Conversation(replace(line, understand=breaks), CALLING)
    conversation.begin()
    talking = Talking(parts, conversation, caller_speech)
    talking.phone.falls_quiet()
    talking.says("where is my order")
    assert talking.ending == BROKEN
    talking.leave()


def test_more_sound_than_time_is_refused(talks):
    assert talks(most_ahead_ms=2_000).ending == TOO_MUCH


@pytest.mark.parametrize(
    "message",
    [
        "{",
        b"\x00",
        "[]",
        '{"event": "media", "media": {"payload": "!"}}',
        '{"event": "enter", "by": "shout", "text": "x"}',
        '{"event": "enter", "by": "keys", "text": 1}',
        '{"event": "dtmf", "dtmf": {"digit": "1"}}',
    ],
)
def test_nonsense_is_passed_over_for_a_while(talks, message):
    talking = talks()
    talking.phone.inject(message)
    talking.phone.enter("keys", "1")
    talking.phone.turn(1)
    talking.phone.inject(*[message] * 26)
    assert talking.ending == TOO_MUCH


def test_more_than_a_second_of_sound_in_one_message_is_none(talks):
    talking = talks()
    talking.phone.inject(*[talking.phone.media(b"\xff" * 8001, 0)] * 26)
    assert talking.ending == TOO_MUCH


def test_entries_that_pile_up_are_refused(line, parts, caller_speech):
    go_on = threading.Event()

    def slowly(text):
        go_on.wait(PATIENCE_S)
        raise LookupError(text)

    conversation = Conversation(replace(line, understand=slowly), CALLING)
    conversation.begin()
    talking = Talking(parts, conversation, caller_speech)
    for _ in range(30):
        talking.phone.enter("voice", "hello")
    assert talking.ending == TOO_MUCH
    go_on.set()
    talking.leave()
