"""The flow engine: from one wait to the next.

Pure: it touches no database, clock or telephone. What happened on the line comes in with the
state, and a new state goes out with what the line has to do; the last output is always a wait.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from flows.conversation import respond
from flows.definition import ENTRY_FLOW, FlowSet
from flows.events import (
    Act,
    CallBegan,
    HangUp,
    Input,
    Json,
    Listen,
    Output,
    RecordMessage,
    SlotFilled,
    Speak,
    TransferCaller,
    Wait,
)
from flows.farewell import take_up
from flows.moves import TARGETS, Begin, Call, FetchPerson, FlowFault, GoTo, Move
from flows.navigation import begin_matter, call_flow, enter_flow, fetch_person, leave_flow
from flows.policy import STEP_FAILED, SYSTEM_FAILURE
from flows.run import RunState
from flows.spoken import NotSpeakable
from flows.steps.transfer import PERSON_FLOW
from flows.turn import Turn

STEPS_WITHOUT_WAIT = 60
"""Most moves a run makes before it has to wait."""
TURNS_BEFORE_PERSON = 80
"""Inputs after which a person is fetched, whatever is going on."""
TURNS_BEFORE_END = 120
"""Inputs after which the call ends."""


def begin(
    flows: FlowSet, now: datetime, slots: Mapping[str, Json] | None = None
) -> tuple[RunState, tuple[Output, ...]]:
    """Start a call at the entry flow.

    Args:
        flows: what the line runs on.
        now: the caller's local time.
        slots: values known before the first word, such as `caller: {number: …}`.
    """
    known = dict(slots or {})
    turn = Turn(flows, RunState(ENTRY_FLOW, "", slots=known), now)
    turn.outputs.extend(SlotFilled(name, value, "flow") for name, value in known.items())
    return _run(turn, CallBegan())


def resume(
    flows: FlowSet, state: RunState, happened: Input, now: datetime
) -> tuple[RunState, tuple[Output, ...]]:
    """Go on with a call from its wait.

    What does not fit the wait (a word while an action runs, an action's answer that comes too
    late) brings the same wait again. Nothing that happens makes it raise. A call that has ended
    goes on only for words or keys that `flows.farewell` takes up.

    Args:
        flows: what the line runs on.
        state: where the call stands.
        happened: what happened on the line.
        now: the caller's local time.
    """
    return _run(Turn(flows, replace(state, turns=state.turns + 1), now), happened)


def _run(turn: Turn, happened: Input) -> tuple[RunState, tuple[Output, ...]]:
    try:
        wait = _to_wait(turn, _first_move(turn, happened))
    except (FlowFault, NotSpeakable):
        wait = _recover(turn)
    return _close(turn, wait)


def _first_move(turn: Turn, happened: Input) -> Move:
    state = turn.state
    if state.phase == "ended":
        going_on = take_up(turn, happened) if state.turns <= TURNS_BEFORE_END else None
        return going_on or HangUp(state.outcome or "failed")
    if not state.step:
        return enter_flow(turn, state.flow, {})
    if state.turns > TURNS_BEFORE_END:
        turn.say_phrase("cut_short")
        return HangUp("failed")
    if state.turns > TURNS_BEFORE_PERSON and state.flow != PERSON_FLOW:
        return FetchPerson(STEP_FAILED)
    return respond(turn, happened)


def _to_wait(turn: Turn, move: Move) -> Wait:
    for _ in range(STEPS_WITHOUT_WAIT):
        if isinstance(move, Listen | Act | TransferCaller | RecordMessage | HangUp):
            return move
        move = _step(turn, move)
    raise FlowFault("a loop without a wait")


def _step(turn: Turn, move: GoTo | Call | Begin | FetchPerson) -> Move:
    match move:
        case GoTo(name) if name in TARGETS or not name:
            return leave_flow(turn, name)
        case GoTo(name):
            return turn.arrive(name).execute(turn)
        case Call():
            return call_flow(turn, move)
        case Begin(intent):
            return begin_matter(turn, intent)
        case FetchPerson():
            return fetch_person(turn, move)


def _recover(turn: Turn) -> Wait:
    """After a fault: an apology and a person; where even that fails, an ending."""
    try:
        turn.say_phrase("apology")
        return _to_wait(turn, FetchPerson(SYSTEM_FAILURE))
    except (FlowFault, NotSpeakable):
        return HangUp("failed")


def _close(turn: Turn, wait: Wait) -> tuple[RunState, tuple[Output, ...]]:
    state = turn.state
    if state.talked and isinstance(wait, HangUp):
        wait = HangUp("transferred")
    outputs = (*turn.outputs, wait)
    said = tuple((each.text, each.audio) for each in outputs if isinstance(each, Speak))
    if said and not turn.replayed and not isinstance(wait, HangUp):
        state = replace(state, last_said=said)
    if isinstance(wait, HangUp):
        state = replace(state, phase="ended", outcome=wait.outcome, secrets={})
    return state, outputs
