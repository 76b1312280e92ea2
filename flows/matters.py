"""What an utterance asks for beside the present question: a person, or another matter."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from flows.asking import ask_again
from flows.definition import Flow
from flows.events import Heard, Json, Keyed
from flows.moves import Begin, FetchPerson, Move
from flows.navigation import begin_matter, choices_named, note_entry, take_named
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
    named = _several(turn, happened)
    keep_all(turn, happened, [i for i in named if _flow_name(turn, i) not in turn.under_way])
    return FetchPerson(
        decision.trigger or ASKS_FOR_PERSON, decision.queue, decision.reason, decision.care
    )


def matter_named(turn: Turn, heard: Heard) -> Flow | None:
    """The flow of a matter that the line may serve and an utterance names."""
    may = heard.decision.action in ("automate", "verify")
    return turn.flows.for_intent(heard.understanding.intent) if may else None


def matters_named(turn: Turn, heard: Heard) -> tuple[str, ...]:
    """All matters that the line may serve and an utterance names, in the order said."""
    if matter_named(turn, heard) is None:
        return ()
    return _several(turn, heard) or (heard.understanding.intent,)


def _several(turn: Turn, heard: Heard) -> tuple[str, ...]:
    """Those of several matters in one breath that the line may serve."""
    policy = turn.flows.policy
    several = dict.fromkeys(
        intent
        for intent, confidence in heard.understanding.matters
        if confidence >= policy.understanding_floor
        and policy.risk_of(intent) in ("automate", "verify")
        and turn.flows.for_intent(intent)
    )
    return tuple(several)


def new_matter(turn: Turn, step: Collect, heard: Heard) -> Move | None:
    """Serve another matter, and keep those named with it.

    None where there is none, or it is the one under way.
    """
    state, named = turn.state, matters_named(turn, heard)
    if not named:
        return None
    if not step.slot:
        keep_all(turn, heard, named[1:], first=1)
        return begin_matter(turn, named[0], heard)
    fresh = tuple(
        intent
        for intent in named
        if _flow_name(turn, intent) not in turn.under_way and intent not in state.pending
    )
    if not fresh:
        return None
    if _digressions(turn) >= DIGRESSIONS or _needs_what_runs(turn, fresh[0]):
        keep_all(turn, heard, fresh)
        turn.say_phrase("later")
        return ask_again(turn, step)
    keep_all(turn, heard, fresh[1:], first=1)
    turn.state = replace(turn.state, stack=(*state.stack, (state.flow, state.step)))
    return begin_matter(turn, fresh[0], heard)


def keep_for_later(turn: Turn, step: Collect, heard: Heard, move: Move) -> None:
    """Keep the matters that came with an answer; a choice said alone brings none."""
    if any(heard.understanding.text in choice.phrases for choice in step.choices):
        return
    slot = turn.slot(step.slot) if step.slot else None
    if slot and slot.type != "text" and not isinstance(move, Begin) and certain_matter(turn, heard):
        named = matters_named(turn, heard)
        keep_all(turn, heard, [i for i in named if _flow_name(turn, i) not in turn.under_way])


def certain_matter(turn: Turn, heard: Heard) -> bool:
    """Whether an utterance names, with confidence, a matter that is not under way."""
    if matter_named(turn, heard) is None:
        return False
    sure = heard.understanding.confidence >= CERTAIN_MATTER or heard.understanding.matters
    others = [
        _flow_name(turn, intent) not in turn.under_way for intent in matters_named(turn, heard)
    ]
    return bool(sure) and any(others)


def keep_all(turn: Turn, heard: Heard, intents: Iterable[str], first: int = 0) -> None:
    """Serve matters once the present one is done, with the values named for them.

    Of several values of one kind, such as two order numbers, each matter takes its own.

    Args:
        turn: the run.
        heard: the utterance that names them.
        intents: in the order said.
        first: how many matters the utterance names before these.
    """
    for place, intent in enumerate(intents, first):
        pending = tuple(dict.fromkeys((*turn.state.pending, intent)))
        turn.state = replace(turn.state, pending=pending)
        note_entry(turn, intent, heard)
        flow = turn.flows.for_intent(intent)
        if flow:
            named = dict(_values_named(flow, heard, place))
            kept = {f"{flow.name}.{slot}": value for slot, value in named.items()}
            turn.state = replace(turn.state, kept={**turn.state.kept, **kept})


def _values_named(flow: Flow, heard: Heard, place: int) -> Iterator[tuple[str, Json]]:
    """Slots of a flow with what an utterance names for them: the value at a place of its kind."""
    yield from choices_named(flow, heard.understanding.text)
    for slot in flow.slots.values():
        named = [each.value for each in heard.understanding.entities if each.name == slot.entity]
        value = named[min(place, len(named) - 1)] if named else ""
        if value and slot.accepts(value) and not slot.secret:
            yield slot.name, value


def _flow_name(turn: Turn, intent: str) -> str:
    flow = turn.flows.for_intent(intent)
    return flow.name if flow else ""


def _digressions(turn: Turn) -> int:
    """How many matters lie open beneath the present one; flows that were called are not any."""
    return sum(not turn.flows.step(flow, name).calls for flow, name in turn.state.stack)


def _needs_what_runs(turn: Turn, intent: str) -> bool:
    """Whether the flow of a matter would call one that is under way."""
    flow = turn.flows.for_intent(intent)
    return flow is not None and any(
        s.calls in turn.under_way for s in flow.steps.values() if s.calls
    )
