"""What an agent was called for before, and what a caller called about before."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from ivr.calls.notes import in_words
from ivr.store import calls, transfer_attempts, transfers
from ivr.store.transfer_attempts import TransferAttempt
from ivr.transfer.states import AttemptOutcome
from ivr.web.records.rows import CallRow, row_of
from ivr.web.records.words import clock, moment, number_words

PAST = timedelta(days=30)
_SHOWN = 10
_OUTCOMES = {
    AttemptOutcome.NO_KEY: "No key pressed",
    AttemptOutcome.CALLER_LEFT: "Caller left",
    AttemptOutcome.AGENT_LEFT: "You hung up first",
    AttemptOutcome.TIMED_OUT: "Nothing came back",
}


@dataclass(frozen=True)
class PastTransfer:
    """One transfer of an agent's, ready to be shown."""

    call_sid: str
    number: str
    when: str
    outcome: str
    talked: str
    """Minutes and seconds; empty where they did not talk."""
    may_read: bool
    """Whether the agent took it, so that its record is theirs to read."""
    disposition: str


def past_transfers(session: Session, agent_id: int, now: datetime) -> tuple[PastTransfer, ...]:
    """The last transfers of an agent, newest first."""
    found = transfer_attempts.latest_of_agent(session, agent_id, _SHOWN)
    return tuple(_past(session, attempt, now) for attempt in found)


def past_contacts(session: Session, phone: str, but: str, now: datetime) -> tuple[CallRow, ...]:
    """Calls from a number within 30 days, newest first, without the call at hand."""
    if not phone.startswith("+"):
        return ()
    found = calls.earlier_of(session, phone, now - PAST, limit=_SHOWN)
    return tuple(row_of(call, now) for call in found if call.call_sid != but and call.ended_at)


def _past(session: Session, attempt: TransferAttempt, now: datetime) -> PastTransfer:
    transfer = transfers.load(session, attempt.transfer_id)
    call = calls.load(session, transfer.call_sid) if transfer else None
    talked = (
        clock((attempt.ended_at - attempt.joined_at).total_seconds())
        if attempt.joined_at and attempt.ended_at
        else ""
    )
    return PastTransfer(
        call_sid=call.call_sid if call else "",
        number=number_words(call.from_number if call else ""),
        when=moment(attempt.placed_at, now),
        outcome=_outcome(attempt),
        talked=talked,
        may_read=attempt.accepted_at is not None,
        disposition=attempt.disposition,
    )


def _outcome(attempt: TransferAttempt) -> str:
    outcome = AttemptOutcome(attempt.outcome) if attempt.outcome else AttemptOutcome.FAILED
    return _OUTCOMES.get(outcome) or in_words(outcome).capitalize()
