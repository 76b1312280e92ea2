"""The thinking side of a call: one happening at a time, from words to what the flow does next."""

from dataclasses import replace
from datetime import datetime
from typing import Literal

from flows.engine import begin, resume
from flows.events import (
    Act,
    ActionFinished,
    CallerRated,
    HangUp,
    Input,
    Listen,
    MatterBegan,
    MatterSettled,
    Output,
    RecordMessage,
    SlotFilled,
    Speak,
    StepEntered,
    StepFailed,
    TransferCaller,
)
from ivr.calls.announcing import with_announcements
from ivr.calls.events import (
    CallerKeyed,
    CallEvent,
    TransferRequested,
)
from ivr.calls.happenings import (
    Happening,
    KeyedIn,
    MadeNoise,
    MessageFull,
    SpokeUp,
    TimePassed,
)
from ivr.calls.hold import LOOK_S, HandedOver, Hold
from ivr.calls.hold_words import HoldWords
from ivr.calls.interpreter import Interpreter
from ivr.calls.live_call import LiveCall
from ivr.calls.message import Message
from ivr.calls.mouth import Mouth
from ivr.calls.tape import Tape
from ivr.wiring import Line

Stage = Literal["waits", "ended", "handed_over"]
"""The call waits for something; the flow has ended it; the caller goes into a conference."""
Finished = ActionFinished | HandedOver | None


class TurnTaker:
    """Takes what happened on the line and lets the flow answer. Lives on the turn thread."""

    def __init__(self, call: LiveCall, line: Line, mouth: Mouth, tape: Tape) -> None:
        self._call = call
        self._line = line
        self._mouth = mouth
        self._tape = tape
        self._meanwhile: Hold | Message | None = None
        """What the caller is in, while the flow waits for its end."""
        self._held_before = False
        """Whether the caller held before this stream opened."""
        self._interpreter = Interpreter(call, line, mouth, self._record)
        self._closed = False

    def take(self, happening: Happening) -> Stage:
        """Carry the call from one wait to the next."""
        if self._meanwhile is not None:
            self._note_meanwhile(happening)
            return self._go_on_after(self._meanwhile.take(happening))
        happened = self._interpreter.input_of(happening)
        if happened is None:
            self._wait_again(happening)
            return "waits"
        state = self._call.state
        self._held_before = state is not None and state.phase == "transfer"
        since = happening.speech_end if isinstance(happening, SpokeUp) else None
        prompts = self._mouth.prompts
        wait = self._go_on(happened, since)
        while isinstance(wait, Act):
            finished = self._carry_out(wait)
            answered = self._mouth.prompts > prompts
            wait = self._go_on(finished, None if answered else since)
        return self._stage(wait)

    @property
    def look_s(self) -> float | None:
        """Seconds after which a hold wants to be looked after; None where there is none."""
        return LOOK_S if isinstance(self._meanwhile, Hold) else None

    def caller_left(self) -> None:
        """The caller hung up: what they recorded until then is their message."""
        if not isinstance(self._meanwhile, Message) or self._closed:
            return
        finished, self._meanwhile = self._meanwhile.end(), None
        if finished.outcome == "recorded":
            self._advance(finished)

    def close(self) -> None:
        """The stream is over: a turn still under way stores nothing more."""
        self._closed = True

    def _wait_again(self, happening: Happening) -> None:
        if isinstance(happening, MadeNoise) and happening.stopped_prompt:
            self._mouth.say_again()
        elif not isinstance(happening, MessageFull | TimePassed):
            self._mouth.listen_again()

    def _note_meanwhile(self, happening: Happening) -> None:
        """Words and keys of a caller who holds stand in the record; a message stands apart."""
        if not isinstance(self._meanwhile, Hold):
            return
        match happening:
            case SpokeUp():
                self._interpreter.note(happening.event(None), early=False)
            case KeyedIn(digits):
                self._interpreter.note(CallerKeyed(digits), early=False)

    def _stage(self, wait: Output) -> Stage:
        """Begin what the flow waits for; actions are done already."""
        match wait:
            case HangUp():
                return "ended"
            case TransferCaller():
                words, policy = HoldWords(self._call.flows.phrases), self._call.flows.policy
                hold = Hold(self._line.transfers, self._mouth, words, policy.transfer)
                self._meanwhile = hold
                again = self._held_before
                return self._go_on_after(hold.begin(wait, self._call.call_sid, again=again))
            case RecordMessage():
                message = Message(self._line.voicemails, self._mouth, self._tape)
                self._meanwhile = message
                return self._go_on_after(message.begin(wait, self._call.call_sid))
            case _:
                return "waits"

    def _go_on_after(self, finished: Finished) -> Stage:
        """Go on in the flow once a hold or a message is over."""
        if finished is None:
            return "waits"
        self._meanwhile, self._held_before = None, False
        if isinstance(finished, HandedOver):
            return "handed_over"
        wait = self._go_on(finished, None)
        while isinstance(wait, Act):
            wait = self._go_on(self._carry_out(wait), None)
        return self._stage(wait)

    def _go_on(self, happened: Input, since: float | None) -> Output:
        """Let the flow answer; what it gives is stored first, then acted on."""
        if self._closed:
            raise ConnectionError("the stream is over")
        outputs, call = self._advance(happened), self._call
        *_, wait = outputs
        words = [output for output in outputs if isinstance(output, Speak)]
        call.wait_for(wait if isinstance(wait, Listen) else None)
        self._mouth.say(words, call.waiting, since)
        return wait

    def _advance(self, happened: Input) -> tuple[Output, ...]:
        call, flows, now = self._call, self._call.flows, datetime.now(self._line.timezone)
        if call.state is None:
            call.state, outputs = begin(flows, now, call.known)
            announced = (each.text for each in self._line.releases.announced())
            outputs = with_announcements(outputs, announced)
        else:
            call.state, outputs = resume(flows, call.state, happened, now)
        self._store(outputs)
        return outputs

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
                case _:
                    pass
        if self._call.state is not None:
            self._line.recorder.keep_state(self._call.call_sid, self._call.state.to_json())
        self._record(*events)

    def _carry_out(self, wanted: Act) -> ActionFinished:
        call = self._call
        finished = self._line.actions.run(wanted, call.call_sid, call.caller_number)
        return replace(finished, key=wanted.key)

    def _record(self, *events: CallEvent) -> None:
        if events:
            self._line.recorder.append(self._call.call_sid, *events, audio_ms=self._mouth.audio_ms)
