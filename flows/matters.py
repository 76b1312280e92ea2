"""What an utterance asks for beside the present question: a person, or another matter."""

from dataclasses import replace

from flows.asking import ask_again
from flows.definition import Flow
from flows.events import Heard, Keyed
from flows.moves import Begin, FetchPerson, Move
from flows.navigation import begin_matter, take_named
from flows.policy import ASKS_FOR_PERSON
from flows.steps.collect import Collect
from flows.steps.transfer import PERSON_FLOW
from flows.turn import Turn

KEY_PERSON = "0"
"""The key that fetches a person at any wait."""
DIGRESSIONS = 2
"""How many matters may lie open beneath the one being served."""
CERTAIN_MATTER = 0.8
"""Confidence from which a second matter in an answer is kept for later."""


def plea(turn: Turn, happened: Heard | Keyed) -> FetchPerson | None:
    """The way to a person for a caller who wants or needs one; None for one who has that way."""
    if turn.state.flow == PERSON_FLOW:
        return None
    if isinstance(happened, Keyed):
        return FetchPerson(ASKS_FOR_PERSON) if happened.digits == KEY_PERSON else None
    decision = happened.decision
    if decision.action != "transfer":
        return None
    take_named(turn, happened)
    return FetchPerson(decision.trigger or ASKS_FOR_PERSON, decision.queue, decision.reason)


def matter_named(turn: Turn, heard: Heard) -> Flow | None:
    """The flow of a matter that the line may serve and an utterance names."""
    may = heard.decision.action in ("automate", "verify")
    return turn.flows.for_intent(heard.understanding.intent) if may else None


def new_matter(turn: Turn, step: Collect, heard: Heard) -> Move | None:
    """Serve another matter; None where there is none, or it is the one under way."""
    state, intent = turn.state, heard.understanding.intent
    flow = matter_named(turn, heard)
    if flow is None:
        return None
    if not step.slot:
        return begin_matter(turn, intent, heard)
    if flow.name in turn.under_way or intent in state.pending:
        return None
    if len(state.stack) >= DIGRESSIONS:
        keep(turn, intent)
        turn.say_phrase("later")
        return ask_again(turn, step)
    turn.state = replace(state, stack=(*state.stack, (state.flow, state.step)))
    return begin_matter(turn, intent, heard)


def keep_for_later(turn: Turn, step: Collect, heard: Heard, move: Move) -> None:
    """Keep a second matter that came with an answer."""
    slot = turn.slot(step.slot) if step.slot else None
    if slot and slot.type != "text" and not isinstance(move, Begin) and certain_matter(turn, heard):
        keep(turn, heard.understanding.intent)


def certain_matter(turn: Turn, heard: Heard) -> bool:
    """Whether an utterance names, with confidence, a matter that is not under way."""
    flow = matter_named(turn, heard)
    sure = heard.understanding.confidence >= CERTAIN_MATTER
    return flow is not None and sure and flow.name not in turn.under_way


def keep(turn: Turn, intent: str) -> None:
    """Serve a matter once the present one is done."""
    pending = tuple(dict.fromkeys((*turn.state.pending, intent)))
    turn.state = replace(turn.state, pending=pending)
