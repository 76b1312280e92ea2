"""The ear of one call: mu-law frames in, what the caller said out."""

import threading

import structlog

from flows.events import Grammar
from ivr.speech.barge_in import Prompt, is_back_channel
from ivr.speech.ear_events import (
    BackChannelHeard,
    EarEvent,
    HearingFailed,
    Interrupted,
    NoiseHeard,
    Partial,
    SilenceLasted,
    Utterance,
    UtteranceHeard,
)
from ivr.speech.frames import Frame, FrameClock
from ivr.speech.hearing import EarSettings, Hearing, HearingEvent, TextSoFar, UtteranceEnded
from ivr.speech.manner import Manner, words_per_s
from ivr.speech.model import UNKNOWN
from ivr.speech.patience import Patience
from ivr.speech.recognition import RecogniserPool, Word, spoken
from ivr.speech.second_pass import Heard
from ivr.speech.vad import FRAME_MS

_log = structlog.get_logger(__name__)
_KEY_TONE_MS = 500
"""A sound that began within this time after a key was pressed, or around it, is the key's tone."""


class Ear:
    """Listens to one call; once closed, whatever it is told or asked does nothing.

    Once its recogniser has broken it tells of silences alone, so that a caller is served by keys.

    Every public method and property is thread-safe: a reader thread calls `hear`, a turn thread
    `expect` and the rest. `hear` holds the lock while it decodes: a few milliseconds a frame, and
    some tens of them when an utterance is heard a second time.
    """

    def __init__(self, pool: RecogniserPool, settings: EarSettings = EarSettings()) -> None:  # noqa: B008 - frozen
        self._lock = threading.RLock()
        self._clock = FrameClock()
        self._now_ms = 0
        self._hearing = Hearing(pool, settings)
        self._prompt = Prompt()
        self._patience = Patience()
        self._key_at_ms = -_KEY_TONE_MS
        self._interrupted = False
        """Whether an `Interrupted` was reported for the present sound."""
        self._closed = False
        self._deaf = False
        """Whether the recogniser broke."""
        self._owes_failure = False
        """Whether that is still to be told."""

    @property
    def now_ms(self) -> int:
        """Audio time of the call: what was heard so far, in milliseconds."""
        with self._lock:
            return self._now_ms

    @property
    def speaking(self) -> bool:
        """Whether the caller is in the middle of an utterance."""
        with self._lock:
            return self._in_utterance

    def expect(self, grammar: Grammar, silence_ms: int | None = None) -> None:
        """Wait for an answer; an utterance under way is decoded anew for it.

        Args:
            grammar: what the step expects.
            silence_ms: report `SilenceLasted` after so much silence, counted from now, from the
                end of the prompt, the last key or the last sound, whichever is latest; None for
                never.
        """
        with self._lock:
            if self._closed:
                return
            self._patience.begin(silence_ms, self._now_ms)
            if self._deaf:
                return
            try:
                self._hearing.expect(grammar)
            except Exception:
                self._break()

    def stop_waiting(self) -> None:
        """No more `SilenceLasted` until the next `expect`; speech is heard as ever."""
        with self._lock:
            if not self._closed:
                self._patience.stop()

    def prompt_began(self, *, interruptible: bool = True) -> None:
        """The caller hears a prompt from now on."""
        with self._lock:
            if not self._closed:
                self._prompt = Prompt(playing=True, interruptible=interruptible)

    def prompt_ended(self) -> None:
        """The prompt was heard to its end, or stopped."""
        with self._lock:
            if self._closed:
                return
            self._prompt = Prompt()
            self._patience.start_over(self._now_ms)

    def key_pressed(self) -> None:
        """The caller pressed a key: they are not silent, and its tone is no noise."""
        with self._lock:
            if self._closed:
                return
            self._patience.start_over(self._now_ms)
            self._key_at_ms = self._now_ms

    def hear(self, payload: bytes, timestamp_ms: int | None = None) -> list[EarEvent]:
        """Listen to the next sound.

        Args:
            payload: mu-law at 8 kHz, any number of bytes.
            timestamp_ms: when its first sample was spoken, by the media stream's clock. Missing
                time is taken as silence; what comes too late is dropped.
        """
        with self._lock:
            if self._closed:
                return []
            events: list[EarEvent] = []
            for frame in self._clock.frames(payload, timestamp_ms):
                self._now_ms = frame[0] + FRAME_MS
                happened = None if self._deaf else self._heard(frame)
                events += self._told(happened) if happened else self._silence()
                if self._owes_failure:
                    self._owes_failure = False
                    events.append(HearingFailed(self._now_ms))
            return events

    def finish(self) -> list[EarEvent]:
        """No more sound will come: an utterance under way ends here."""
        with self._lock:
            if self._closed or self._deaf:
                return []
            try:
                ended = self._hearing.finish()
            except Exception:
                self._break()
                return []
            return self._told(ended) if ended else []

    def close(self) -> None:
        """The call is over: let go of the recognisers, which another call may have next.

        One that broke is nobody's any more.
        """
        with self._lock:
            if not self._closed:
                self._closed = True
                if not self._deaf:
                    self._hearing.close()

    @property
    def _in_utterance(self) -> bool:
        return self._hearing.under_way and not self._deaf

    def _heard(self, frame: Frame) -> HearingEvent | None:
        try:
            return self._hearing.hear(frame)
        except Exception:
            self._break()
            return None

    def _break(self) -> None:
        _log.exception("recogniser_broken")
        self._deaf = self._owes_failure = True

    def _told(self, happened: HearingEvent) -> list[EarEvent]:
        if isinstance(happened, TextSoFar):
            return self._text_so_far(happened)
        if isinstance(happened, UtteranceEnded):
            self._patience.start_over(self._now_ms)
            return (
                self._words(happened, happened.heard) if happened.heard else self._noise(happened)
            )
        self._interrupted = False
        return [happened]

    def _text_so_far(self, so_far: TextSoFar) -> list[EarEvent]:
        now_ms = self._now_ms
        events: list[EarEvent] = []
        if so_far.changed:
            events.append(Partial(spoken(so_far.text), now_ms))
        if self._prompt.is_stopped_by(so_far.text, self._hearing.expectation, now_ms):
            self._interrupted = True
            events.append(Interrupted(spoken(so_far.text), now_ms))
        return events

    def _words(self, ended: UtteranceEnded, heard: Heard) -> list[EarEvent]:
        now_ms = self._now_ms
        text = spoken(heard.hypothesis.text)
        if self._prompt.playing and is_back_channel(text, ended.expectation):
            return [BackChannelHeard(text, now_ms)]
        events: list[EarEvent] = []
        if self._prompt.is_stopped():
            events.append(Interrupted(text, now_ms))
        self._patience.stop()
        words = _known_words(heard)
        utterance = Utterance(
            text=text,
            words=words,
            started_ms=ended.started_ms,
            ended_ms=ended.ended_ms,
            decided_ms=now_ms,
            grammar=ended.expectation.grammar,
            second_pass=heard.second_pass,
            sure=heard.sure,
            manner=Manner(ended.loudness_dbfs, ended.pitch_hz, words_per_s(words)),
            over_prompt=self._prompt.playing,
        )
        return [*events, UtteranceHeard(utterance)]

    def _noise(self, ended: UtteranceEnded) -> list[EarEvent]:
        if self._key_at_ms > ended.started_ms - _KEY_TONE_MS:
            return []
        lasted_ms = ended.ended_ms - ended.started_ms
        return [NoiseHeard(self._now_ms, lasted_ms, self._prompt.playing, self._interrupted)]

    def _silence(self) -> list[EarEvent]:
        if self._in_utterance or self._prompt.playing:
            return []
        silent_ms = self._patience.ran_out(self._now_ms)
        return [] if silent_ms is None else [SilenceLasted(self._now_ms, silent_ms)]


def _known_words(heard: Heard) -> tuple[Word, ...]:
    return tuple(word for word in heard.hypothesis.words if word.word != UNKNOWN)
