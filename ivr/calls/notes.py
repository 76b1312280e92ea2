"""One plain sentence for each event that is neither speech nor keys, for people who read a call."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from flows.events import CallerRated, MatterBegan, MatterSettled, SlotFilled, StepFailed
from ivr.calls.events import (
    ActionEnded,
    AgentTried,
    CallbackStored,
    CallEnded,
    CallEvent,
    FaultHappened,
    FaultPart,
    NoiseNoted,
    SilenceNoted,
    StreamClosed,
    StreamOpened,
    TransferMoved,
    TransferRequested,
    VoicemailLeft,
)
from ivr.store.redaction import slot_name

Tone = Literal["plain", "good", "warn", "bad"]


@dataclass(frozen=True)
class Note:
    """What happened, and whether that is good."""

    text: str
    tone: Tone = "plain"


def note_of(event: CallEvent) -> Note | None:
    """The sentence for an event; None where a reader needs none."""
    sentence = _SENTENCES.get(type(event))
    return sentence(event) if sentence else None


def in_words(name: str) -> str:
    """A name from flows or intents as people write it: `track_order` is "track order"."""
    return name.replace("faq_", "question about ").replace("_", " ").replace(".", ", ")


def _slot(event: SlotFilled) -> Note | None:
    if isinstance(event.value, dict | list):
        return None
    name = in_words(slot_name(event.slot))
    if event.value is None:
        return Note(f"Cleared {name}")
    if isinstance(event.value, bool):
        return Note(f"Noted {name}: {'yes' if event.value else 'no'}")
    return Note(f"Noted {name}: {event.value}")


def _failed_step(event: StepFailed) -> Note | None:
    if event.why in ("silence", "noise"):
        return None
    return Note(f"{in_words(event.why).capitalize()} (attempt {event.attempt})", "warn")


def _action(event: ActionEnded) -> Note:
    name = in_words(event.action).capitalize()
    if event.fault:
        return Note(f"{name}: failed ({in_words(event.fault)})", "bad")
    return Note(f"{name}: {in_words(event.outcome)}, in {_duration(event.took_ms)}", "good")


def _tone_of(score: int) -> Tone:
    """Of a rating from 1 (bad) to 5 (good)."""
    return "good" if score >= 4 else "plain" if score == 3 else "warn"


def _callback(event: CallbackStored) -> Note:
    by = datetime.fromisoformat(event.promised_by).astimezone()
    where = f"to the number ending {event.number_ends}"
    return Note(f"Callback promised by {by:%H:%M on %-d %B}, {where}", "good")


def _opened(event: StreamOpened) -> Note | None:
    return Note("The line was restored", "warn") if event.count > 1 else None


def _closed(event: StreamClosed) -> Note | None:
    usual = event.reason in ("stopped", "ended")
    return None if usual else Note(f"The audio ended: {in_words(event.reason)}", "bad")


def _fault(event: FaultHappened) -> Note:
    return Note(f"Fault in {_PARTS.get(event.part, event.part)}: {event.what}", "bad")


def _duration(milliseconds: float) -> str:
    return f"{milliseconds:.0f} ms" if milliseconds < 1000 else f"{milliseconds / 1000:.1f} s"


def _or_why(event: TransferMoved) -> str:
    state = in_words(event.state)
    return f"{state}, {in_words(event.why)}" if event.why else state


_PARTS: dict[FaultPart, str] = {
    "nlu": "understanding",
    "speech": "speech recognition",
    "voice": "the voice",
    "stream": "the audio stream",
    "database": "the database",
    "back_office": "the back office",
    "flow": "the flow",
    "line": "the line",
}
_SENTENCES: dict[type[Any], Callable[[Any], Note | None]] = {
    StreamOpened: _opened,
    StreamClosed: _closed,
    SilenceNoted: lambda event: Note(f"Silence for {event.after_s:g} seconds", "warn"),
    NoiseNoted: lambda _event: Note("Sound without words", "warn"),
    SlotFilled: _slot,
    StepFailed: _failed_step,
    CallerRated: lambda event: Note(f"Rated the call {event.score} of 5", _tone_of(event.score)),
    MatterBegan: lambda event: Note(f"Began: {in_words(event.intent)}"),
    MatterSettled: lambda event: Note(f"Settled: {in_words(event.intent)}", "good"),
    ActionEnded: _action,
    TransferRequested: lambda event: Note(
        f"A person is needed ({event.queue}): {event.reason}", "warn"
    ),
    TransferMoved: lambda event: Note(f"Transfer: {_or_why(event)}"),
    AgentTried: lambda event: Note(
        f"{event.agent}: {in_words(event.outcome)}",
        "good" if event.outcome == "talked" else "warn",
    ),
    VoicemailLeft: lambda event: Note(f"Left a message of {event.length_s:.0f} seconds"),
    CallbackStored: _callback,
    FaultHappened: _fault,
    CallEnded: lambda event: Note(f"Call over: {in_words(event.why)}"),
}
