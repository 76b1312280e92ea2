"""A caller who is heard while the line says its last words.

After silence had ended the call it goes on at the same question; after a goodbye a new matter or
a plea for a person is served. Any other ending stands, and so does the last of a few farewells.
"""

from dataclasses import replace

from flows.conversation import respond
from flows.events import Heard, Input, Keyed
from flows.matters import keep_all, matters_named, plea
from flows.moves import Move
from flows.navigation import GOODBYE_FLOW, begin_matter
from flows.run import Phase
from flows.turn import Turn

TIMES_TAKEN_UP = 2
"""How often a call goes on after its last words."""


def take_up(turn: Turn, happened: Input) -> Move | None:
    """The move by which an ended run goes on; None where it stays ended.

    Raises:
        FlowFault: the question that silence ended is not there any more.
    """
    state = turn.state
    if state.taken_up >= TIMES_TAKEN_UP or not isinstance(happened, Heard | Keyed):
        return None
    if state.broken_off:
        _open(turn, state.broken_off)
        turn.back_from_silence = True
        turn.forget_attempts()
        return respond(turn, happened)
    if state.flow != GOODBYE_FLOW or state.outcome == "failed":
        return None
    asked = plea(turn, happened)
    if asked:
        _open(turn)
        return asked
    if not isinstance(happened, Heard) or not matters_named(turn, happened):
        return None
    _open(turn)
    turn.state = replace(turn.state, stack=(), pending=())
    named = matters_named(turn, happened)
    keep_all(turn, happened, named[1:], first=1)
    return begin_matter(turn, named[0], happened)


def _open(turn: Turn, phase: Phase = "ask") -> None:
    state = turn.state
    turn.state = replace(
        state, phase=phase, outcome=None, broken_off=None, silences=0, taken_up=state.taken_up + 1
    )
