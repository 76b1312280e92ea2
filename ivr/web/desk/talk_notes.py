"""One plain sentence for an agent for what happened in a call beside speech and keys."""

from collections.abc import Callable, Mapping
from typing import Any

from flows.events import MatterBegan, MatterSettled, SlotFilled, StepFailed
from ivr.calls.events import (
    ActionEnded,
    AgentTried,
    CallEnded,
    CallEvent,
    FaultHappened,
    StreamClosed,
    TransferMoved,
    TransferRequested,
)
from ivr.calls.notes import Note, note_of
from ivr.policy.decide import SPEAK_TO_HUMAN
from ivr.transfer.states import AttemptOutcome, TransferState
from ivr.transfer.summary import words
from ivr.transfer.summary.story import given
from ivr.transfer.summary.tried import failed, tried

_FAULT = Note("A part of the line failed. The call went on.", "warn")
_MOVES: Mapping[str, str] = {
    TransferState.DIALING: "An agent is called",
    TransferState.WHISPERING: "The agent hears the summary",
    TransferState.ACCEPTED: "The agent takes the call",
    TransferState.JOINED: "Caller and agent talk",
    TransferState.COMPLETED: "The talk is over",
    TransferState.ABANDONED: "The caller left before anybody came",
}
_NOBODY = "Nobody came"
_WHY_NOBODY: Mapping[str, str] = {
    "closed": "Nobody came: it is closed",
    "nobody_available": "Nobody came: nobody is at work",
    "all_tried": "Nobody came: all were tried",
    "limit": "Nobody came in time",
}
_OTHERWISE = "The caller chose otherwise"
_CHOSE: Mapping[str, str] = {
    "callback": "The caller chose to be rung back",
    "menu": "The caller went back to the menu",
    "line_failed": "The line failed, and looks for nobody any more",
}
_TRIED: Mapping[str, str] = {
    AttemptOutcome.TALKED: "{} talked with the caller",
    AttemptOutcome.DECLINED: "{} declined",
    AttemptOutcome.NO_KEY: "{} pressed no key",
    AttemptOutcome.NO_ANSWER: "{} did not pick up",
    AttemptOutcome.BUSY: "{} was busy",
    AttemptOutcome.VOICEMAIL: "A machine picked up for {}",
    AttemptOutcome.FAILED: "{} could not be reached",
    AttemptOutcome.CALLER_LEFT: "The caller left while {} was called",
    AttemptOutcome.AGENT_LEFT: "{} hung up before the talk",
    AttemptOutcome.DISABLED: "{} may take no calls any more",
}
_ENDS: Mapping[str, str] = {
    "caller_hung_up": "The caller hung up",
    "line_hung_up": "The line said goodbye and hung up",
    "line_lost": "The connection was lost",
    "line_failed": "The line failed",
}
_OVER = "The call is over"


def plain_note(event: CallEvent) -> Note | None:
    """The sentence for an event; None where an agent needs none."""
    sentence = _SENTENCES.get(type(event))
    return sentence(event) if sentence else note_of(event)


def _began(event: MatterBegan) -> Note:
    if event.intent == SPEAK_TO_HUMAN:
        return Note("The caller asks for a person")
    return Note(f"The caller's matter: {words.matter(event.intent)}")


def _settled(event: MatterSettled) -> Note | None:
    if event.intent == SPEAK_TO_HUMAN:
        return None
    return Note(f"Settled: {words.matter(event.intent)}", "good")


def _slot(event: SlotFilled) -> Note | None:
    told = given([event])
    return Note(f"Understood: {told[0].label} {told[0].value}") if told else None


def _step(event: StepFailed) -> Note | None:
    if event.why in ("silence", "noise"):
        return None
    why = words.why_failed(event.why)
    return Note(f"{why[0].upper()}{why[1:]}: {words.question(event.step, None)}", "warn")


def _action(event: ActionEnded) -> Note | None:
    told = tried([event])
    return Note(told[0].sentence, "bad" if failed(event) else "plain") if told else None


def _moved(event: TransferMoved) -> Note | None:
    match event.state:
        case TransferState.UNANSWERED:
            return Note(_WHY_NOBODY.get(event.why, _NOBODY), "warn")
        case TransferState.CALLED_OFF:
            return Note(_CHOSE.get(event.why, _OTHERWISE))
    sentence = _MOVES.get(event.state)
    return Note(sentence) if sentence else None


def _agent(event: AgentTried) -> Note:
    sentence = _TRIED.get(event.outcome, "Nothing came back from {}")
    text = sentence.format(event.agent or "an agent")
    return Note(text, "good" if event.outcome == AttemptOutcome.TALKED else "warn")


def _closed(event: StreamClosed) -> Note | None:
    return Note("The sound broke off", "bad") if note_of(event) else None


_SENTENCES: Mapping[type[Any], Callable[[Any], Note | None]] = {
    MatterBegan: _began,
    MatterSettled: _settled,
    SlotFilled: _slot,
    StepFailed: _step,
    ActionEnded: _action,
    TransferRequested: lambda event: Note(f"A person is needed: {event.reason}", "warn"),
    TransferMoved: _moved,
    AgentTried: _agent,
    StreamClosed: _closed,
    FaultHappened: lambda _event: _FAULT,
    CallEnded: lambda event: Note(_ENDS.get(event.why, _OVER)),
}
