"""One turn of a conversation, told in words: what was heard, decided, done and said."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from flows.events import (
    Act,
    ActionFinished,
    CallerRated,
    HangUp,
    Heard,
    Input,
    Json,
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
from flows.run import RunState
from ivr.calls.events import TransferRequested
from ivr.calls.notes import in_words, note_of
from ivr.policy.explain import explained

HIDDEN = "hidden"
"""Stands for the value of a secret."""
_LONGEST_VALUE = 300
"""Characters of a slot's value that are shown."""


@dataclass(frozen=True)
class Said:
    """One sentence of the line's."""

    text: str
    audio: str | None
    """Name of a recording that is played in place of the voice."""


@dataclass(frozen=True)
class Entered:
    """What the caller did."""

    by: str
    """`voice`, `keys`, `silence`, `noise` or `message`; empty for the beginning of the call."""
    text: str
    """Empty for silence and noise; `hidden` where it answered a secret question."""


@dataclass(frozen=True)
class Turn:
    """A turn as the page shows it."""

    entered: Entered
    said: tuple[Said, ...]
    texts: tuple[str, ...]
    """Text messages that were sent in it."""
    understood: str
    """What was made of the words; empty where nothing was said."""
    decision: str
    """What the policy decided and why; empty where nothing was said."""
    notes: tuple[str, ...]
    """What happened in the flows, a sentence each."""
    path: tuple[str, ...]
    """Steps that were entered, as flow.step."""
    step: str
    """Where the call waits, as flow.step; where it ended, the last step."""
    slots: tuple[tuple[str, str], ...]
    """Names and values of all that is known."""
    waits: str
    """`words`, `secret` or `message`; empty once the call has ended."""
    outcome: str
    """How the call ended; empty while it goes on."""

    def as_json(self) -> dict[str, Json]:
        """The turn as a JSON object."""
        return asdict(self)


@dataclass(frozen=True)
class Happened:
    """What a turn did, as the engine tells it."""

    entered: Entered
    inputs: Sequence[Input]
    """The caller's own, and what came of each action and hand-over."""
    outputs: Sequence[Output]
    texts: Sequence[str]


def turn_of(happened: Happened, state: RunState | None) -> Turn:
    """The turn in words.

    Args:
        happened: in the turn.
        state: where the call stands after it; None where it never began.
    """
    outputs, last = happened.outputs, happened.outputs[-1]
    heard = next((each for each in happened.inputs if isinstance(each, Heard)), None)
    is_secret = happened.entered.text == HIDDEN
    return Turn(
        entered=happened.entered,
        said=tuple(Said(o.text, o.audio) for o in outputs if isinstance(o, Speak)),
        texts=tuple(happened.texts),
        understood=_understood(heard) if heard and not is_secret else "",
        decision=explained(heard.decision) if heard else "",
        notes=tuple(_notes(happened)),
        path=tuple(o.step for o in outputs if isinstance(o, StepEntered)),
        step=f"{state.flow}.{state.step}" if state else "",
        slots=_slots(state) if state else (),
        waits=_waits(last),
        outcome=last.outcome if isinstance(last, HangUp) else "",
    )


def _understood(heard: Heard) -> str:
    meaning = heard.understanding
    named = [f"{in_words(each.name)} {each.value}" for each in meaning.entities]
    by = "by keywords, as Rasa is away" if meaning.source == "keywords" else "by Rasa"
    unsure = [] if heard.sure else ["not every word was heard surely"]
    early = ["said before the question was heard"] if heard.early else []
    intent = f"{in_words(meaning.intent)} {meaning.confidence:.2f} {by}"
    return "; ".join([intent, *named, *unsure, *early])


def _notes(happened: Happened) -> Iterator[str]:
    finished = iter([each for each in happened.inputs if isinstance(each, ActionFinished)])
    if happened.entered.by == "message":
        next(finished, None)
    for output in happened.outputs:
        match output:
            case Act() | TransferCaller():
                yield _done(output, next(finished, None))
            case SlotFilled() | StepFailed() | MatterBegan() | MatterSettled() | CallerRated():
                note = note_of(output)
                if note is not None:
                    yield f"{note.text}."


def _done(wanted: Act | TransferCaller, finished: ActionFinished | None) -> str:
    came = in_words(finished.outcome) if finished else "nothing yet"
    if isinstance(wanted, TransferCaller):
        asked = note_of(TransferRequested(wanted.queue, wanted.reason, wanted.trigger))
        return f"{asked.text.rstrip('.') if asked else wanted.queue}: {came}."
    fault = finished.values.get("fault") if finished else None
    why = f" ({in_words(str(fault))})" if fault else ""
    return f"{in_words(wanted.action).capitalize()}: {came}{why}."


def _slots(state: RunState) -> tuple[tuple[str, str], ...]:
    known: Mapping[str, str] = {name: _shown(value) for name, value in state.slots.items()}
    return tuple(sorted({**known, **dict.fromkeys(state.secrets, HIDDEN)}.items()))


def _shown(value: Json) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


def _waits(last: Output) -> str:
    if isinstance(last, RecordMessage):
        return "message"
    if isinstance(last, Listen):
        return "secret" if last.secret else "words"
    return ""
