"""What the line says in one call, and the record of what of it was heard."""

import threading
import time
from collections.abc import Callable, Sequence

from flows.events import Grammar, Keys, Listen, Speak
from ivr.calls.events import CallEvent, FaultHappened, PromptHeard, PromptStarted
from ivr.speech import ledger
from ivr.speech.ear import Ear
from ivr.speech.playback import Playback
from ivr.speech.prompt import Phrase, Prompt
from ivr.speech.voice import Voice

UNRECORDED = "line.sound"
"""Step of a sound without words, which the record passes over."""
Record = Callable[..., None]
"""Stores call events; takes `audio_ms` by name."""


class Mouth:
    """Speaks prompts and waits for answers.

    The turn thread calls `say`, `say_again`, `listen_again` and `play`; the reader thread calls
    `over` and `fill`; either may `interrupt`.
    """

    def __init__(
        self,
        voice: Voice,
        playback: Playback,
        ear: Ear,
        expect_keys: Callable[[Keys], None],
        record: Record,
    ) -> None:
        self._voice = voice
        self._playback = playback
        self._ear = ear
        self._expect_keys = expect_keys
        self._record = record
        self._lock = threading.Lock()
        """Holds together what sounds, whether it is quiet, and what the ear was told of it."""
        self._sounding: list[str] = []
        """Marks of the prompts and sounds that are not over, oldest first."""
        self._quiet = threading.Event()
        self._quiet.set()
        self._speaking = threading.Lock()
        """Held from the announcement of a prompt until it is on its way."""
        self._waiting: Listen | None = None
        self._words: tuple[Speak, ...] = ()
        self._interruptible = True
        self._over_words = True
        """Whether words stop the prompt as keys do."""
        self.prompts = 0
        """Prompts begun so far; a word between two of them does not count."""

    @property
    def audio_ms(self) -> int:
        """Audio time of the stream, in milliseconds."""
        return self._ear.now_ms

    @property
    def sounding(self) -> str | None:
        """prompt_id of the prompt the caller hears now."""
        with self._lock:
            return self._sounding[0] if self._sounding else None

    @property
    def interruptible(self) -> bool:
        """Whether the caller may stop the prompt."""
        return self._interruptible

    def say(self, words: Sequence[Speak], waiting: Listen | None, since: float | None) -> None:
        """Speak, and wait for the answer from the first word on.

        Args:
            words: spoken as one prompt; may be empty.
            waiting: what the answer may be; None where none is awaited.
            since: monotonic time in seconds of the end of the speech this answers.

        Raises:
            VoiceFailed: there is no sound at all for these words.
        """
        prompt = Prompt(())
        for speak in words:
            part = self._voice.render(speak.text, speak.audio, slowly=speak.pace == "slow")
            prompt = Prompt(prompt.phrases + part.phrases, prompt.failure or part.failure)
        self._waiting = waiting
        self._words = tuple(words)
        self._over_words = True
        self.prompts += bool(prompt.phrases)
        self._sound(prompt, words, since, self.listen_again)

    def say_again(self) -> None:
        """Speak the latest words once more, and wait for the same answer."""
        self.say(self._words, self._waiting, None)

    def fill(self, text: str) -> None:
        """Say a word between two prompts, so that a caller who waits hears something."""
        filler = Speak("", text, interruptible=False)
        self._sound(self._voice.render(text), (filler,), None, self._ear.stop_waiting)

    def announce(self, text: str, step: str) -> None:
        """Say something to a caller who holds: keys stop it, words don't.

        Raises:
            VoiceFailed: there is no sound at all for these words.
        """
        prompt, self._waiting = self._voice.render(text), None
        self._over_words = False
        self.prompts += bool(prompt.phrases)
        self._expect_keys(Keys())
        self._sound(prompt, (Speak(step, text),), None, lambda: self._ear.expect(Grammar()))

    def play(self, mulaw: bytes) -> None:
        """Play a sound without words, after all that was said; keys stop it, words don't."""
        sound = Prompt((Phrase("", mulaw),))
        with self._speaking:
            self._interruptible, self._over_words = True, False
            self._begin(self._playback.next_marks(sound)[0])
            self._playback.play(sound, self.audio_ms, UNRECORDED)

    def attend(self, quiet_ms: int) -> None:
        """Listen to whatever the caller says, until they are quiet for so many milliseconds."""
        self._expect_keys(Keys())
        self._ear.expect(Grammar(), quiet_ms)

    @property
    def left_ms(self) -> int:
        """How long the caller goes on hearing what was said and played, in milliseconds."""
        return self._playback.left_ms(self.audio_ms)

    def _sound(
        self,
        prompt: Prompt,
        words: Sequence[Speak],
        since: float | None,
        listen: Callable[[], None],
    ) -> None:
        step = words[0].step if words else ""
        with self._speaking:
            self._interruptible = all(speak.interruptible for speak in words)
            if prompt.phrases:
                self._announce(step, prompt, since)
            listen()
            self._playback.play(prompt, self.audio_ms, step)

    def listen_again(self) -> None:
        """Wait, with patience renewed, for what was awaited before."""
        waiting = self._waiting
        if waiting is None:
            self._ear.stop_waiting()
            return
        self._expect_keys(waiting.keys)
        self._ear.expect(waiting.grammar, round(waiting.silence_s * 1000))

    def over(self, heard: Sequence[ledger.PromptHeard]) -> None:
        """Note prompts that were heard to the end, or stopped."""
        for prompt in (each for each in heard if each.step != UNRECORDED):
            told = PromptHeard(prompt.first_mark, prompt.heard_text, prompt.complete)
            events: list[CallEvent] = [told]
            if prompt.failure:
                what = "An apology was played in place of words that could not be spoken."
                events.append(FaultHappened("voice", prompt.failure, what))
            self._record(*events, audio_ms=self.audio_ms)
        over = {prompt.first_mark for prompt in heard}
        with self._lock:
            self._sounding = [mark for mark in self._sounding if mark not in over]
            if heard and not self._sounding:
                self._ear.prompt_ended()
                self._quiet.set()

    def interrupt(self) -> None:
        """Stop speaking at once."""
        with self._speaking:
            if self._playback.speaking:
                self.over(self._playback.clear(self.audio_ms))

    @property
    def quiet(self) -> bool:
        """Whether all that was said has been heard, or stopped."""
        return self._quiet.is_set()

    def _announce(self, step: str, prompt: Prompt, since: float | None) -> None:
        names = self._playback.next_marks(prompt)
        marks = tuple(zip(names, (phrase.text for phrase in prompt.phrases), strict=True))
        prompt_id = names[0]
        took_ms = None if since is None else round((time.monotonic() - since) * 1000, 1)
        started = PromptStarted(prompt_id, step, prompt.text, marks, took_ms)
        self._record(started, audio_ms=self.audio_ms)
        self._begin(prompt_id)

    def _begin(self, mark: str) -> None:
        with self._lock:
            self._sounding.append(mark)
            self._quiet.clear()
            self._ear.prompt_began(interruptible=self._interruptible and self._over_words)
