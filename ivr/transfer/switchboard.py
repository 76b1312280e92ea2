"""Doing orders: requests to the telephone network, and what their answers change.

No request is made inside a transaction. What goes wrong here leaves a trace that the watchdog
follows up: an attempt without a CallSid, a leg that is not over, a caller who is away.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import structlog

from ivr.store.failures import DatabaseFailure
from ivr.store.transfer_attempts import TransferAttempt
from ivr.store.transfers import Transfer
from ivr.transfer.addresses import Addresses
from ivr.transfer.change import Change
from ivr.transfer.changes import Changes
from ivr.transfer.dialling import Dialling
from ivr.transfer.orders import CallAgent, CallNext, Dismiss, FetchCaller, Order, SendToJoin
from ivr.transfer.parts import Telephone, TransferParts
from ivr.transfer.states import AttemptOutcome, AttemptState
from telephony import twiml
from telephony.call_failures import AnswerLost, CallFailure, CallGone
from telephony.calls import OutgoingCall

log = structlog.get_logger()

Work = Callable[[], None]


def in_background(work: Work) -> None:
    """Do work on a thread of its own: who asked for it does not wait for the network."""
    threading.Thread(target=work, name="transfer-orders", daemon=True).start()


@dataclass
class Switchboard:
    """Carries out orders. Thread-safe."""

    parts: TransferParts
    start: Callable[[Work], None] = in_background
    """Starts work, now or later."""
    changes: Changes = field(init=False)
    dialling: Dialling = field(init=False)

    def __post_init__(self) -> None:
        self.changes = Changes(self.parts, self.carry_out)
        self.dialling = Dialling(self.parts, self.changes)

    def carry_out(self, orders: Sequence[Order]) -> None:
        """Do orders one after another; a failure is logged."""
        self.start(lambda: self._do_all(tuple(orders)))

    def _do_all(self, orders: Sequence[Order]) -> None:
        for order in orders:
            try:
                self._do(order)
            except (CallFailure, DatabaseFailure) as failure:
                kind = type(order).__name__
                log.warning("order_not_done", order=kind, failure=type(failure).__name__)
            except Exception:
                log.exception("order_broken", order=type(order).__name__)

    def _do(self, order: Order) -> None:
        if isinstance(order, CallNext):
            self.dialling.go_on(order.transfer_id)
            return
        telephone, addresses = self.parts.telephone, Addresses(self.parts.origin)
        if telephone is None:
            return
        match order:
            case CallAgent():
                self._call(telephone, addresses, order)
            case SendToJoin(attempt_id, call_sid):
                telephone.redirect(call_sid, addresses.join(attempt_id))
            case Dismiss():
                self._dismiss(telephone, order)
            case FetchCaller():
                _fetch(telephone, addresses, order)

    def _call(self, telephone: Telephone, addresses: Addresses, order: CallAgent) -> None:
        attempt_id = order.attempt_id
        call = OutgoingCall(
            to=order.address,
            from_=self.parts.number,
            url=addresses.whisper(attempt_id),
            status_url=addresses.status(attempt_id),
            ring_s=self.parts.flows.policy.transfer.ring_s,
            machine_url=addresses.machine(attempt_id) if self.parts.detect_voicemail else "",
        )
        try:
            call_sid = telephone.place(call)
        except AnswerLost:
            log.warning("answer_lost", attempt=attempt_id)
        except CallFailure as failure:
            log.warning("agent_not_called", attempt=attempt_id, failure=str(failure))
            self._failed(attempt_id)
        else:
            with self.changes.begin() as change:
                name_leg(change, attempt_id, call_sid)

    def _failed(self, attempt_id: int) -> None:
        with self.changes.begin() as change:
            found = change.attempt(attempt_id)
            if found is not None:
                change.attempt_failed(*found, AttemptOutcome.FAILED)

    def _dismiss(self, telephone: Telephone, order: Dismiss) -> None:
        if order.sentence:
            try:
                telephone.instruct(order.call_sid, twiml.say_then_hang_up(order.sentence))
            except CallGone:
                self._leg_is_over(order.attempt_id)
            return
        telephone.hang_up(order.call_sid)
        self._leg_is_over(order.attempt_id)

    def _leg_is_over(self, attempt_id: int) -> None:
        with self.changes.begin() as change:
            found = change.attempt(attempt_id)
            if found is not None and found[1].leg_over_at is None:
                found[1].leg_over_at = change.now


def name_leg(
    change: Change, attempt_id: int, call_sid: str
) -> tuple[Transfer, TransferAttempt] | None:
    """Note the CallSid of an attempt's leg; one that is over by now is dismissed.

    Returns:
        The transfer and the attempt; None where it is not known or has another leg.
    """
    found = change.attempt(attempt_id)
    if found is None:
        return None
    _, attempt = found
    if attempt.call_sid is None:
        attempt.call_sid = call_sid
        if attempt.state == AttemptState.OVER:
            change.dismiss(attempt)
        else:
            change.move_attempt(attempt, AttemptState.RINGING)
    return found if attempt.call_sid == call_sid else None


def _fetch(telephone: Telephone, addresses: Addresses, order: FetchCaller) -> None:
    """Have the caller come back, if they are in one of the conferences."""
    if any(order.call_sid in telephone.in_conference(name) for name in order.conferences):
        telephone.redirect(order.call_sid, addresses.after_stream)
