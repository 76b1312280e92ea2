"""The thinking side of a call: one happening at a time, from words to what the flow does next."""

import time
from dataclasses import replace
from datetime import datetime

from flows.engine import begin, resume
from flows.events import (
    Act,
    ActionFinished,
    CallBegan,
    CallerRated,
    HangUp,
    Heard,
    Input,
    Keyed,
    LineRestored,
    Listen,
    MatterBegan,
    MatterSettled,
    NoiseHeard,
    Output,
    SilenceFell,
    SlotFilled,
    Speak,
    StepEntered,
    StepFailed,
    TransferCaller,
)
from ivr.calls.events import (
    CallerKeyed,
    CallEvent,
    Decided,
    NoiseNoted,
    SilenceNoted,
    TransferRequested,
    Understood,
)
from ivr.calls.happenings import Happening, KeyedIn, LineOpened, MadeNoise, SpokeUp, WentSilent
from ivr.calls.live_call import LiveCall
from ivr.calls.mouth import Mouth
from ivr.policy.decide import decide
from ivr.wiring import Line

REPLAYS_LIMIT = 1
"""So often in a row a prompt that noise cut short is said again."""


class TurnTaker:
    """Takes what happened on the line and lets the flow answer. Lives on the turn thread."""

    def __init__(self, call: LiveCall, line: Line, mouth: Mouth) -> None:
        self._call = call
        self._line = line
        self._mouth = mouth
        self._closed = False
        self._replays = 0

    def take(self, happening: Happening) -> bool:
        """Carry the call from one wait to the next.

        Returns:
            False once the flow has ended the call.
        """
        happened = self._interpret(happening)
        if happened is None:
            self._wait_again(happening)
            return True
        since = happening.speech_end if isinstance(happening, SpokeUp) else None
        prompts = self._mouth.prompts
        wait = self._go_on(happened, since)
        while isinstance(wait, Act | TransferCaller):
            finished = self._carry_out(wait)
            answered = self._mouth.prompts > prompts
            wait = self._go_on(finished, None if answered else since)
        return not isinstance(wait, HangUp)

    def close(self) -> None:
        """The stream is over: a turn still under way stores nothing more."""
        self._closed = True

    def _interpret(self, happening: Happening) -> Input | None:
        match happening:
            case LineOpened():
                return CallBegan() if self._call.state is None else LineRestored()
            case SpokeUp():
                return self._understood(happening)
            case KeyedIn(digits, prompt):
                early = prompt < self._mouth.prompts
                self._record_words(CallerKeyed(digits, self._call.slot), early=early)
                return Keyed(digits, early)
            case WentSilent(after_s, prompt):
                self._record(SilenceNoted(self._step, after_s))
                return SilenceFell() if prompt == self._mouth.prompts else None
            case MadeNoise(at_ms, lasted_ms, prompt, stopped_prompt):
                self._record(NoiseNoted(self._step, at_ms - lasted_ms, at_ms))
                is_news = prompt == self._mouth.prompts
                return NoiseHeard() if is_news and not self._may_replay(stopped_prompt) else None

    def _may_replay(self, stopped_prompt: bool) -> bool:
        """Whether a prompt that noise cut short is said again; it is, once in a row."""
        self._replays = self._replays + 1 if stopped_prompt else 0
        return 0 < self._replays <= REPLAYS_LIMIT

    def _wait_again(self, happening: Happening) -> None:
        if isinstance(happening, MadeNoise) and happening.stopped_prompt:
            self._mouth.say_again()
        else:
            self._mouth.listen_again()

    def _understood(self, spoke: SpokeUp) -> Heard:
        said = spoke.utterance
        slot, early = self._call.slot, spoke.prompt < self._mouth.prompts
        self._record_words(spoke.event(slot), early=early)
        began = time.monotonic()
        understanding = self._call.taken(self._line.understander.understand(said.text))
        took_ms = round((time.monotonic() - began) * 1000, 1)
        decision = decide(understanding, self._line.flows.policy)
        understood = Understood(understanding, took_ms, slot)
        self._record_words(understood, Decided(decision), early=early)
        return Heard(understanding, decision, said.sure, early)

    def _go_on(self, happened: Input, since: float | None) -> Output:
        """Let the flow answer; what it gives is stored first, then acted on."""
        if self._closed:
            raise ConnectionError("the stream is over")
        call, flows, now = self._call, self._line.flows, datetime.now(self._line.timezone)
        if call.state is None:
            call.state, outputs = begin(flows, now, {"caller": {"number": call.caller_number}})
        else:
            call.state, outputs = resume(flows, call.state, happened, now)
        self._store(outputs)
        *_, wait = outputs
        words = [output for output in outputs if isinstance(output, Speak)]
        call.wait_for(wait if isinstance(wait, Listen) else None)
        self._mouth.say(words, call.waiting, since)
        return wait

    def _store(self, outputs: tuple[Output, ...]) -> None:
        events: list[CallEvent] = []
        for output in outputs:
            match output:
                case SlotFilled("transfer", dict(transfer)):
                    told = (str(transfer.get(k, "")) for k in ("queue", "reason", "trigger"))
                    events += (output, TransferRequested(*told))
                case (
                    StepEntered()
                    | SlotFilled()
                    | StepFailed()
                    | MatterBegan()
                    | MatterSettled()
                    | CallerRated()
                ):
                    events.append(output)
                case TransferCaller(queue_name, reason, trigger):
                    events.append(TransferRequested(queue_name, reason, trigger))
                case _:
                    pass
        if self._call.state is not None:
            self._line.recorder.keep_state(self._call.call_sid, self._call.state.to_json())
        self._record(*events)

    def _carry_out(self, wanted: Act | TransferCaller) -> ActionFinished:
        """Carry out what the flow asks for. Nobody can be brought into a call yet."""
        if isinstance(wanted, TransferCaller):
            return ActionFinished("failed")
        call = self._call
        finished = self._line.actions.run(wanted, call.call_sid, call.caller_number)
        return replace(finished, key=wanted.key)

    def _record_words(self, *events: CallEvent, early: bool) -> None:
        """Record what the caller said or keyed, without what may be a secret."""
        self._record(*(self._call.shown(event, early=early) for event in events))

    def _record(self, *events: CallEvent) -> None:
        if events:
            self._line.recorder.append(self._call.call_sid, *events, audio_ms=self._mouth.audio_ms)

    @property
    def _step(self) -> str:
        return self._call.waiting.step if self._call.waiting else ""
