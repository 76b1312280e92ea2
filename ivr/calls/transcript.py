"""A call as a conversation, read from its events: what was said, heard, keyed and done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from flows.events import Decision
from ivr.calls.events import (
    CallEnded,
    CallerKeyed,
    CallerSpoke,
    CallEvent,
    Decided,
    PromptHeard,
    PromptStarted,
    Understood,
)
from ivr.calls.notes import Note, Tone, note_of
from ivr.store.call_events import StoredEvent
from nlu.understanding import Understanding


@dataclass(frozen=True)
class LineSaid:
    """A prompt, and how much of it the caller heard."""

    at: datetime
    prompt_id: str
    step: str
    heard: str
    unheard: str
    """What the caller talked over or left; all of it while the prompt is being spoken."""
    state: Literal["speaking", "heard", "cut_off"]
    voice_to_voice_ms: float | None


@dataclass(frozen=True)
class CallerSaid:
    """An utterance, with what was made of it."""

    at: datetime
    text: str
    interrupted: bool
    """True where the caller talked over a prompt."""
    waited_ms: int
    """Audio time from the end of speech until the utterance was taken as complete."""
    understanding: Understanding | None = None
    decision: Decision | None = None


@dataclass(frozen=True)
class CallerPressed:
    """A keypad entry."""

    at: datetime
    digits: str


@dataclass(frozen=True)
class Noted:
    """Something else that happened."""

    at: datetime
    text: str
    tone: Tone


Entry = LineSaid | CallerSaid | CallerPressed | Noted


Notes = Callable[[CallEvent], Note | None]
"""The sentence for an event that is neither speech nor keys; None where it needs none."""


def transcript(events: Iterable[StoredEvent], notes: Notes = note_of) -> tuple[Entry, ...]:
    """The conversation, in the order of the events."""
    conversation = _Conversation(notes)
    for stored in events:
        conversation.add(stored.at, stored.event)
    return tuple(conversation.entries)


class _Conversation:
    """Entries so far; what comes later about an entry replaces it."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self.entries: list[Entry] = []
        self._prompts: dict[str, int] = {}
        self._last_said: int | None = None

    def add(self, at: datetime, event: CallEvent) -> None:
        match event:
            case PromptStarted():
                self._prompts[event.prompt_id] = len(self.entries)
                self.entries.append(_being_spoken(at, event))
            case PromptHeard():
                self._heard(event)
            case CallerSpoke():
                self._last_said = len(self.entries)
                self.entries.append(_utterance(at, event))
            case Understood():
                self._explain(understanding=event.understanding)
            case Decided():
                self._explain(decision=event.decision)
            case CallerKeyed():
                self.entries.append(CallerPressed(at, event.digits))
            case _:
                self._note(at, event)

    def _heard(self, event: PromptHeard) -> None:
        place = self._prompts.get(event.prompt_id)
        if place is None:
            return
        line = self.entries[place]
        if isinstance(line, LineSaid) and line.state == "speaking":
            self.entries[place] = _as_heard(line, event)

    def _explain(self, **made_of_it: Any) -> None:
        place = self._last_said
        if place is not None and isinstance(said := self.entries[place], CallerSaid):
            self.entries[place] = replace(said, **made_of_it)

    def _note(self, at: datetime, event: CallEvent) -> None:
        if isinstance(event, CallEnded):
            self.entries = [_left(entry) for entry in self.entries]
        note = self._notes(event)
        if note is not None:
            self.entries.append(Noted(at, note.text, note.tone))


def _being_spoken(at: datetime, prompt: PromptStarted) -> LineSaid:
    return LineSaid(
        at=at,
        prompt_id=prompt.prompt_id,
        step=prompt.step,
        heard="",
        unheard=prompt.text,
        state="speaking",
        voice_to_voice_ms=prompt.voice_to_voice_ms,
    )


def _as_heard(line: LineSaid, event: PromptHeard) -> LineSaid:
    text = line.unheard
    if event.complete:
        return replace(line, heard=text, unheard="", state="heard")
    heard = event.heard_text.strip()
    unheard = " ".join(text.split()[len(heard.split()) :])
    return replace(line, heard=heard, unheard=unheard, state="cut_off")


def _left(entry: Entry) -> Entry:
    """A prompt still being spoken when the call ended is not known to have been heard."""
    if isinstance(entry, LineSaid) and entry.state == "speaking":
        return replace(entry, state="cut_off")
    return entry


def _utterance(at: datetime, spoke: CallerSpoke) -> CallerSaid:
    return CallerSaid(
        at=at,
        text=spoke.text,
        interrupted=spoke.interrupted_prompt is not None,
        waited_ms=spoke.endpoint_ms - spoke.end_ms,
    )
