"""What is said and heard, with the real voice, playback and ear."""

from collections.abc import Callable, Iterator

import pytest

from flows.events import Grammar, Keys, Listen, Speak
from ivr.calls.events import PromptHeard, PromptStarted
from ivr.calls.mouth import Mouth
from ivr.speech.ear import Ear
from ivr.speech.playback import Playback
from telephony.mulaw import SILENCE

WAIT = Listen("menu.ask", Grammar(), Keys())


class Booth:
    """A mouth with all that hangs on it."""

    def __init__(self, line, ear: Ear) -> None:
        self.sent: list[str] = []
        self.events: list[object] = []
        self.on_keys: Callable[[], object] = lambda: None
        self.ear = ear
        self.playback = Playback(self.sent.append, "MZ1")
        self.mouth = Mouth(
            line.voice,
            self.playback,
            ear,
            lambda _keys: self.on_keys(),
            lambda *events, **_: self.events.extend(events),
        )

    def says(self, *texts: str, waiting: Listen | None = WAIT) -> tuple[str, ...]:
        """Speak; the marks of the prompt."""
        self.mouth.say([Speak("menu.ask", text) for text in texts], waiting, None)
        started = [event for event in self.events if isinstance(event, PromptStarted)]
        return tuple(mark for mark, _ in started[-1].marks)

    def mark_returns(self, mark: str) -> None:
        self.mouth.over(self.playback.on_mark(mark, 0))

    def heard(self) -> list[PromptHeard]:
        return [event for event in self.events if isinstance(event, PromptHeard)]


@pytest.fixture
def booth(shop_line) -> Iterator[Booth]:
    ear = Ear(shop_line.recognisers.pool())
    yield Booth(shop_line, ear)
    ear.close()


def test_it_is_quiet_once_all_was_heard(booth):
    assert booth.mouth.quiet
    first, second = booth.says("Hello.", "How can I help?")
    assert not booth.mouth.quiet
    booth.mark_returns(first)
    assert not booth.mouth.quiet
    booth.mark_returns(second)
    assert booth.mouth.quiet
    assert booth.heard() == [PromptHeard(first, "Hello. How can I help?", True)]


def test_a_prompt_said_while_the_one_before_ends_is_waited_for(booth):
    (before,) = booth.says("One moment, please.")
    booth.on_keys = lambda: booth.mark_returns(before)
    (after,) = booth.says("Thank you.")
    assert [each.prompt_id for each in booth.heard()] == [before]
    assert not booth.mouth.quiet
    booth.mark_returns(after)
    assert booth.mouth.quiet


def test_an_interruption_ends_every_prompt(booth):
    booth.says("One moment, please.")
    booth.says("Thank you.")
    booth.mouth.interrupt()
    assert [each.complete for each in booth.heard()] == [False, False]
    assert booth.mouth.quiet
    assert '"clear"' in booth.sent[-1]


def test_an_interruption_of_silence_is_nothing(booth):
    booth.mouth.interrupt()
    assert booth.sent == []


def test_words_may_forbid_to_be_stopped(booth):
    booth.mouth.say([Speak("a.b", "One moment, please.", interruptible=False)], None, None)
    assert not booth.mouth.interruptible
    booth.says("Thank you.")
    assert booth.mouth.interruptible


def test_a_mark_nobody_sent_is_nothing(booth):
    (mark,) = booth.says("Thank you.")
    booth.mark_returns("s9-phrase-9")
    assert booth.heard() == []
    assert booth.mouth.sounding == mark


def test_a_word_between_two_prompts_is_none_itself(booth):
    booth.says("How can I help?")
    before = booth.mouth.prompts
    booth.mouth.fill("One moment, please.")
    assert booth.mouth.prompts == before
    assert not booth.mouth.interruptible
    booth.says("Thank you.")
    assert booth.mouth.prompts == before + 1


def test_music_is_part_of_no_record_and_goes_on_after_what_was_said(booth):
    (mark,) = booth.says("One moment, please.")
    left = booth.mouth.left_ms
    booth.mouth.play(SILENCE * 8000)
    assert booth.mouth.left_ms == left + 1000
    booth.mark_returns(mark)
    assert not booth.mouth.quiet
    assert len(booth.heard()) == 1
    booth.mouth.interrupt()
    assert booth.mouth.quiet
    assert booth.mouth.left_ms == 0
    assert len(booth.heard()) == 1


def test_an_announcement_is_part_of_the_record(booth):
    booth.mouth.announce("You're next in line.", "line.hold")
    booth.mouth.play(SILENCE * 8000)
    booth.mouth.interrupt()
    (started,) = [event for event in booth.events if isinstance(event, PromptStarted)]
    assert (started.step, started.text) == ("line.hold", "You're next in line.")
    assert booth.heard() == [PromptHeard(started.prompt_id, "", False)]
