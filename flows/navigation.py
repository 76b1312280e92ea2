"""Moving between flows: into one, back out, on to the next matter, and to a person."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from flows.answers import judged
from flows.choices import choice_said
from flows.events import HangUp, Heard, Json, MatterSettled
from flows.moves import DECLINED, SETTLED, Call, FetchPerson, FlowFault, GoTo, Move
from flows.outcome import outcome_if_left
from flows.policy import REPEAT_CALL, SYSTEM_FAILURE
from flows.run import RunState
from flows.steps.collect import Collect
from flows.steps.transfer import PERSON_FLOW, queue_told
from flows.turn import Turn

if TYPE_CHECKING:
    from flows.definition import Flow

ANYTHING_ELSE_FLOW = "anything_else"
"""Flow that follows a finished matter."""
MAIN_MENU_FLOW = "main_menu"
"""Flow with the open question and the menu by keys."""
GOODBYE_FLOW = "goodbye"
"""Flow that ends the call kindly."""
RANG_ABOUT = "rang_about"
"""Slot of the whole call: intents of earlier calls that are for a person when they come up again.
It is taken away with the first hand-over for it: a caller whom nobody could help then is served."""
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
        secrets=_others(state.secrets, own),
        attempts=_others(state.attempts, own),
        trail=tuple(place for place in state.trail if place[0] != name),
        awaits_person=state.awaits_person or name == PERSON_FLOW,
    )
    for slot, value in given.items():
        turn.fill(slot, value, by="flow")
    return GoTo(flow.start.target)


def call_flow(turn: Turn, call: Call) -> Move:
    """Into another flow, with the way back on the stack where it comes back.

    A flow that it does not come back to takes over the present flow's matter. Out of the flow
    `person` the caller begins anew: what was open is with people now, or let go.

    Raises:
        FlowFault: the flow is already under way, or too many are.
    """
    state = turn.state
    if call.flow in turn.under_way or len(state.stack) >= DEEPEST_STACK:
        raise FlowFault(f"'{call.flow}' can't be called from '{state.flow}'")
    if call.back:
        turn.state = replace(state, stack=(*state.stack, (state.flow, state.step)))
    elif state.flow == PERSON_FLOW:
        turn.state = replace(state, matters=(), awaits_person=False)
    else:
        turn.state = replace(state, matters=_in_hand_of(call.flow, state))
    return enter_flow(turn, call.flow, call.given)


def begin_matter(turn: Turn, intent: str, heard: Heard | None = None) -> Move:
    """Into the flow of an intent, with what the caller has already said.

    A matter that the caller rang about before goes to a person, however it was chosen.

    Raises:
        FlowFault: no flow serves the intent.
    """
    flow = turn.flows.for_intent(intent)
    if flow is None:
        raise FlowFault(f"no flow for intent '{intent}'")
    kept = intent in turn.state.pending
    pending = tuple(each for each in turn.state.pending if each != intent)
    turn.state = replace(turn.state, pending=pending)
    if intent in rang_about(turn.state):
        return _for_a_person_now(turn, intent, flow)
    move = enter_flow(turn, flow.name, {})
    turn.note_matter(intent)
    if heard:
        take_named(turn, heard)
        _take_choices(turn, flow, heard)
    if heard or not kept:
        note_entry(turn, intent, heard)
    _take_kept(turn, flow.name)
    return move


def rang_about(state: RunState) -> tuple[str, ...]:
    """Intents of earlier calls that are for a person when they come up in this one."""
    about = state.slots.get(RANG_ABOUT)
    return tuple(str(each) for each in about) if isinstance(about, list) else ()


def _for_a_person_now(turn: Turn, intent: str, flow: "Flow") -> FetchPerson:
    trigger = turn.flows.policy.trigger(REPEAT_CALL)
    queue = turn.flows.policy.queue_for(intent, trigger)
    return FetchPerson(REPEAT_CALL, queue, f"{trigger.reason} ({flow.title})")


def note_entry(turn: Turn, intent: str, heard: Heard | None) -> None:
    """Note the knowledge entry that an utterance picks for an intent; none without one."""
    text, today = heard.understanding.text if heard else "", turn.now.date()
    entry = turn.flows.knowledge.picked(intent, text, today)
    entries = {name: each for name, each in turn.state.entries.items() if name != intent}
    turn.state = replace(turn.state, entries=entries | ({intent: entry.name} if entry else {}))


def _take_kept(turn: Turn, flow: str) -> None:
    """Fill the empty slots of a flow with what was named for it before it began."""
    own = f"{flow}."
    for key, value in turn.state.kept.items():
        if key.startswith(own) and not turn.has(key.removeprefix(own)):
            turn.fill(key.removeprefix(own), value, "voice", "unsure")
    turn.state = replace(turn.state, kept=_others(turn.state.kept, own))


def take_named(turn: Turn, heard: Heard, save: str = "") -> bool:
    """Fill the empty slots of the present flow that an utterance names, each by a value of its own.

    Args:
        turn: the run.
        heard: the utterance.
        save: a slot to leave alone, with the value it has.

    Returns:
        Whether any was filled.
    """
    floor, taken = turn.flows.policy.understanding_floor, turn.look_up((save,)) if save else None
    left = [each for each in heard.understanding.entities if each.value != taken]
    filled = False
    for slot in turn.flows.flow(turn.state.flow).slots.values():
        if slot.name == save or slot.secret or turn.has(slot.name):
            continue
        named = next((e for e in left if e.name == slot.entity and slot.accepts(e.value)), None)
        if named:
            left.remove(named)
            given = judged(slot, named.value, heard, floor)
            turn.fill(slot.name, given.value, "voice", "sure" if given.sure else "unsure")
            filled = True
    return filled


def choices_named(flow: "Flow", text: str) -> Iterator[tuple[str, Json]]:
    """Slots of a flow, with the values of those of their choices that words name."""
    for step in flow.steps.values():
        if isinstance(step, Collect) and step.slot and step.ask == "when_missing":
            chosen = choice_said(step.choices, text, "", wholly=False)
            if chosen and chosen.value is not None and not chosen.way:
                yield step.slot, chosen.value


def _take_choices(turn: Turn, flow: "Flow", heard: Heard) -> None:
    """Fill the slots whose choices the words that begin a flow name already."""
    for slot, value in choices_named(flow, heard.understanding.text):
        if not turn.has(slot):
            turn.fill(slot, value, "voice")


def leave_flow(turn: Turn, target: str) -> Move:
    """Out of a finished flow: back to the one that called, or on to what comes next.

    Args:
        turn: the run.
        target: one of TARGETS, by which the flow ends.
    """
    if target in (SETTLED, DECLINED):
        _lay_down_matter(turn, settled=target == SETTLED)
    state = turn.state
    turn.state = state = replace(state, secrets=_others(state.secrets, f"{state.flow}."))
    if state.stack:
        flow, name = state.stack[-1]
        turn.state = replace(state, flow=flow, stack=state.stack[:-1])
        step = turn.arrive(name)
        going_on = step.came_back(turn)
        if going_on:
            return going_on
        turn.say_phrase("back_again")
        return step.execute(turn)
    if state.pending:
        following = turn.flows.for_intent(state.pending[0])
        if following and following.spoken:
            turn.say_phrase("next_matter_named", matter=following.spoken)
        else:
            turn.say_phrase("next_matter")
        return begin_matter(turn, state.pending[0])
    after = {ANYTHING_ELSE_FLOW: GOODBYE_FLOW, GOODBYE_FLOW: ""}
    then = after.get(state.flow, ANYTHING_ELSE_FLOW)
    if then in turn.flows.flows:
        return enter_flow(turn, then, {})
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
        **queue_told(turn, queue),
        "reason": (move.reason or trigger.reason) + _other_matters(turn, matter),
        "trigger": move.trigger,
    }
    if move.care:
        transfer["care"] = move.care
    turn.state = replace(turn.state, stack=(), secrets={})
    if move.trigger == REPEAT_CALL:
        turn.drop(RANG_ABOUT)
    start = enter_flow(turn, PERSON_FLOW, {})
    turn.fill("transfer", transfer, by="flow")
    return start


def _other_matters(turn: Turn, present: str) -> str:
    """A sentence for the person on the matters that stay open beside the present one."""
    state = turn.state
    intents = dict.fromkeys((*(intent for intent, _ in state.matters[:-1]), *state.pending))
    flows = [turn.flows.for_intent(intent) for intent in intents if intent != present]
    titles = dict.fromkeys(flow.title for flow in flows if flow)
    return f" (also open: {', '.join(titles)})" if titles else ""


def say_goodbye(turn: Turn) -> Move:
    """Into the flow `goodbye`, whatever else is under way."""
    turn.state = replace(turn.state, stack=(), pending=())
    if GOODBYE_FLOW not in turn.flows.flows:
        return HangUp(outcome_if_left(turn.state))
    return enter_flow(turn, GOODBYE_FLOW, {})


def let_go(turn: Turn) -> None:
    """Leave all flows under way, whose matters the caller lets go; with a person, all of them."""
    state = turn.state
    for_person = PERSON_FLOW in turn.under_way
    left = tuple(m for m in state.matters if not for_person and m[1] not in turn.under_way)
    awaits_person = state.awaits_person and not for_person
    turn.state = replace(state, stack=(), matters=left, awaits_person=awaits_person, secrets={})


def _lay_down_matter(turn: Turn, *, settled: bool) -> None:
    state = turn.state
    mine = [matter for matter in state.matters if matter[1] == state.flow]
    left = tuple(matter for matter in state.matters if matter[1] != state.flow)
    awaits_person = state.awaits_person and state.flow != PERSON_FLOW
    turn.state = replace(state, matters=left, awaits_person=awaits_person)
    if mine and settled:
        turn.outputs.append(MatterSettled(*mine[-1]))
        settled_so_far = state.settled + 1
        turn.state = replace(turn.state, settled=settled_so_far, last_matter=mine[-1][0])


def _in_hand_of(flow: str, state: RunState) -> tuple[tuple[str, str], ...]:
    return tuple(
        (intent, flow if holder == state.flow else holder) for intent, holder in state.matters
    )


def _others(mapping: Mapping[str, V], own: str) -> dict[str, V]:
    return {key: value for key, value in mapping.items() if not key.startswith(own)}
