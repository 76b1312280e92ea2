"""What the line makes of anything that happens at a wait, whichever step waits.

First the caller who wants or needs a person, then a correction, then the step's own answer, then
talk about the talk, then a new matter; what is left counts as a failed attempt. Of what came
before the question was heard only what surely fits is taken.
"""

import re
from dataclasses import replace

from flows.answers import meant, yes_or_no
from flows.asking import ask_again, fail
from flows.corrections import correct_last_matter, correct_value, the_other_one
from flows.early import hear_early, key_early
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
    SpeechFailed,
)
from flows.listening import listen
from flows.matters import keep_for_later, new_matter, plea
from flows.moves import FetchPerson, FlowFault, Move
from flows.navigation import take_named
from flows.outcome import outcome_if_left
from flows.policy import SYSTEM_FAILURE
from flows.steps.collect import Collect
from flows.steps.step import Step
from flows.steps.transfer import PERSON_FLOW
from flows.talk import go_back, repeat, talk
from flows.turn import Turn

KEY_REPEAT = ""
"""A lone # repeats what was said."""
KEY_BACK = "*"
"""A lone * goes back to the question before."""
SILENCES_BEFORE_GOODBYE = 3
CANNOT_HEAR = "The line could no longer hear the caller"
"""Reason for the person who takes over from a line whose recogniser broke."""
_BACK = re.compile(r"\b(?:i'm|i am|we're|we are) (?:still )?(?:back|here|there|ready)\b")


def respond(turn: Turn, happened: Input) -> Move:
    """The move that follows from what happened at the present wait.

    Raises:
        FlowFault: the wait's step is not there, or can't go on.
    """
    step = turn.flows.step(turn.state.flow, turn.state.step)
    match happened:
        case ActionFinished():
            return step.hear(turn, happened) or _wait(turn, step)
        case LineRestored():
            return _restored(turn, step)
        case SpeechFailed():
            return _deaf(turn, step)
        case CallBegan():
            return _wait(turn, step)
        case Heard() | Keyed():
            return _spoken_or_keyed(turn, step, happened)
        case SilenceFell() | NoiseHeard():
            return _no_words(turn, step, happened)


def _spoken_or_keyed(turn: Turn, step: Step, happened: Heard | Keyed) -> Move:
    turn.held = turn.state.hold
    turn.partial = turn.state.partial
    turn.state = replace(turn.state, silences=0, hold="", partial="")
    asked = plea(turn, happened)
    if asked:
        return asked
    question = step.asks(turn)
    if question is None:
        return _wait(turn, step)
    if _lost(turn, question):
        return question.question(turn)
    if _is_back(turn, happened):
        return ask_again(turn, question)
    if isinstance(happened, Keyed):
        return _keyed(turn, step, question, happened)
    if happened.early:
        return hear_early(turn, question, happened)
    return _taken(turn, step, question, happened) or _not_taken(turn, question, happened)


def _lost(turn: Turn, question: Collect) -> bool:
    """Whether the value to confirm is a secret that another process knew."""
    return turn.state.phase == "confirm" and not turn.has(question.slot)


def _is_back(turn: Turn, happened: Heard | Keyed) -> bool:
    """Whether a caller the line waited for says no more than that: it answers no question."""
    if turn.held == "asked" and yes_or_no(happened) is not None:
        return True
    if not turn.held or isinstance(happened, Keyed):
        return False
    said = happened.understanding
    says_more = said.entities or turn.flows.for_intent(said.intent)
    return not says_more and _BACK.search(said.text) is not None


def _taken(turn: Turn, step: Step, question: Collect, heard: Heard) -> Move | None:
    """The move where an utterance answers, steers the talk or names a matter."""
    corrected = correct_value(turn, question, heard) or correct_last_matter(turn, question, heard)
    if corrected:
        return corrected
    move = step.hear(turn, heard)
    if move is not None:
        keep_for_later(turn, question, heard, move)
        take_named(turn, heard, save=question.slot)
        return move
    intent = meant(heard)
    if turn.held and intent == "go_back":
        return ask_again(turn, question)
    return (
        talk(turn, question, intent)
        or the_other_one(turn, question, heard)
        or new_matter(turn, question, heard)
    )


def _not_taken(turn: Turn, question: Collect, heard: Heard) -> Move:
    """Ask again; no failure is a caller who gives another value, or is back from a silence."""
    if turn.back_from_silence:
        turn.say_phrase("heard_again")
        return ask_again(turn, question)
    if take_named(turn, heard, save=question.slot) or turn.held:
        return ask_again(turn, question)
    return fail(turn, question, "not_understood")


def _keyed(turn: Turn, step: Step, question: Collect, keyed: Keyed) -> Move:
    if keyed.digits == KEY_REPEAT:
        return repeat(turn, question)
    if keyed.digits == KEY_BACK:
        return go_back(turn, question)
    early = key_early(turn, question, keyed)
    return early or step.hear(turn, keyed) or fail(turn, question, "invalid")


def _no_words(turn: Turn, step: Step, happened: SilenceFell | NoiseHeard) -> Move:
    question = step.asks(turn)
    if question is None:
        return _wait(turn, step)
    if turn.state.hold == "held":
        return _held(turn, question, happened)
    if isinstance(happened, NoiseHeard):
        turn.state = replace(turn.state, silences=0)
        return fail(turn, question, "noise")
    return _silent(turn, question)


def _held(turn: Turn, question: Collect, happened: SilenceFell | NoiseHeard) -> Move:
    """Noise is what a caller who is busy makes; a long silence brings a question."""
    if isinstance(happened, SilenceFell):
        turn.state = replace(turn.state, hold="asked")
        turn.say_phrase("still_there")
        turn.replayed = True
    return listen(turn, question)


def _silent(turn: Turn, question: Collect) -> Move:
    turn.state = replace(turn.state, silences=turn.state.silences + 1)
    last = turn.state.silences >= SILENCES_BEFORE_GOODBYE
    if last and not question.on_fail and not question.once:
        turn.count_failure("silence")
        turn.say_phrase("still_silent")
        turn.state = replace(turn.state, broken_off=turn.state.phase)
        return HangUp(outcome_if_left(turn.state))
    return fail(turn, question, "silence")


def _restored(turn: Turn, step: Step) -> Move:
    """After the line was lost: an apology and the question; a caller who holds goes on holding."""
    if turn.state.phase == "transfer":
        return _wait(turn, step)
    turn.say_phrase("line_restored")
    question = step.asks(turn)
    if question and _lost(turn, question):
        return question.question(turn)
    turn.replay()
    return step.again(turn) or _wait(turn, step)


def _deaf(turn: Turn, step: Step) -> Move:
    """An apology, and a person; on the way to one the question again, for keys."""
    question = step.asks(turn)
    if question is None:
        return _wait(turn, step)
    turn.say_phrase("deaf")
    if turn.state.flow != PERSON_FLOW:
        return FetchPerson(SYSTEM_FAILURE, reason=CANNOT_HEAR)
    return ask_again(turn, question)


def _wait(turn: Turn, step: Step) -> Move:
    wait = step.wait(turn)
    if wait is None:
        raise FlowFault(f"'{turn.where}' has no wait")
    return wait
