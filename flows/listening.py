"""The wait of a question: what the recogniser and the keypad may give."""

from typing import TYPE_CHECKING

from flows.events import Grammar, GrammarKind, Keys, Listen
from flows.slots import SLOT_TYPES, Slot

if TYPE_CHECKING:
    from flows.steps.collect import Collect
    from flows.turn import Turn

HOLD_S = 120.0
"""Seconds the line waits for a caller who asked it to."""
YES_NO_MENU = (("1", "yes"), ("2", "no"))


def listen(turn: "Turn", step: "Collect") -> Listen:
    """The wait of a question in its present phase."""
    slot = turn.slot(step.slot) if step.slot else None
    return Listen(
        step=turn.where,
        grammar=_grammar(turn, step, slot),
        keys=_keys(turn, step, slot),
        slot=step.slot or None,
        silence_s=HOLD_S if turn.state.hold == "held" else float(step.silence_s),
        secret=slot is not None and slot.secret,
        near_secret=turn.flows.flow(turn.state.flow).has_secrets,
    )


def kind_of(step: "Collect", slot: Slot | None) -> GrammarKind:
    """The grammar of a question: its own, else that of its slot's type, else open."""
    if step.grammar:
        return step.grammar
    kinds: tuple[GrammarKind, ...] = ("digits", "yes_no", "phrases", "letters")
    return next((kind for kind in kinds if slot and SLOT_TYPES[slot.type] == kind), "open")


def _grammar(turn: "Turn", step: "Collect", slot: Slot | None) -> Grammar:
    kind = kind_of(step, slot) if turn.state.phase == "ask" else "yes_no"
    own = [phrase for choice in step.choices for phrase in choice.phrases]
    of_digits = slot if slot and slot.of_digits else None
    return Grammar(
        kind=kind,
        phrases=tuple(dict.fromkeys((*step.phrases, *own))),
        digits_min=of_digits.min if of_digits else 1,
        digits_max=of_digits.max if of_digits else 20,
    )


def _keys(turn: "Turn", step: "Collect", slot: Slot | None) -> Keys:
    menu = tuple((choice.key, choice.phrase) for choice in step.choices if choice.key)
    if turn.state.phase != "ask" or (slot and slot.type == "yes_no" and not menu):
        menu = YES_NO_MENU
    if slot and slot.of_digits:
        return Keys(slot.min, slot.max, menu)
    return Keys(menu=menu)
