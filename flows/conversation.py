"""What the line makes of anything that happens at a wait, whichever step waits.

First the caller who wants or needs a person, then the step's own answer, then talk about the talk,
then a new matter; what is left counts as a failed attempt. Of words that came before the question
was heard only what surely fits is taken.
"""

from dataclasses import replace

from flows.answers import meant
from flows.asking import ask_again, fail
from flows.early import hear_early
from flows.events import (
    ActionFinished,
    CallBegan,
    HangUp,
    Heard,
    Input,
    Keyed,
    LineRestored,
    NoiseHeard,
    SilenceFell,
)
from flows.matters import keep_for_later, new_matter, plea
from flows.moves import FlowFault, Move
from flows.navigation import say_goodbye, take_named
from flows.outcome import outcome_if_left
from flows.steps.collect import Collect
from flows.steps.step import Step
from flows.turn import Turn, Why

KEY_REPEAT = ""
"""A lone # repeats what was said."""
KEY_BACK = "*"
"""A lone * goes back to the question before."""
SILENCES_BEFORE_GOODBYE = 3


def respond(turn: Turn, happened: Input) -> Move:
    """The move that follows from what happened at the present wait.

    Raises:
        FlowFault: the wait's step is not there, or can't go on.
    """
    step = turn.flows.step(turn.state.flow, turn.state.step)
    if not isinstance(happened, SilenceFell):
        turn.state = replace(turn.state, silences=0)
    match happened:
        case Heard():
            return _heard(turn, step, happened)
        case Keyed():
            return _keyed(turn, step, happened)
        case SilenceFell():
            return _silent(turn, step)
        case NoiseHeard():
            return _failed(turn, step, "noise")
        case ActionFinished():
            return _finished(turn, step, happened)
        case LineRestored():
            turn.say_phrase("line_restored")
            turn.replay()
            return _wait(turn, step)
        case CallBegan():
            return _wait(turn, step)


def _heard(turn: Turn, step: Step, heard: Heard) -> Move:
    asked = plea(turn, heard)
    if asked:
        return asked
    if not isinstance(step, Collect):
        return _wait(turn, step)
    if heard.early:
        return hear_early(turn, step, heard)
    return _taken(turn, step, heard) or _not_taken(turn, step)


def _taken(turn: Turn, step: Collect, heard: Heard) -> Move | None:
    """The move where an utterance answers, steers the talk or names a matter."""
    move = step.hear(turn, heard)
    if move is not None:
        keep_for_later(turn, step, heard, move)
        take_named(turn, heard, save=step.slot)
        return move
    return _talk(turn, step, meant(heard)) or new_matter(turn, step, heard)


def _not_taken(turn: Turn, step: Collect) -> Move:
    """Ask again; a caller who breaks a long silence need not have meant the question."""
    if not turn.back_from_silence:
        return fail(turn, step, "not_understood")
    turn.say_phrase("heard_again")
    return ask_again(turn, step)


def _keyed(turn: Turn, step: Step, keyed: Keyed) -> Move:
    asked = plea(turn, keyed)
    if asked:
        return asked
    if not isinstance(step, Collect):
        return _wait(turn, step)
    if keyed.digits == KEY_REPEAT:
        return _repeat(turn, step)
    if keyed.digits == KEY_BACK:
        return _go_back(turn, step)
    return step.hear(turn, keyed) or fail(turn, step, "invalid")


def _silent(turn: Turn, step: Step) -> Move:
    turn.state = replace(turn.state, silences=turn.state.silences + 1)
    last = turn.state.silences >= SILENCES_BEFORE_GOODBYE
    if last and isinstance(step, Collect) and not step.on_fail:
        turn.count_failure("silence")
        turn.say_phrase("still_silent")
        turn.state = replace(turn.state, broken_off=turn.state.phase)
        return HangUp(outcome_if_left(turn.state))
    return _failed(turn, step, "silence")


def _failed(turn: Turn, step: Step, why: Why) -> Move:
    return fail(turn, step, why) if isinstance(step, Collect) else _wait(turn, step)


def _finished(turn: Turn, step: Step, finished: ActionFinished) -> Move:
    return step.hear(turn, finished) or _wait(turn, step)


def _wait(turn: Turn, step: Step) -> Move:
    wait = step.wait(turn)
    if wait is None:
        raise FlowFault(f"'{turn.where}' has no wait")
    return wait


def _talk(turn: Turn, step: Collect, intent: str) -> Move | None:
    match intent:
        case "repeat":
            return _repeat(turn, step)
        case "go_back":
            return _go_back(turn, step)
        case "goodbye":
            return say_goodbye(turn)
        case "thank":
            turn.say_phrase("welcome")
            return ask_again(turn, step)
        case "greet":
            turn.say_phrase("hello")
            return ask_again(turn, step)
    return None


def _repeat(turn: Turn, step: Collect) -> Move:
    turn.say_phrase("again")
    turn.replay()
    return _wait(turn, step)


def _go_back(turn: Turn, step: Collect) -> Move:
    state = turn.state
    if state.phase == "confirm":
        return step.question(turn)
    here = (state.flow, state.step)
    earlier = [place for place in state.trail if place[0] == state.flow and place != here]
    if not earlier:
        turn.say_phrase("no_way_back")
        return ask_again(turn, step)
    trail = tuple(place for place in state.trail if place != earlier[-1])
    turn.state = replace(state, trail=trail)
    before = turn.arrive(earlier[-1][1])
    return before.question(turn) if isinstance(before, Collect) else before.execute(turn)
