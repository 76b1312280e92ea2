"""Make the summary of a call, from the record alone and by fixed rules."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, tzinfo

from sqlalchemy.orm import Session

from flows.events import SlotFilled
from flows.policy import Policy
from flows.run import RunState
from ivr.actions.phone_numbers import dialable
from ivr.calls.events import CallEvent
from ivr.calls.flow_state import state_of
from ivr.store import call_events, calls
from ivr.store.transfers import Transfer
from ivr.transfer.summary import account, story, words
from ivr.transfer.summary.contacts import contacts
from ivr.transfer.summary.facts import Facts, Matter, Reason
from ivr.transfer.summary.long import long
from ivr.transfer.summary.mood import mood
from ivr.transfer.summary.next_steps import next_steps
from ivr.transfer.summary.redacted import redacted
from ivr.transfer.summary.short import short
from ivr.transfer.summary.summary import Summary
from ivr.transfer.summary.tried import tried
from ivr.transfer.summary.whisper import whisper


def make_summary(
    session: Session, call_sid: str, transfer: Transfer, policy: Policy, zone: tzinfo = UTC
) -> Summary:
    """What an agent is told of a caller; where the record has gaps, what is known.

    Args:
        session: of the database; what the call recorded has to be stored (`EventRecorder.flush`).
        call_sid: of the call.
        transfer: why and where to a person is fetched.
        policy: risks, triggers and queues.
        zone: in which the long form tells times.

    Raises:
        DatabaseFailure: the database can't be read.
    """
    facts = gather(session, call_sid, transfer, policy)
    return Summary(whisper(facts), short(facts), long(facts, zone), facts)


def gather(session: Session, call_sid: str, transfer: Transfer, policy: Policy) -> Facts:
    """The facts, redacted.

    Raises:
        DatabaseFailure: the database can't be read.
    """
    call = calls.load(session, call_sid)
    state = state_of(call) if call else None
    stored = call_events.readable_of_call(session, call_sid)
    events = [each.event for each in stored]
    known = [*_slots(state), *events]
    number = dialable(call.from_number) or "" if call else ""
    shown = account.identity(session, call_sid, known)
    theirs = account.customer(session, shown, number)
    matters = _matters(events, state, policy)
    facts = Facts(
        call_sid=call_sid,
        number=number,
        called_at=call.started_at if call else None,
        asked_at=transfer.requested_at,
        reason=_reason(transfer, policy),
        matters=matters,
        identity=shown,
        customer=theirs,
        orders=account.orders_of(session, theirs, known),
        given=story.given(events),
        failed_steps=story.failed_steps(events, transfer.trigger),
        tried=tried(events),
        mood=mood(stored, policy),
        last_words=story.last_words(events),
        contacts=contacts(
            session,
            call_sid,
            (number, shown.customer),
            {matter.intent for matter in matters},
            transfer.requested_at,
        ),
    )
    facts = redacted(replace(facts, wish=story.wish(events, facts.matter)))
    ask, steps = next_steps(facts)
    return replace(facts, asked_of_agent=ask, next_steps=steps)


def _reason(transfer: Transfer, policy: Policy) -> Reason:
    queue = policy.queues.get(transfer.queue)
    return Reason(
        transfer.trigger,
        transfer.reason,
        transfer.queue,
        queue.title if queue else transfer.queue,
        own=transfer.reason not in {"", *(trigger.reason for trigger in policy.triggers)},
        note=transfer.note or "",
    )


def _matters(
    events: Sequence[CallEvent], state: RunState | None, policy: Policy
) -> tuple[Matter, ...]:
    """What the events tell, and what the flows keep for later."""
    found = story.matters(events, policy)
    told = {matter.intent for matter in found}
    waiting = [*(intent for intent, _ in state.matters), *state.pending] if state else []
    return found + tuple(
        Matter(intent, words.matter(intent), "", "open", words.policy_says(policy.risk_of(intent)))
        for intent in dict.fromkeys(waiting)
        if intent not in told
    )


def _slots(state: RunState | None) -> list[CallEvent]:
    """The values the call's flows work with, as if each was filled just now."""
    if state is None:
        return []
    return [SlotFilled(slot, value, "flow") for slot, value in state.slots.items()]
