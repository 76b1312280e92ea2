"""Ask the application to do something and go on by its outcome."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar

from flows.events import Act, ActionFinished, Json, Wait
from flows.moves import Call, FlowFault, GoTo, Move
from flows.problems import Place
from flows.prompts import read_template
from flows.reading import Keyed as Fields
from flows.reading import Node
from flows.steps.step import Answer, Read, Step, Way
from flows.templates import Template

if TYPE_CHECKING:
    from flows.turn import Turn

FAILED = "failed"
"""The outcome every action may have: it could not be carried out."""
LARGEST_VALUE = 32_000
"""Most characters of a value that an action gives, as JSON."""
TROUBLE_FLOW = "trouble"
"""Flow that apologises and offers a person, where a failed action has no way of its own."""


@dataclass(frozen=True)
class Action(Step):
    """Carries out an action of the application.

    ```yaml
    look_up:
      type: action
      action: look_up_order
      with: {number: "{order_number}"}
      save: {order: order}          # slot: key of the action's values
      retry: 1                      # times it is asked for again after `failed`
      outcomes: {found: by_state, not_found: check_number}
    ```

    `failed` without a way of its own leads to the flow `trouble`.
    """

    KEYS: ClassVar[tuple[str, ...]] = ("action", "with", "save", "retry", "outcomes")
    REQUIRED: ClassVar[tuple[str, ...]] = ("action", "outcomes")

    action: str
    action_place: Place
    arguments: Mapping[str, tuple[Template | Json, Place]]
    save: Mapping[str, str]
    outcomes: tuple[Way, ...]
    retry: int = 0

    @classmethod
    def read(cls, name: str, place: Place, fields: Fields) -> "Action":
        """The step as its YAML says."""
        return cls(
            name,
            place,
            action=fields.read("action", Node.text, ""),
            action_place=fields.read("action", lambda node: node.place, place),
            arguments=fields.read("with", read_arguments, {}),
            save=fields.read("save", read_texts, {}),
            outcomes=fields.read("outcomes", read_outcomes, ()),
            retry=fields.read("retry", Node.whole, 0),
        )

    @property
    def waits(self) -> bool:
        """It waits for the application."""
        return True

    @property
    def ways(self) -> tuple[Way, ...]:
        """One for each outcome."""
        return self.outcomes

    @property
    def reads(self) -> tuple[Read, ...]:
        """The slots of its arguments."""
        return reads_of(self.arguments)

    @property
    def sets(self) -> frozenset[str]:
        """The slots it saves to."""
        return frozenset(self.save)

    def execute(self, turn: "Turn") -> Move:
        """Ask for the action."""
        turn.stand("act")
        return self._act_or_ask(turn)

    def hear(self, turn: "Turn", happened: Answer) -> Move | None:
        """Save what came back and go on by the outcome; secrets it used are forgotten.

        Raises:
            FlowFault: more came back than a run can hold.
        """
        if not isinstance(happened, ActionFinished):
            return None
        if happened.key and happened.key != self._act(turn).key:
            return self._act(turn)
        if happened.outcome == FAILED:
            turn.count_attempt()
            if turn.attempts <= self.retry:
                return self._act_or_ask(turn)
        else:
            turn.count_act()
            for slot, key in self.save.items():
                turn.fill(slot, bounded(happened.values.get(key)), by="action")
        turn.forget_attempts()
        for name in self._secrets(turn):
            turn.drop(name)
        return self._way(happened.outcome)

    def wait(self, turn: "Turn") -> Wait | None:
        """The same action with the same key."""
        return self._act(turn)

    def again(self, turn: "Turn") -> Move | None:
        """The same action, once what it lacks was asked for again."""
        return self._act_or_ask(turn)

    def _secrets(self, turn: "Turn") -> frozenset[str]:
        """The secret slots among its arguments."""
        return frozenset(read.slot for read in self.reads if turn.is_secret((read.slot,)))

    def _act_or_ask(self, turn: "Turn") -> Move:
        """Act; where a secret is gone, as another process had it, back to its question.

        Raises:
            FlowFault: no step of the flow asks for it.
        """
        for slot in sorted(self._secrets(turn)):
            if not turn.has(slot):
                return GoTo(_asked_for(turn, slot))
        return self._act(turn)

    def _way(self, outcome: str) -> Move:
        ways = {way.label: way.target for way in self.outcomes}
        if outcome in ways:
            return GoTo(ways[outcome])
        if FAILED in ways:
            return GoTo(ways[FAILED])
        return Call(TROUBLE_FLOW, back=False)

    def _act(self, turn: "Turn") -> Act:
        secret = frozenset(
            name
            for name, (value, _) in self.arguments.items()
            if isinstance(value, Template) and any(turn.is_secret(f.path) for f in value.fields)
        )
        arguments = values_of(self.arguments, turn)
        shown = {name: value for name, value in arguments.items() if name not in secret}
        digest = sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:12]
        key = f"{turn.where}.{turn.finished_acts}.{digest}"
        return Act(turn.where, self.action, arguments, key, secret)


def _asked_for(turn: "Turn", name: str) -> str:
    """The step of the present flow that asks for a slot: the one answered last, else the first."""
    steps = turn.flows.flow(turn.state.flow).steps
    latest = [step for flow, step in reversed(turn.state.trail) if flow == turn.state.flow]
    for each in (*latest, *steps):
        if each in steps and steps[each].asks(turn) and name in steps[each].sets:
            return each
    raise FlowFault(f"{turn.where}: no step asks for '{name}'")


def bounded(value: Json) -> Json:
    """The value, where a run can hold it.

    Raises:
        FlowFault: it can't.
    """
    if len(json.dumps(value)) > LARGEST_VALUE:
        raise FlowFault("a value is larger than a run can hold")
    return value


def read_arguments(node: Node) -> Mapping[str, tuple[Template | Json, Place]]:
    """Values by name: templates for texts, anything else as it stands."""
    return {
        name: (read_template(each) if isinstance(each.value, str) else each.scalar(), each.place)
        for name, each in node.entries().items()
    }


def values_of(
    arguments: Mapping[str, tuple[Template | Json, Place]], turn: "Turn"
) -> dict[str, Json]:
    """Arguments with their templates filled in."""
    return {
        name: turn.value_of(value) if isinstance(value, Template) else value
        for name, (value, _) in arguments.items()
    }


def reads_of(arguments: Mapping[str, tuple[Template | Json, Place]]) -> tuple[Read, ...]:
    """The slots that templates among the arguments need."""
    return tuple(
        Read(field.path[0], place)
        for value, place in arguments.values()
        if isinstance(value, Template)
        for field in value.fields
    )


def read_outcomes(node: Node) -> tuple[Way, ...]:
    """Ways on by outcome."""
    return tuple(Way(name, each.text(), each.place) for name, each in node.entries().items())


def read_texts(node: Node) -> Mapping[str, str]:
    """Texts by name."""
    return {name: each.text() for name, each in node.entries().items()}
