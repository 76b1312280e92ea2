"""A question and its answers: values, confirmation, corrections, help, the offer of a person.

A question is in one of three phases: it asks, it confirms what it took, or it offers a person.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from flows.answers import Given, meant, value_given, yes_or_no
from flows.choices import Choice, choice_keyed, choice_said, key_named
from flows.events import Heard, Keyed
from flows.listening import listen
from flows.moves import Begin, FetchPerson, GoTo, Move
from flows.policy import NOT_UNDERSTOOD, STEP_FAILED
from flows.turn import By, Turn, Why

if TYPE_CHECKING:
    from flows.steps.collect import Collect

KEYED_TWICE = 2
"""How many more other numbers are taken at a confirmation where they are keyed."""


def take(turn: Turn, step: "Collect", happened: Heard | Keyed) -> Move | None:
    """Take an answer in the question's present phase; None where there is none in it."""
    if turn.state.phase == "confirm":
        return _confirming(turn, step, happened)
    if turn.state.phase == "offer_person":
        return _offered(turn, step, happened)
    return _answering(turn, step, happened)


def fail(turn: Turn, step: "Collect", why: Why) -> Move:
    """Count an attempt that brought no answer and help on, offer a person, or fetch one.

    A question without a slot asks what the caller wants: there it is they who were not understood.
    """
    if step.once:
        return GoTo(step.next.target)
    turn.count_failure(why)
    offer_at = turn.flows.policy.failures_before_offer
    if turn.attempts > offer_at:
        wish_unclear = why == "not_understood" and not step.slot
        return _give_up(turn, step, NOT_UNDERSTOOD if wish_unclear else STEP_FAILED)
    if turn.attempts == offer_at and not step.on_fail:
        turn.stand("offer_person")
        if why in ("silence", "noise"):
            turn.say_phrase(why)
        turn.say_phrase("offer_person")
        return listen(turn, step)
    if why == "invalid" and step.invalid:
        turn.say("invalid", step.invalid)
    else:
        turn.say_phrase(why)
    return ask_again(turn, step)


def ask_again(turn: Turn, step: "Collect") -> Move:
    """Ask once more: the read-back where that is what is open, else help of the right height."""
    if step.to_confirm(turn):
        return step.known(turn)
    if not step.help or not turn.attempts:
        return step.question(turn)
    turn.stand("ask")
    height = min(turn.attempts, len(step.help))
    turn.say(f"help{height}", step.help[height - 1])
    return listen(turn, step)


def take_choice(turn: Turn, step: "Collect", happened: Heard | Keyed) -> Move | None:
    """Take a choice, and no other value; None where there is none in the answer."""
    choice = _choice(turn, step, happened)
    return _chosen(turn, step, choice, happened) if choice else None


def _answering(turn: Turn, step: "Collect", happened: Heard | Keyed) -> Move | None:
    chosen = take_choice(turn, step, happened)
    if chosen:
        return chosen
    given = _joined(turn, step, _given(turn, step, happened))
    if given is None:
        return None
    return _taken(turn, step, given, happened) if given.fits else fail(turn, step, "invalid")


def _confirming(turn: Turn, step: "Collect", happened: Heard | Keyed) -> Move | None:
    answer = yes_or_no(happened)
    given = _given(turn, step, happened) if answer is None or isinstance(happened, Heard) else None
    if given and given.fits and given.value != turn.look_up((step.slot,)):
        turn.count_failure("denied")
        patience = 0 if isinstance(happened, Heard) else KEYED_TWICE
        if turn.attempts > turn.flows.policy.failures_before_offer + patience:
            return _give_up(turn, step)
        return _taken(turn, step, given, happened)
    if answer is False:
        turn.drop(step.slot)
        return fail(turn, step, "denied")
    if answer or (given and given.fits):
        turn.confirm(step.slot)
        return step.answered(turn)
    return None


def _offered(turn: Turn, step: "Collect", happened: Heard | Keyed) -> Move | None:
    answer = yes_or_no(happened)
    if answer:
        return FetchPerson(STEP_FAILED)
    if answer is False:
        return ask_again(turn, step)
    return _answering(turn, step, happened)


def _taken(turn: Turn, step: "Collect", given: Given, happened: Heard | Keyed) -> Move:
    by: By = "keys" if isinstance(happened, Keyed) else "voice"
    sure = given.sure and (by == "keys" or not turn.attempts)
    turn.fill(step.slot, given.value, by, "sure" if sure else "unsure")
    return step.known(turn)


def _given(turn: Turn, step: "Collect", happened: Heard | Keyed) -> Given | None:
    slot = turn.slot(step.slot)
    return value_given(slot, happened, turn.flows.policy.understanding_floor) if slot else None


def _joined(turn: Turn, step: "Collect", given: Given | None) -> Given | None:
    """A number of which one part was said and the rest keyed, or the other way round.

    The first part is kept for one turn; that of a secret is not kept at all.
    """
    slot = turn.slot(step.slot)
    if given is None or given.fits or slot is None or slot.secret or not slot.of_digits:
        return given
    digits = str(given.value)
    whole = turn.partial + digits
    if turn.partial and slot.accepts(whole):
        return Given(whole, sure=False)
    if digits.isdigit() and len(digits) < slot.min:
        turn.state = replace(turn.state, partial=digits)
    return given


def _choice(turn: Turn, step: "Collect", happened: Heard | Keyed) -> Choice | None:
    if isinstance(happened, Keyed):
        return choice_keyed(step.choices, happened.digits)
    intent = meant(happened)
    flow = turn.flows.for_intent(intent)
    names_another = flow is not None and flow.name not in turn.under_way
    text = happened.understanding.text
    said = choice_said(step.choices, text, intent, wholly=names_another)
    slot = turn.slot(step.slot)
    is_number = slot is not None and slot.of_digits
    return said or (None if is_number else choice_keyed(step.choices, key_named(text)))


def _chosen(turn: Turn, step: "Collect", choice: Choice, happened: Heard | Keyed) -> Move:
    if choice.begin:
        return Begin(choice.begin)
    slot = turn.slot(step.slot)
    fits = choice.value is not None or slot is None or slot.accepts(choice.phrase)
    if step.slot and fits:
        by: By = "keys" if isinstance(happened, Keyed) else "voice"
        turn.fill(step.slot, choice.phrase if choice.value is None else choice.value, by)
    turn.note_answered()
    return GoTo(choice.way.target if choice.way else step.next.target)


def _give_up(turn: Turn, step: "Collect", trigger: str = STEP_FAILED) -> Move:
    if step.on_fail is None:
        return FetchPerson(trigger)
    turn.forget_attempts()
    return GoTo(step.on_fail.target)
