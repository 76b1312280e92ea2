"""A caller who takes back what was said: another value for an answer, or "the other one".

The run goes on from the step that asked for it, its confirmation included. After a matter is done
the same words begin it once more.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from flows.answers import Given, meant, named_value
from flows.events import Heard
from flows.moves import Move
from flows.navigation import begin_matter
from flows.slots import Slot
from flows.steps.collect import Collect
from flows.steps.step import Step
from flows.turn import Turn

_OTHER = re.compile(
    r"\b(?:the other|a different|another|the wrong|not that) "
    r"(one|order|number|date|address|phone|postcode|street|name)\b"
)
_NOT_NAMED = frozenset({"text", "yes_no", "choice", "object", "name"})
"""Slot types that an utterance gives no value by name."""


def correct_value(turn: Turn, question: Collect, heard: Heard) -> Move | None:
    """Put another value in place of one given before; None where the utterance does not."""
    if not heard.understanding.corrects and meant(heard) != "deny":
        return None
    for there in _levels(turn):
        for name, step in _answered(there):
            slot = there.slot(step.slot) if isinstance(step, Collect) else None
            if not isinstance(step, Collect) or slot is None or _asked_now(turn, question, slot):
                continue
            given = _another_value(there, slot, heard)
            if given:
                turn.state = there.state
                return _go_on_from(turn, name, step, given)
    return None


def correct_last_matter(turn: Turn, question: Collect, heard: Heard) -> Move | None:
    """Serve the matter just done once more, with another value; None where none is meant."""
    state, said = turn.state, heard.understanding
    flow = turn.flows.for_intent(state.last_matter)
    if flow is None or question.slot or flow.name in turn.under_way or _names_another(turn, heard):
        return None
    slots = [slot for slot in flow.slots.values() if not slot.secret]
    other = any(_differs(turn, flow.name, slot, heard) for slot in slots)
    if (said.corrects and other) or _OTHER.search(said.text):
        return begin_matter(turn, state.last_matter, heard)
    return None


def the_other_one(turn: Turn, question: Collect, heard: Heard) -> Move | None:
    """Ask once more for what "the other one" stands for; None where nothing does."""
    found = _OTHER.search(heard.understanding.text)
    if found is None:
        return None
    if turn.state.phase == "confirm":
        turn.drop(question.slot)
        return question.question(turn)
    steps = [
        (there, name, step)
        for there in _levels(turn)
        for name, step in _answered(there)
        if step.sets
    ]
    named = [each for each in steps if any(found.group(1) in slot for slot in each[2].sets)]
    for there, name, step in (named or steps)[:1]:
        turn.state = there.state
        _rewind(turn, name)
        for slot in step.sets:
            turn.drop(slot)
        turn.arrive(name)
        return step.execute(turn)
    return None


def _levels(turn: Turn) -> Iterator[Turn]:
    """The run as it is, then as it stood in each flow that called the one before."""
    yield turn
    state = turn.state
    while state.stack:
        flow, step = state.stack[-1]
        if turn.flows.step(flow, step).calls != state.flow:
            return
        state = replace(state, flow=flow, step=step, stack=state.stack[:-1])
        yield replace(turn, state=state)


def _answered(turn: Turn) -> Iterator[tuple[str, Step]]:
    """The questions of the present flow that have been answered, the latest first."""
    for flow, name in reversed(turn.state.trail):
        if flow == turn.state.flow and name != turn.state.step:
            yield name, turn.flows.step(flow, name)


def _asked_now(turn: Turn, question: Collect, slot: Slot) -> bool:
    """Whether a value for a slot would answer the present question."""
    asked = turn.slot(question.slot) if question.slot else None
    return asked is not None and asked.type == slot.type


def _another_value(turn: Turn, slot: Slot, heard: Heard) -> Given | None:
    if slot.secret or slot.type in _NOT_NAMED or not turn.has(slot.name):
        return None
    given = named_value(slot, heard, turn.flows.policy.understanding_floor)
    return given if given and given.fits and given.value != turn.look_up((slot.name,)) else None


def _differs(turn: Turn, flow: str, slot: Slot, heard: Heard) -> bool:
    if slot.type in _NOT_NAMED:
        return False
    given = named_value(slot, heard, turn.flows.policy.understanding_floor)
    before = turn.state.slots.get(slot.name if slot.shared else f"{flow}.{slot.name}")
    return given is not None and given.fits and before is not None and given.value != before


def _names_another(turn: Turn, heard: Heard) -> bool:
    intent = meant(heard)
    return intent != turn.state.last_matter and turn.flows.for_intent(intent) is not None


def _go_on_from(turn: Turn, name: str, step: Collect, given: Given) -> Move:
    _rewind(turn, name)
    turn.arrive(name)
    turn.fill(step.slot, given.value, "voice", "unsure")
    if not step.to_confirm(turn):
        turn.say_phrase("corrected")
    return step.known(turn)


def _rewind(turn: Turn, name: str) -> None:
    """Forget that a question of the present flow, and those after it, were answered."""
    trail, place = turn.state.trail, (turn.state.flow, name)
    later = trail[trail.index(place) :]
    left = tuple(each for each in trail if each not in later or each[0] != place[0])
    turn.state = replace(turn.state, trail=left, phase="ask")
