"""Moving between flows: into one, back out, on to the next matter, and to a person."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from flows.answers import named_value
from flows.events import HangUp, Heard, Json, MatterSettled
from flows.moves import DECLINED, SETTLED, Call, FetchPerson, FlowFault, GoTo, Move
from flows.outcome import outcome_if_left
from flows.policy import SYSTEM_FAILURE
from flows.run import RunState
from flows.steps.link import Link
from flows.steps.transfer import PERSON_FLOW
from flows.turn import Turn

ANYTHING_ELSE_FLOW = "anything_else"
"""Flow that follows a finished matter."""
GOODBYE_FLOW = "goodbye"
"""Flow that ends the call kindly."""
DEEPEST_STACK = 8

V = TypeVar("V")


def enter_flow(turn: Turn, name: str, given: Mapping[str, Json]) -> Move:
    """Into a flow from its start, with slots of its own that are fresh.

    Raises:
        FlowFault: there is no such flow.
    """
    flow, own = turn.flows.flow(name), f"{name}."
    state = turn.state
    turn.state = replace(
        state,
        flow=name,
        step=flow.start.target,
        phase="ask",
        slots=_others(state.slots, own),
        certainty=_others(state.certainty, own),
        attempts=_others(state.attempts, own),
        trail=tuple(place for place in state.trail if place[0] != name),
        awaits_person=state.awaits_person or name == PERSON_FLOW,
    )
    for slot, value in given.items():
        turn.fill(slot, value, by="flow")
    return GoTo(flow.start.target)


def call_flow(turn: Turn, call: Call) -> Move:
    """Into another flow, with the way back on the stack where it comes back.

    A flow that it does not come back to takes over the present flow's matter.

    Raises:
        FlowFault: the flow is already under way, or too many are.
    """
    state = turn.state
    if call.flow in turn.under_way or len(state.stack) >= DEEPEST_STACK:
        raise FlowFault(f"'{call.flow}' can't be called from '{state.flow}'")
    if call.back:
        turn.state = replace(state, stack=(*state.stack, (state.flow, state.step)))
    else:
        turn.state = replace(state, matters=_in_hand_of(call.flow, state))
    return enter_flow(turn, call.flow, call.given)


def begin_matter(turn: Turn, intent: str, heard: Heard | None = None) -> Move:
    """Into the flow of an intent, with what the caller has already said.

    Raises:
        FlowFault: no flow serves the intent.
    """
    flow = turn.flows.for_intent(intent)
    if flow is None:
        raise FlowFault(f"no flow for intent '{intent}'")
    pending = tuple(each for each in turn.state.pending if each != intent)
    turn.state = replace(turn.state, pending=pending)
    move = enter_flow(turn, flow.name, {})
    turn.note_matter(intent)
    if heard:
        take_named(turn, heard)
    return move


def take_named(turn: Turn, heard: Heard, save: str = "") -> None:
    """Fill the empty slots of the present flow that an utterance names.

    Args:
        turn: the run.
        heard: the utterance.
        save: a slot to leave alone.
    """
    floor = turn.flows.policy.understanding_floor
    for slot in turn.flows.flow(turn.state.flow).slots.values():
        given = named_value(slot, heard, floor)
        if given and given.fits and slot.name != save and not turn.has(slot.name):
            turn.fill(slot.name, given.value, "voice", "sure" if given.sure else "unsure")


def leave_flow(turn: Turn, target: str) -> Move:
    """Out of a finished flow: back to the one that called, or on to what comes next.

    Args:
        turn: the run.
        target: one of TARGETS, by which the flow ends.
    """
    if target in (SETTLED, DECLINED):
        _lay_down_matter(turn, settled=target == SETTLED)
    state = turn.state
    if state.stack:
        flow, name = state.stack[-1]
        turn.state = replace(state, flow=flow, stack=state.stack[:-1])
        step = turn.arrive(name)
        if isinstance(step, Link):
            return GoTo(step.next.target)
        turn.say_phrase("back_again")
        return step.execute(turn)
    if state.pending:
        turn.say_phrase("next_matter")
        return begin_matter(turn, state.pending[0])
    after = {ANYTHING_ELSE_FLOW: GOODBYE_FLOW, GOODBYE_FLOW: ""}
    following = after.get(state.flow, ANYTHING_ELSE_FLOW)
    if following in turn.flows.flows:
        return enter_flow(turn, following, {})
    return HangUp(outcome_if_left(turn.state))


def fetch_person(turn: Turn, move: FetchPerson) -> Move:
    """Into the flow `person`, whatever else is under way; out of it there is only the end."""
    if turn.state.flow == PERSON_FLOW or PERSON_FLOW not in turn.flows.flows:
        turn.say_phrase("cut_short")
        return HangUp("failed")
    policy = turn.flows.policy
    known = {trigger.name for trigger in policy.triggers}
    trigger = policy.trigger(move.trigger if move.trigger in known else SYSTEM_FAILURE)
    matter = turn.state.matters[-1][0] if turn.state.matters else ""
    queue = move.queue or policy.queue_for(matter, trigger)
    transfer: dict[str, Json] = {
        "queue": queue,
        "queue_name": policy.queues[queue].spoken if queue in policy.queues else queue,
        "reason": move.reason or trigger.reason,
        "trigger": move.trigger,
    }
    turn.state = replace(turn.state, stack=())
    start = enter_flow(turn, PERSON_FLOW, {})
    turn.fill("transfer", transfer, by="flow")
    return start


def say_goodbye(turn: Turn) -> Move:
    """Into the flow `goodbye`, whatever else is under way."""
    turn.state = replace(turn.state, stack=(), pending=())
    if GOODBYE_FLOW not in turn.flows.flows:
        return HangUp(outcome_if_left(turn.state))
    return enter_flow(turn, GOODBYE_FLOW, {})


def _lay_down_matter(turn: Turn, *, settled: bool) -> None:
    state = turn.state
    mine = [matter for matter in state.matters if matter[1] == state.flow]
    left = tuple(matter for matter in state.matters if matter[1] != state.flow)
    awaits_person = state.awaits_person and state.flow != PERSON_FLOW
    turn.state = replace(state, matters=left, awaits_person=awaits_person)
    if mine and settled:
        turn.outputs.append(MatterSettled(*mine[-1]))
        turn.state = replace(turn.state, settled=state.settled + 1)


def _in_hand_of(flow: str, state: RunState) -> tuple[tuple[str, str], ...]:
    return tuple(
        (intent, flow if holder == state.flow else holder) for intent, holder in state.matters
    )


def _others(mapping: Mapping[str, V], own: str) -> dict[str, V]:
    return {key: value for key, value in mapping.items() if not key.startswith(own)}
