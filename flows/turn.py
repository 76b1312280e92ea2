"""One run of the engine from a wait to the next: what lives for a turn and no longer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeVar

from flows.events import (
    REDACTED,
    Json,
    MatterBegan,
    Output,
    SlotFilled,
    Speak,
    StepEntered,
    StepFailed,
)
from flows.moves import FlowFault
from flows.phrases import LAST_WORDS
from flows.prompts import Wordings
from flows.run import Certainty, Hold, Phase, RunState
from flows.slots import Slot
from flows.spoken import FORMS, NotSpeakable
from flows.templates import Field, Template

if TYPE_CHECKING:
    from flows.definition import FlowSet
    from flows.steps.step import Step

V = TypeVar("V")
By = Literal["voice", "keys", "action", "flow"]
Why = Literal["silence", "noise", "not_understood", "invalid", "denied"]
HOURS = "hours"
"""Slot that is computed from the opening hours whenever it is read."""
LONGEST_PROMPT = 1500
"""Most characters of one prompt; a minute and a half of speech."""


@dataclass
class Turn:
    """The state as it changes during one turn, and what has come out of it so far."""

    flows: "FlowSet"
    state: RunState
    now: datetime
    outputs: list[Output] = field(default_factory=list)
    replayed: bool = False
    """Whether this turn said once more what was said before."""
    back_from_silence: bool = False
    """Whether this turn takes up a call that silence had ended."""
    held: Hold = ""
    """Whether the line was waiting for a caller who asked it to."""
    partial: str = ""
    """Digits of the answer before, which this one may complete."""

    @property
    def where(self) -> str:
        """The present step as `flow.step`."""
        return f"{self.state.flow}.{self.state.step}"

    @property
    def under_way(self) -> frozenset[str]:
        """The present flow and those it comes back to."""
        return frozenset((self.state.flow, *(flow for flow, _ in self.state.stack)))

    def stand(self, phase: Phase) -> None:
        """Note what the step waits for."""
        self.state = replace(self.state, phase=phase)

    def arrive(self, name: str) -> "Step":
        """Come to a step of the present flow.

        Raises:
            FlowFault: there is no such step.
        """
        step = self.flows.step(self.state.flow, name)
        self.state = replace(self.state, step=name)
        self.outputs.append(StepEntered(self.where))
        return step

    # ---- words ------------------------------------------------------------------------------

    def say(self, kind: str, wordings: Wordings, *, interruptible: bool = True) -> None:
        """Say the next of a step's wordings.

        Raises:
            FlowFault: a field has no value.
            NotSpeakable: a value does not fit its spoken form.
        """
        self._say(f"{self.where}.{kind}", wordings, interruptible=interruptible)

    def say_phrase(self, name: str, **values: Json) -> None:
        """Say one of the library's general phrases; last words can't be interrupted.

        Args:
            name: of the phrase.
            values: what its fields stand for.
        """
        wordings = self.flows.phrases.of(name)
        self._say(name, wordings, values=values, interruptible=name not in LAST_WORDS)

    def words_of(self, phrase: str, **values: Json) -> str:
        """The words of a phrase that is part of a prompt."""
        wordings = self.flows.phrases.of(phrase)
        return self.rendered(wordings[0].text, values) if wordings else ""

    def rendered(self, template: Template, values: Mapping[str, Json]) -> str:
        """The words of a template with these values in its fields, beside those of slots.

        Raises:
            FlowFault: a field has no value.
            NotSpeakable: a value does not fit its form, or comes to more than can be said.
        """
        words = template.render(lambda place: self._words(place, values))
        if len(words) > LONGEST_PROMPT:
            raise NotSpeakable("more words than a caller could follow")
        return words

    def replay(self, *, question_only: bool = False) -> None:
        """Say once more what was said before the present wait: all of it, or its last prompt."""
        self.replayed = True
        said = self.state.last_said[-1:] if question_only else self.state.last_said
        pace = self.state.pace
        self.outputs.extend(Speak(self.where, text, audio, pace=pace) for text, audio in said)

    def _say(
        self,
        key: str,
        wordings: Wordings,
        *,
        interruptible: bool,
        values: Mapping[str, Json] = MappingProxyType({}),
    ) -> None:
        if not wordings:
            return
        times = self.state.said.get(key, 0)
        prompt = wordings[times % len(wordings)]
        words = self.rendered(prompt.text, values)
        pace = self.state.pace
        self.outputs.append(Speak(self.where, words, prompt.audio, interruptible, pace))
        self.state = replace(self.state, said=_with(self.state.said, key, times + 1))

    def _words(self, place: Field, values: Mapping[str, Json] = MappingProxyType({})) -> str:
        own = place.path[0] in values
        if not own and self.is_secret(place.path):
            return ""
        value = _at(values[place.path[0]], place.path[1:]) if own else self.look_up(place.path)
        if value is None:
            raise FlowFault(f"{self.where}: no value for '{'.'.join(place.path)}'")
        return FORMS[place.form](value, self.now)

    # ---- slots ------------------------------------------------------------------------------

    def slot(self, name: str) -> Slot | None:
        """A slot of the present flow; None for one of the whole call."""
        return self.flows.flow(self.state.flow).slots.get(name)

    def key(self, name: str) -> str:
        """The key of a slot in the state."""
        slot = self.slot(name)
        return name if slot is None or slot.shared else f"{self.state.flow}.{name}"

    def look_up(self, path: tuple[str, ...]) -> Json:
        """The value at a path, or None."""
        return _at(self._value(path[0]), path[1:])

    def _value(self, name: str) -> Json:
        key, state = self.key(name), self.state
        if key == HOURS:
            return self.flows.hours.at(self.now)
        return state.secrets.get(key) if self.is_secret((name,)) else state.slots.get(key)

    def value_of(self, template: Template) -> Json:
        """What a template stands for: the value itself where it is one bare field."""
        only = template.only_field
        return self.look_up(only.path) if only else template.render(self._words)

    def has(self, name: str) -> bool:
        """Whether a slot has a value."""
        return self._value(name) is not None

    def is_secret(self, path: tuple[str, ...]) -> bool:
        """Whether a path leads into a secret slot."""
        slot = self.slot(path[0])
        return slot is not None and slot.secret

    def certainty(self, name: str) -> Certainty:
        """How well a slot's value is known."""
        return self.state.certainty.get(self.key(name), "sure")

    def fill(
        self,
        name: str,
        value: Json,
        by: By,
        certainty: Certainty = "sure",
    ) -> None:
        """Give a slot a value; None takes its value away."""
        if value is None:
            self.drop(name)
            return
        key, state, secret = self.key(name), self.state, self.is_secret((name,))
        self.outputs.append(SlotFilled(key, REDACTED if secret else value, by))
        self.state = replace(
            state,
            slots=state.slots if secret else _with(state.slots, key, value),
            secrets=_with(state.secrets, key, value) if secret else state.secrets,
            certainty=_with(state.certainty, key, certainty),
        )

    def confirm(self, name: str) -> None:
        """Note that the caller confirmed a slot's value."""
        certainty = _with(self.state.certainty, self.key(name), "confirmed")
        self.state = replace(self.state, certainty=certainty)

    def drop(self, name: str) -> None:
        """Take a slot's value away."""
        key = self.key(name)
        self.state = replace(
            self.state,
            slots=_without(self.state.slots, key),
            secrets=_without(self.state.secrets, key),
            certainty=_without(self.state.certainty, key),
        )

    # ---- pages of items ---------------------------------------------------------------------

    @property
    def page(self) -> int:
        """Which page of items the present step offers; 0 for the first."""
        return self.state.page

    def show_page(self, page: int) -> None:
        """Offer another page of items."""
        self.state = replace(self.state, page=page)

    # ---- counts and matters -----------------------------------------------------------------

    @property
    def attempts(self) -> int:
        """Failures at the present step."""
        return self.state.attempts.get(self.where, 0)

    def count_attempt(self) -> None:
        """Count a failure at the present step."""
        attempts = _with(self.state.attempts, self.where, self.attempts + 1)
        self.state = replace(self.state, attempts=attempts)

    def count_failure(self, why: Why) -> None:
        """Count a failure to answer, and tell."""
        self.count_attempt()
        self.outputs.append(StepFailed(self.where, self.attempts, why))

    def forget_attempts(self) -> None:
        """Begin the count of the present step anew."""
        self.state = replace(self.state, attempts=_without(self.state.attempts, self.where))

    @property
    def finished_acts(self) -> int:
        """Actions the present step has finished."""
        return self.state.acts.get(self.where, 0)

    def count_act(self) -> None:
        """Count a finished action of the present step."""
        acts = _with(self.state.acts, self.where, self.finished_acts + 1)
        self.state = replace(self.state, acts=acts)

    def note_answered(self) -> None:
        """The present question has its answer: `go_back` can come back to it."""
        self.forget_attempts()
        here = (self.state.flow, self.state.step)
        trail = (*(place for place in self.state.trail if place != here), here)
        self.state = replace(self.state, trail=trail)

    def note_matter(self, intent: str) -> None:
        """The present flow serves a matter from here on."""
        flow = self.state.flow
        self.outputs.append(MatterBegan(intent, flow))
        self.state = replace(self.state, matters=(*self.state.matters, (intent, flow)))


def _at(value: Json, path: tuple[str, ...]) -> Json:
    for part in path:
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _with(mapping: Mapping[str, V], key: str, value: V) -> dict[str, V]:
    return {**mapping, key: value}


def _without(mapping: Mapping[str, V], key: str) -> dict[str, V]:
    return {name: value for name, value in mapping.items() if name != key}
