"""What an agent was called for before."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ivr.calls.notes import in_words
from ivr.store import calls, transfer_attempts, transfers
from ivr.store.transfer_attempts import TransferAttempt
from ivr.transfer.states import AttemptOutcome
from ivr.web.desk.notes import DISPOSITIONS
from ivr.web.records.words import clock, moment, number_words

_SHOWN = 10
_OUTCOMES = {
    AttemptOutcome.NO_KEY: "No key pressed",
    AttemptOutcome.CALLER_LEFT: "Caller left",
    AttemptOutcome.AGENT_LEFT: "You hung up first",
    AttemptOutcome.DISABLED: "Your user was disabled",
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
        disposition=DISPOSITIONS.get(attempt.disposition, ""),
    )


def _outcome(attempt: TransferAttempt) -> str:
    outcome = AttemptOutcome(attempt.outcome) if attempt.outcome else AttemptOutcome.FAILED
    return _OUTCOMES.get(outcome) or in_words(outcome).capitalize()
