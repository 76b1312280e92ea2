"""From frames to utterances: voice activity, recognition, endpoints and the second pass."""

from collections import deque
from dataclasses import dataclass, field, replace

from flows.events import Grammar
from ivr.speech.ear_events import SpeechStarted
from ivr.speech.endpointing import EndpointSettings, is_over
from ivr.speech.expectation import Expectation, Standing, expectation_of
from ivr.speech.frames import Frame
from ivr.speech.recognition import Hypothesis, Recogniser, RecogniserPool
from ivr.speech.second_pass import Certainty, Heard, SecondPass, choose, makes_a_sentence
from ivr.speech.take import PRE_ROLL_FRAMES, Take
from ivr.speech.vad import FRAME_MS, VadSettings, VoiceActivity
from ivr.speech.vosk_grammar import OPEN, vosk_grammar

_SECOND_PASS_AFTER_MS = 200
"""Silence after which the second pass starts to decode, ahead of the decision."""
_SURELY = 3
"""Words of a sentence that is no number misheard, as "it's too" is for "it's two"."""
_ANYTHING = expectation_of(Grammar())


@dataclass(frozen=True)
class EarSettings:
    """How a call is listened to."""

    endpoints: EndpointSettings = field(default_factory=EndpointSettings)
    voice: VadSettings = field(default_factory=VadSettings)
    certainty: Certainty = field(default_factory=Certainty)
    anything: bool = True
    """Whether a caller may say anything at any step: the universal commands, and what only the
    whole language of the model knows."""


@dataclass(frozen=True)
class TextSoFar:
    """The recogniser was asked for the words so far; they may be the same as before."""

    text: str
    changed: bool


@dataclass(frozen=True)
class UtteranceEnded:
    """The caller is done."""

    heard: Heard | None
    """None where there were no words."""
    started_ms: int
    ended_ms: int
    loudness_dbfs: float
    pitch_hz: float | None
    expectation: Expectation


HearingEvent = SpeechStarted | TextSoFar | UtteranceEnded


