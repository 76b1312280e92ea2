"""Promises to keep and messages to answer, of an agent's queues."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from flows.policy import Policy
from ivr.store import callbacks, calls, voicemails
from ivr.store.agents import Agent
from ivr.store.callbacks import Callback, CallbackStatus
from ivr.store.voicemails import Voicemail
from ivr.web.desk.agent_now import queue_title
from ivr.web.records.words import clock, moment, number_words


@dataclass(frozen=True)
class CallbackRow:
    """One promise, ready to be shown."""

    callback_id: int
    call_sid: str
    number: str
    queue: str
    reason: str
    by: str
    """A time, as it stands within a sentence."""
    is_late: bool
    is_mine: bool
    was_tried: bool
    """True where it was rung and nobody answered."""


@dataclass(frozen=True)
class VoicemailRow:
    """One message, ready to be shown."""

    voicemail_id: int
    call_sid: str
    number: str
    can_be_rung: bool
    queue: str
    when: str
    length: str
    text: str


@dataclass(frozen=True)
class Inbox:
    """All there is to do."""

    callbacks: tuple[CallbackRow, ...]
    voicemails: tuple[VoicemailRow, ...]


def inbox_of(session: Session, agent: Agent, policy: Policy, now: datetime) -> Inbox:
    """What an agent has to do, the most urgent first."""
    promised = callbacks.to_keep(session, agent.user_id, agent.queues, now)
    recorded = voicemails.open_in(session, agent.queues)
    return Inbox(
        tuple(_callback(each, agent, policy, now) for each in promised),
        tuple(_voicemail(session, each, policy, now) for each in recorded),
    )


def _callback(row: Callback, agent: Agent, policy: Policy, now: datetime) -> CallbackRow:
    by = moment(row.promised_by, now)
    return CallbackRow(
        callback_id=row.id,
        call_sid=row.call_sid,
        number=number_words(row.number),
        queue=queue_title(policy, row.queue),
        reason=row.reason,
        by=by[:1].lower() + by[1:],
        is_late=row.promised_by < now,
        is_mine=row.status == CallbackStatus.CLAIMED and row.claimed_by == agent.user_id,
        was_tried=row.status == CallbackStatus.UNREACHED,
    )


def _voicemail(session: Session, row: Voicemail, policy: Policy, now: datetime) -> VoicemailRow:
    call = calls.load(session, row.call_sid)
    number = call.from_number if call else ""
    return VoicemailRow(
        voicemail_id=row.id,
        call_sid=row.call_sid,
        number=number_words(number),
        can_be_rung=number.startswith("+"),
        queue=queue_title(policy, row.queue),
        when=moment(row.recorded_at, now),
        length=clock(row.length_s),
        text=row.text,
    )
