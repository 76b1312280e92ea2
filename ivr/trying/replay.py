"""Real calls played once more: which of them a draft would end differently."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime

from flows.definition import FlowSet
from flows.events import MatterSettled, TransferCaller
from flows.outcome import outcome_if_left
from ivr.calls.notes import in_words
from ivr.rehearsal.text_call import TextCaller, TextLine, text_call
from ivr.trying.recorded_calls import RecordedCall


@dataclass(frozen=True)
class Differing:
    """A call that ends differently."""

    call: RecordedCall
    live: str
    """How it ends on what is live, in words."""
    draft: str


def differing(
    call: RecordedCall, live: FlowSet, draft: FlowSet, now: Callable[[], datetime]
) -> Differing | None:
    """How a call ends on what is live and on a draft; None where it ends alike.

    Both are played with the same words, understood as they were, over the same demo shop: so what
    differs comes of the draft, and of nothing that changed in the world since.

    Raises:
        DatabaseFailure: this machine has no room for a shop.
    """
    before, after = ending_of(call, live, now), ending_of(call, draft, now)
    return None if before == after else Differing(call, before, after)


def ending_of(call: RecordedCall, flows: FlowSet, now: Callable[[], datetime]) -> str:
    """How a call ends on these flows, in words: its outcome, what was settled, who was wanted."""
    with ExitStack() as stack:
        line = TextLine(flows, call.meanings.__getitem__, now)
        player = text_call(stack, line, TextCaller(call.number))
        player.begin({"caller": {"number": call.number}})
        for entered in call.lines:
            if player.ended is not None:
                break
            player.enter(entered)
    settled = [in_words(o.intent) for o in player.outputs if isinstance(o, MatterSettled)]
    queues = dict.fromkeys(o.queue for o in player.outputs if isinstance(o, TransferCaller))
    told: list[str] = [outcome_if_left(player.state)]
    if settled:
        told.append(f"settled {', '.join(settled)}")
    if queues:
        told.append(f"wanted a person ({', '.join(queues)})")
    return "; ".join(told)
