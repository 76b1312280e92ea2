"""What was said or keyed before the present question was heard: only what surely fits is taken.

A value of the very type that is asked for, or a matter named with confidence. Whatever else was
said is no answer and no failure: the question comes again. So it does after a key that would have
agreed to something; a caller who knows the menus may key ahead.
"""

from flows.answers import named_value, yes_or_no
from flows.events import Heard, Keyed
from flows.listening import listen
from flows.matters import certain_matter, keep_all, keep_for_later, matters_named
from flows.moves import Move
from flows.navigation import begin_matter
from flows.steps.collect import Collect
from flows.steps.transfer import PERSON_FLOW
from flows.turn import Turn


def hear_early(turn: Turn, step: Collect, heard: Heard) -> Move:
    """The move that follows from words said before the question of the present step was heard."""
    return _value(turn, step, heard) or _matter(turn, step, heard) or _again(turn, step)


def key_early(turn: Turn, step: Collect, keyed: Keyed) -> Move | None:
    """The question again, where an early key is a yes or no to it; None where the key counts."""
    if not keyed.early or yes_or_no(keyed) is None:
        return None
    slot = turn.slot(step.slot) if step.slot else None
    agrees = any("affirm" in choice.heard_as for choice in step.choices)
    asks_yes_no = agrees or (slot is not None and slot.type == "yes_no")
    return _again(turn, step) if asks_yes_no or turn.state.phase != "ask" else None


def _value(turn: Turn, step: Collect, heard: Heard) -> Move | None:
    """Take a value as an unsure one; one already there was no answer to this question."""
    slot = turn.slot(step.slot) if step.slot else None
    given = named_value(slot, heard, turn.flows.policy.understanding_floor) if slot else None
    if not given or not given.fits or given.value == turn.look_up((step.slot,)):
        return None
    turn.fill(step.slot, given.value, "voice", "unsure")
    move = step.known(turn)
    keep_for_later(turn, step, heard, move)
    return move


def _matter(turn: Turn, step: Collect, heard: Heard) -> Move | None:
    """Keep a matter for later; begin it where nothing else is being served."""
    state = turn.state
    if state.flow == PERSON_FLOW or not certain_matter(turn, heard):
        return None
    idle = not step.slot and not state.stack
    if idle and state.flow not in {holder for _, holder in state.matters}:
        named = matters_named(turn, heard)
        keep_all(turn, heard, named[1:], first=1)
        return begin_matter(turn, named[0], heard)
    keep_all(turn, heard, matters_named(turn, heard))
    turn.say_phrase("later")
    return _again(turn, step)


def _again(turn: Turn, step: Collect) -> Move:
    turn.replay(question_only=True)
    return listen(turn, step)
