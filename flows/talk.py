"""Talk about the talk: again, slower, wait, back, from the start, the main menu, goodbye."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from flows.asking import ask_again
from flows.definition import ENTRY_FLOW
from flows.listening import listen
from flows.moves import Move
from flows.navigation import MAIN_MENU_FLOW, enter_flow, let_go, say_goodbye
from flows.steps.collect import Collect
from flows.turn import Turn


def talk(turn: Turn, question: Collect, intent: str) -> Move | None:
    """The move of an intent that steers the talk; None for any other."""
    how = _TALK.get(intent)
    return how(turn, question) if how else None


def repeat(turn: Turn, question: Collect) -> Move:
    """Say it all once more."""
    turn.say_phrase("again")
    turn.replay()
    return listen(turn, question)


def go_back(turn: Turn, question: Collect) -> Move:
    """To the question before; at a confirmation, to its own question."""
    state = turn.state
    if state.phase == "confirm":
        return question.question(turn)
    here = (state.flow, state.step)
    earlier = [place for place in state.trail if place[0] == state.flow and place != here]
    if not earlier:
        turn.say_phrase("no_way_back")
        return ask_again(turn, question)
    trail = tuple(place for place in state.trail if place != earlier[-1])
    turn.state = replace(state, trail=trail)
    before = turn.arrive(earlier[-1][1])
    return before.question(turn) if isinstance(before, Collect) else before.execute(turn)


def _slower(turn: Turn, question: Collect) -> Move:
    turn.state = replace(turn.state, pace="slow")
    turn.say_phrase("slower")
    turn.replay()
    return listen(turn, question)


def _hold(turn: Turn, question: Collect) -> Move:
    """Wait for the caller; what was said last stays what `repeat` says."""
    turn.state = replace(turn.state, hold="held")
    turn.say_phrase("hold")
    turn.replayed = True
    return listen(turn, question)


def _thank(turn: Turn, question: Collect) -> Move:
    turn.say_phrase("welcome")
    return ask_again(turn, question)


def _greet(turn: Turn, question: Collect) -> Move:
    turn.say_phrase("hello")
    return ask_again(turn, question)


def _goodbye(turn: Turn, question: Collect) -> Move:
    del question
    return say_goodbye(turn)


def _start_over(turn: Turn, question: Collect) -> Move:
    """The present matter from its start; at its first question, or in none, the main menu."""
    state = turn.state
    holders = [flow for _, flow in state.matters if flow in turn.under_way]
    if not holders:
        return _main_menu(turn, question)
    flow = holders[-1]
    answered = any(place[0] == flow for place in state.trail)
    if flow == state.flow and not answered:
        return _main_menu(turn, question)
    called = [place[0] for place in state.stack]
    beneath = called.index(flow) if flow in called else len(called)
    turn.state = replace(state, stack=state.stack[:beneath])
    turn.say_phrase("start_over")
    return enter_flow(turn, flow, {})


def _main_menu(turn: Turn, question: Collect) -> Move:
    del question
    let_go(turn)
    turn.say_phrase("main_menu")
    flow = MAIN_MENU_FLOW if MAIN_MENU_FLOW in turn.flows.flows else ENTRY_FLOW
    return enter_flow(turn, flow, {})


_TALK: Mapping[str, Callable[[Turn, Collect], Move]] = {
    "repeat": repeat,
    "go_back": go_back,
    "goodbye": _goodbye,
    "thank": _thank,
    "greet": _greet,
    "slower": _slower,
    "wait": _hold,
    "start_over": _start_over,
    "main_menu": _main_menu,
}
