"""Ringing a caller back: the agent's telephone first, then the caller's."""

from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy.orm import Session

from ivr.store import agents, callbacks, calls, users, voicemails
from ivr.store.callbacks import CallbackStatus, NewCallback
from ivr.transfer.parts import TransferParts
from telephony.addresses import is_e164
from telephony.call_failures import AnswerLost, CallFailure
from telephony.calls import OutgoingCall
from telephony.statuses import CallStatus

_log = structlog.get_logger(__name__)
_TAKEN = "Somebody else has taken this on already."
_BUSY = "You are in a call. Ring back when it is over."
_NO_TELEPHONE = "The line can't place calls: its Twilio account or its number is not set."
_REFUSED = "The network did not take the call. Try again."
_NO_NUMBER = "The caller withheld their number, so nobody can be rung back."


@dataclass(frozen=True)
class ToDial:
    """What the agent is asked, and who is rung then."""

    question: str
    """Key 1 says yes: a machine that picks up presses none, and no caller is rung for it."""
    number: str
    """E.164."""
    caller_id: str


@dataclass(frozen=True)
class Claim:
    """A promise, and the user who has taken it on."""

    callback_id: int
    user_id: int


class RingBack:
    """Keeps promises to ring back. Thread-safe; every method may raise `DatabaseFailure`.

    The agent is away while it goes on, so that no transfer rings them, and available afterwards.
    """

    def __init__(self, parts: TransferParts) -> None:
        self._parts = parts

    def start(self, callback_id: int, user_id: int) -> str:
        """Claim a promise for an agent and ring them; once, however often they ask.

        Returns:
            A sentence where that could not be; empty where the agent's telephone rings.
        """
        telephone = self._parts.telephone
        if telephone is None or not self._parts.number:
            return _NO_TELEPHONE
        with self._parts.database.writing() as session:
            problem, address = self._claimed(session, callback_id, user_id)
        if problem:
            return problem
        claim = Claim(callback_id, user_id)
        try:
            telephone.place(self._call(address, claim))
        except AnswerLost:
            _log.warning("whether a call to ring back was placed is not known")
        except CallFailure as failure:
            _log.warning("a call to ring back was not placed", failure=type(failure).__name__)
            self._over(claim)
            return _REFUSED
        return ""

    def start_after(self, voicemail_id: int, user_id: int) -> str:
        """The same for somebody who left a message: a promise is made of it first."""
        with self._parts.database.writing() as session:
            message, agent = (
                voicemails.load(session, voicemail_id),
                agents.of_user(session, user_id),
            )
            if message is None or agent is None or message.queue not in agent.queues:
                return _TAKEN
            call = calls.load(session, message.call_sid)
            if call is None or not is_e164(call.from_number):
                return _NO_NUMBER
            now = self._parts.clock()
            new = NewCallback(
                idempotency_key=f"voicemail:{message.idempotency_key}"[:160],
                call_sid=message.call_sid,
                number=call.from_number,
                queue=message.queue,
                reason=f"Left a message: {message.text}"[:400],
                created_at=now,
                promised_by=now + timedelta(hours=self._parts.flows.policy.transfer.promise_h),
            )
            promise = callbacks.store(session, new)
        return self.start(promise.id, user_id)

    def picked_up(self, claim: Claim) -> ToDial | None:
        """The agent answered; None where the promise is no longer theirs to keep."""
        with self._parts.database.reading() as session:
            promise = callbacks.load(session, claim.callback_id)
            user = users.load(session, claim.user_id)
        if user is None or user.disabled_at is not None:
            return None
        if promise is None or promise.status != CallbackStatus.CLAIMED:
            return None
        if promise.claimed_by != claim.user_id:
            return None
        reason = promise.reason.rstrip(".")
        question = f"You are ringing a caller back. {reason}. Press 1 to call them now."
        return ToDial(question, promise.number, self._parts.number)

    def answered(self, claim: Claim) -> None:
        """The caller picked up: the promise is kept."""
        self._settle(claim, CallbackStatus.DONE)

    def not_answered(self, claim: Claim) -> None:
        """The caller did not pick up."""
        self._settle(claim, CallbackStatus.UNREACHED)

    def leg_changed(self, claim: Claim, status: CallStatus) -> None:
        """The network tells how far the agent's leg is."""
        if status.is_over:
            self._over(claim)

    def _claimed(self, session: Session, callback_id: int, user_id: int) -> tuple[str, str]:
        """What is in the way, and the agent's address."""
        now, agent = self._parts.clock(), agents.of_user(session, user_id)
        if agent is None or not agents.step_aside(session, user_id, now):
            return _BUSY, ""
        if not callbacks.claim(session, callback_id, user_id, agent.queues, now):
            agents.step_back(session, user_id, now)
            return _TAKEN, ""
        return "", agent.address

    def _call(self, address: str, claim: Claim) -> OutgoingCall:
        base = f"{self._parts.origin}/voice/callback"
        query = f"callback={claim.callback_id}&user={claim.user_id}"
        return OutgoingCall(
            to=address,
            from_=self._parts.number,
            url=f"{base}/agent?{query}",
            status_url=f"{base}/status?{query}",
            ring_s=self._parts.flows.policy.transfer.ring_s,
        )

    def _settle(self, claim: Claim, status: CallbackStatus) -> None:
        now = self._parts.clock()
        with self._parts.database.writing() as session:
            callbacks.settle(session, claim.callback_id, claim.user_id, status, now)

    def _over(self, claim: Claim) -> None:
        """The agent's call is over: what is still claimed is free again, and so is the agent."""
        now = self._parts.clock()
        with self._parts.database.writing() as session:
            callbacks.settle(session, claim.callback_id, claim.user_id, CallbackStatus.OPEN, now)
            agents.step_back(session, claim.user_id, now)