class Hearing:
    """Utterances of one line, one after another; none after `close`. Not thread-safe."""

    def __init__(self, pool: RecogniserPool, settings: EarSettings) -> None:
        self.expectation = _ANYTHING
        self._pool = pool
        self._settings = settings
        self._voice = VoiceActivity(settings.voice)
        self._recogniser: Recogniser | None = pool.borrow()
        self._lead_in: deque[Frame] = deque(maxlen=PRE_ROLL_FRAMES)
        self._take: Take | None = None
        self._second: SecondPass | None = None
        self._standing = Standing.NOTHING

    @property
    def under_way(self) -> bool:
        """Whether the caller is in the middle of an utterance."""
        return self._take is not None

    def expect(self, grammar: Grammar) -> None:
        """Expect something else; an utterance under way is decoded anew."""
        if self._recogniser is None:
            return
        commands = self._settings.anything
        self.expectation = expectation_of(grammar, commands=commands)
        listens_for = vosk_grammar(grammar, self._pool.model, commands=commands)
        if self._take is None:
            self._recogniser.expect(listens_for)
            return
        self._drop_second_pass()
        self._take.begin_again(listens_for)
        self._standing = self.expectation.standing(self._take.partial)

    def hear(self, frame: Frame) -> HearingEvent | None:
        """Take in the next frame."""
        if self._recogniser is None:
            return None
        voiced = self._voice.hear(frame[1])
        now_ms = frame[0] + FRAME_MS
        if self._take is None:
            self._lead_in.append(frame)
            return self._begin(self._recogniser, now_ms) if self._voice.active else None
        return self._follow(self._take, frame, voiced=voiced)

    def finish(self) -> UtteranceEnded | None:
        """No more sound will come; None where nothing is under way."""
        return self._end(self._take) if self._take else None

    def close(self) -> None:
        """Give the recognisers back, which another call may have next."""
        self._drop_second_pass()
        self._take = None
        recogniser, self._recogniser = self._recogniser, None
        if recogniser is not None:
            self._pool.give_back(recogniser)

    def _begin(self, recogniser: Recogniser, now_ms: int) -> SpeechStarted:
        started_ms = now_ms - self._voice.onset_frames * FRAME_MS
        self._take = Take(recogniser, list(self._lead_in), started_ms)
        self._lead_in.clear()
        self._standing = Standing.NOTHING
        return SpeechStarted(started_ms)

    def _follow(self, take: Take, frame: Frame, *, voiced: bool) -> HearingEvent | None:
        before = take.partial
        asked = take.hear(frame, voiced=voiced, active=self._voice.active)
        now_ms = frame[0] + FRAME_MS
        spoken_ms, silent_ms = now_ms - take.started_ms, now_ms - take.ended_ms
        if asked and silent_ms >= _SECOND_PASS_AFTER_MS:
            self._prepare_second_pass(take)
        if asked:
            self._standing = self._standing_of(take)
        begins_again = voiced and not self._voice.active
        over = is_over(self._standing, spoken_ms, silent_ms, self._settings.endpoints)
        if over and not begins_again:
            return self._end(take)
        return TextSoFar(take.partial, take.partial != before) if asked else None

    def _standing_of(self, take: Take) -> Standing:
        """By the step's grammar while that may be right, then by the whole language."""
        standing = self.expectation.standing(take.partial)
        if self._second is None:
            return standing
        sentence = self._lacks_digits(standing) and makes_a_sentence(self._second.partial, _SURELY)
        if self.expectation.accepts(take.partial) and not sentence:
            return standing
        return _ANYTHING.standing(self._second.partial)

    def _lacks_digits(self, standing: Standing) -> bool:
        """Whether too few digits were heard: a sentence of the whole language would stand then."""
        return standing is Standing.MORE_DIGITS and self.expectation.grammar.kind == "digits"

    def _prepare_second_pass(self, take: Take) -> None:
        """Decode by the whole language while the caller is silent, where it may be needed."""
        if self._second is None and not self._first_pass_will_do(take):
            self._second = SecondPass(self._pool, take)
        if self._second is not None:
            self._second.catch_up()

    def _first_pass_will_do(self, take: Take) -> bool:
        if take.recogniser.grammar == OPEN or not self._settings.anything:
            return True
        standing = self.expectation.standing(take.partial)
        return self.expectation.accepts(take.partial) and not self._lacks_digits(standing)

    def _end(self, take: Take) -> UtteranceEnded:
        first = take.finish()
        chosen = choose(
            first,
            self.expectation,
            self._settings.certainty,
            lambda: self._second_hypothesis(take, first),
        )
        if chosen and not self._settings.anything and self._is_a_command(take):
            chosen = None
        heard = chosen and replace(chosen, hypothesis=take.timed(chosen.hypothesis))
        self._drop_second_pass()
        self._take = None
        self._voice.rest()
        pitch = take.pitch_hz if heard else None
        return UtteranceEnded(
            heard, take.started_ms, take.ended_ms, take.loudness_dbfs, pitch, self.expectation
        )

    def _second_hypothesis(self, take: Take, first: Hypothesis) -> Hypothesis:
        if not self._settings.anything:
            return Hypothesis()
        if take.recogniser.grammar == OPEN:
            return first
        if self._second is None:
            self._second = SecondPass(self._pool, take)
        return self._second.finish()

    def _is_a_command(self, take: Take) -> bool:
        """Whether a call would surely have heard one of its commands and nothing else.

        Digits are all that a bare grammar knows, so it makes "eight eight" of an "agent".
        """
        grammar = self.expectation.grammar
        listens_for = vosk_grammar(grammar, self._pool.model)
        if listens_for == OPEN:
            return False
        witness = SecondPass(self._pool, take, listens_for)
        said = witness.finish()
        witness.close()
        of_call = expectation_of(grammar)
        words = tuple(said.text.split())
        a_command = words in of_call.commands and not self.expectation.answers(words)
        return a_command and said.conf >= self._settings.certainty.words

    def _drop_second_pass(self) -> None:
        second, self._second = self._second, None
        if second is not None:
            second.close()
