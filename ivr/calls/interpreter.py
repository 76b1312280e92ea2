"""What happened on the line, as the flow takes it; and the record of the caller's words."""

import time
from collections.abc import Callable

from flows.events import (
    CallBegan,
    Heard,
    Input,
    Keyed,
    LineRestored,
    NoiseHeard,
    SilenceFell,
    SpeechFailed,
)
from ivr.calls.events import (
    CallerKeyed,
    CallEvent,
    Decided,
    NoiseNoted,
    SilenceNoted,
    Understood,
)
from ivr.calls.happenings import (
    Happening,
    HearingBroke,
    KeyedIn,
    LineOpened,
    MadeNoise,
    MessageFull,
    SpokeUp,
    TimePassed,
    WentSilent,
)
from ivr.calls.live_call import LiveCall
from ivr.calls.mouth import Mouth
from ivr.policy.decide import decide
from ivr.wiring import Line

REPLAYS_LIMIT = 1
"""So often in a row a prompt that noise cut short is said again."""


class Replays:
    """Counts prompts of one call that noise cut short."""

    def __init__(self) -> None:
        self._in_a_row = 0

    def may(self, stopped_prompt: bool) -> bool:
        """Whether a prompt that noise cut short is said again; it is, once in a row."""
        self._in_a_row = self._in_a_row + 1 if stopped_prompt else 0
        return 0 < self._in_a_row <= REPLAYS_LIMIT


class Interpreter:
    """Turns happenings into inputs of the flow engine. Lives on the turn thread."""

    def __init__(
        self, call: LiveCall, line: Line, mouth: Mouth, record: Callable[..., None]
    ) -> None:
        self._call = call
        self._line = line
        self._mouth = mouth
        self._record = record
        self._replays = Replays()

    def input_of(self, happening: Happening) -> Input | None:
        """The input for the flow; None where what was awaited goes on being awaited."""
        match happening:
            case LineOpened():
                return CallBegan() if self._call.state is None else LineRestored()
            case SpokeUp():
                return self._understood(happening)
            case KeyedIn(digits, prompt):
                early = prompt < self._mouth.prompts
                self.note(CallerKeyed(digits, self._call.slot), early=early)
                return Keyed(digits, early)
            case WentSilent(after_s, prompt):
                self._record(SilenceNoted(self._step, after_s))
                return SilenceFell() if prompt == self._mouth.prompts else None
            case MadeNoise(at_ms, lasted_ms, prompt, stopped_prompt):
                self._record(NoiseNoted(self._step, at_ms - lasted_ms, at_ms))
                is_news = prompt == self._mouth.prompts
                return NoiseHeard() if is_news and not self._replays.may(stopped_prompt) else None
            case HearingBroke():
                return SpeechFailed()
            case MessageFull() | TimePassed():
                return None

    def note(self, *events: CallEvent, early: bool) -> None:
        """Record what the caller said or keyed, without what may be a secret."""
        self._record(*(self._call.shown(event, early=early) for event in events))

    def _understood(self, spoke: SpokeUp) -> Heard:
        said = spoke.utterance
        slot, early = self._call.slot, spoke.prompt < self._mouth.prompts
        self.note(spoke.event(slot), early=early)
        began = time.monotonic()
        understanding = self._call.taken(self._line.understander.understand(said.text))
        took_ms = round((time.monotonic() - began) * 1000, 1)
        course = self._call.course_after(understanding, spoke)
        policy, about = self._call.flows.policy, self._call.rings_again_about
        decision = decide(understanding, policy, course.distress, about)
        understood = Understood(understanding, took_ms, slot, course.voice)
        self.note(understood, Decided(decision), early=early)
        return Heard(understanding, decision, said.sure, early)

    @property
    def _step(self) -> str:
        return self._call.waiting.step if self._call.waiting else ""
