"""The call that an agent is rung for, talks in, or writes notes about."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy.orm import Session

from flows.policy import Policy
from ivr.store import calls, identities, transfer_attempts, transfers
from ivr.store.agents import Agent, AgentState
from ivr.store.transfer_attempts import TransferAttempt
from ivr.store.transfers import Transfer
from ivr.transfer.agent_leg import BY_DESK
from ivr.transfer.states import AttemptState
from ivr.web.desk.agent_now import queue_title, wrap_up_ends
from ivr.web.desk.told import Told, told_by
from ivr.web.records.words import number_words

Phase = Literal["ringing", "whispering", "joining", "talking", "wrap_up"]
_PHASES: dict[str, Phase] = {
    AttemptState.PLACING: "ringing",
    AttemptState.RINGING: "ringing",
    AttemptState.WHISPERING: "whispering",
    AttemptState.ACCEPTED: "joining",
    AttemptState.JOINED: "talking",
}
_NOTES_STAY = timedelta(minutes=30)
"""Time for notes of somebody who went away, or whose wrap-up ran out."""
_METHODS = {
    "order_postcode": "by order number and ZIP code",
    "phone_pin": "by PIN",
    "sms_code": "by code",
}


@dataclass(frozen=True)
class Card:
    """One call, ready to be shown."""

    attempt_id: int
    transfer_id: int
    call_sid: str
    phase: Phase
    number: str
    phone: str
    """E.164, or what the network gave for a withheld number."""
    customer: str
    """Number of the verified customer; empty where nobody was verified."""
    verified: str
    """How they were; empty where they were not."""
    queue: str
    reason: str
    note: str
    """Of the agent before."""
    told: Told
    waiting_since: str
    talking_since: str | None
    wrap_up_until: str | None
    """ISO 8601, all three."""
    back: str
    """Where the agent has sent the caller; empty while nowhere."""

    @property
    def who(self) -> str:
        """The caller's name, else their number."""
        return self.told.name or self.number

    @property
    def is_incoming(self) -> bool:
        """Whether it waits for accept or decline."""
        return self.phase in ("ringing", "whispering")


def card_of(session: Session, agent: Agent, policy: Policy, now: datetime) -> Card | None:
    """The call an agent has to do with now; None where there is none."""
    attempt = _attempt(session, agent, now)
    if attempt is None:
        return None
    transfer = transfers.load(session, attempt.transfer_id)
    return _card(session, (agent, attempt, transfer), policy, now) if transfer else None


def _attempt(session: Session, agent: Agent, now: datetime) -> TransferAttempt | None:
    if agent.attempt_id is not None:
        return transfer_attempts.load(session, agent.attempt_id)
    last = transfer_attempts.to_wrap_up(session, agent.user_id)
    if last is None or last.ended_at is None:
        return None
    is_open = agent.state == AgentState.WRAP_UP or last.ended_at > now - _NOTES_STAY
    return last if is_open else None


def _card(
    session: Session,
    rows: tuple[Agent, TransferAttempt, Transfer],
    policy: Policy,
    now: datetime,
) -> Card:
    agent, attempt, transfer = rows
    call = calls.load(session, transfer.call_sid)
    identity = identities.of_call(session, transfer.call_sid)
    phone = call.from_number if call else ""
    return Card(
        attempt_id=attempt.id,
        transfer_id=transfer.id,
        call_sid=transfer.call_sid,
        phase=_phase(attempt),
        number=number_words(phone),
        phone=phone,
        customer=identity.customer if identity else "",
        verified=_METHODS.get(identity.method, identity.method) if identity else "",
        queue=queue_title(policy, transfer.queue),
        reason=transfer.reason,
        note=transfer.note,
        told=told_by(transfer, now),
        waiting_since=transfer.requested_at.isoformat(),
        talking_since=attempt.joined_at.isoformat() if attempt.joined_at else None,
        wrap_up_until=wrap_up_ends(agent, policy),
        back=str((transfer.back or {}).get("to", "")),
    )


def _phase(attempt: TransferAttempt) -> Phase:
    phase = _PHASES.get(attempt.state, "wrap_up")
    accepted = phase in ("ringing", "whispering") and attempt.by == BY_DESK
    return "joining" if accepted else phase
