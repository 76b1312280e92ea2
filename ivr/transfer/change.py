"""One change of transfers: a transaction with its record, and what is left to do afterwards."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from flows.policy import TransferLimits
from ivr.calls.events import AgentTried, TransferMoved
from ivr.store import agents, transfer_attempts, transfers, users
from ivr.store.recorder import EventRecorder
from ivr.store.transfer_attempts import TransferAttempt
from ivr.store.transfers import Transfer
from ivr.transfer.ending import agent_after, misses_after, sentence_for
from ivr.transfer.orders import CallNext, Dismiss, Order
from ivr.transfer.states import UNDECIDED, WAITING, AttemptOutcome, AttemptState, TransferState


@dataclass
class Change:
    """A transaction at work.

    The row of a transfer is locked before any of its attempts and agents is touched, so that
    changes of one transfer come one after the other.
    """

    session: Session
    now: datetime
    recorder: EventRecorder
    limits: TransferLimits
    orders: list[Order] = field(default_factory=list)
    """Done once the transaction is stored, in this order."""

    def transfer(self, transfer_id: int) -> Transfer | None:
        """A transfer as it is now; it stays so until the change is stored."""
        return transfers.hold(self.session, transfer_id)

    def open_of(self, call_sid: str) -> Transfer | None:
        """The open transfer of a call; it stays as it is until the change is stored."""
        found = transfers.open_of(self.session, call_sid)
        held = self.transfer(found.id) if found else None
        return held if held is not None and held.ended_at is None else None

    def attempt(self, attempt_id: int) -> tuple[Transfer, TransferAttempt] | None:
        """An attempt and its transfer; they stay as they are until the change is stored."""
        found = transfer_attempts.load(self.session, attempt_id)
        transfer = self.transfer(found.transfer_id) if found else None
        attempt = transfer_attempts.load(self.session, attempt_id)
        return (transfer, attempt) if transfer and attempt else None

    def move(self, transfer: Transfer, to: TransferState, why: str = "", **values: object) -> bool:
        """Move a transfer where that is legal, and record it."""
        if why:
            values["why"] = why
        if not transfers.move(self.session, transfer.id, to, self.now, **values):
            return False
        self.session.refresh(transfer)
        moved = TransferMoved(transfer.id, to, why)
        self.recorder.append_within(self.session, transfer.call_sid, moved)
        return True

    def move_attempt(self, attempt: TransferAttempt, to: AttemptState, **values: object) -> bool:
        """Move an attempt where that is legal."""
        if not transfer_attempts.move(self.session, attempt.id, to, self.now, **values):
            return False
        self.session.refresh(attempt)
        return True

    def end_attempt(
        self, transfer: Transfer, attempt: TransferAttempt, outcome: AttemptOutcome
    ) -> bool:
        """End an attempt: its agent is let go, its leg too, and the record tells.

        Returns:
            False where it is over already.
        """
        listening = attempt.answered_at is not None
        if not self.move_attempt(attempt, AttemptState.OVER, outcome=outcome):
            return False
        self._let_agent_go(attempt, outcome)
        user = users.load(self.session, attempt.agent_id)
        rang_s = ((attempt.answered_at or self.now) - attempt.placed_at).total_seconds()
        name = user.shown_name if user else ""
        tried = AgentTried(transfer.id, attempt.id, name, outcome, round(rang_s, 3))
        self.recorder.append_within(self.session, transfer.call_sid, tried)
        self.dismiss(attempt, sentence_for(outcome, transfer.state) if listening else "")
        return True

    def dismiss(self, attempt: TransferAttempt, sentence: str = "") -> None:
        """Have the leg of an attempt that is over ended, unless it is."""
        if attempt.call_sid is None or attempt.leg_over_at is not None:
            return
        attempt.dismissed_at = self.now
        self.orders.append(Dismiss(attempt.id, attempt.call_sid, sentence))

    def leave_leg(self, attempt: TransferAttempt) -> None:
        """The answer to a request of the leg itself ends it: nothing else is to be told."""
        attempt.dismissed_at = self.now
        self.orders = [
            each
            for each in self.orders
            if not (isinstance(each, Dismiss) and each.attempt_id == attempt.id)
        ]

    def next_agent(self, transfer: Transfer) -> None:
        """The caller holds on, and another agent is looked for."""
        if self.move(transfer, TransferState.REQUESTED, accepted_at=None):
            self.orders.append(CallNext(transfer.id))

    def end(self, transfer: Transfer, to: TransferState, why: str) -> bool:
        """End a transfer in which nobody talks, with its open attempt.

        Returns:
            False where it has ended, or caller and agent talk.
        """
        if not self.move(transfer, to, why):
            return False
        attempt = transfer_attempts.open_of(self.session, transfer.id)
        if attempt is not None:
            self.end_attempt(transfer, attempt, AttemptOutcome.CALLER_LEFT)
        return True

    def complete(self, transfer: Transfer) -> bool:
        """End a transfer in which caller and agent talked."""
        if not self.move(transfer, TransferState.COMPLETED, "talked"):
            return False
        attempt = transfer_attempts.open_of(self.session, transfer.id)
        if attempt is not None:
            self.end_attempt(transfer, attempt, AttemptOutcome.TALKED)
        return True

    def caller_left(self, transfer: Transfer) -> None:
        """The caller's call is over."""
        transfer.caller_away_at = None
        if not self.complete(transfer):
            self.end(transfer, TransferState.ABANDONED, "caller_hung_up")

    def attempt_failed(
        self, transfer: Transfer, attempt: TransferAttempt, outcome: AttemptOutcome
    ) -> None:
        """An attempt came to nothing: the next agent is called, if the caller still waits."""
        if self.end_attempt(transfer, attempt, outcome) and (
            transfer.state in WAITING or transfer.state == TransferState.ACCEPTED
        ):
            self.next_agent(transfer)

    def shut_out(self, transfer: Transfer, attempt: TransferAttempt) -> bool:
        """End an undecided attempt whose agent's user was disabled since.

        Returns:
            Whether that was so.
        """
        user = users.load(self.session, attempt.agent_id)
        if attempt.state not in UNDECIDED or user is None or user.disabled_at is None:
            return False
        self.attempt_failed(transfer, attempt, AttemptOutcome.DISABLED)
        return True

    def _let_agent_go(self, attempt: TransferAttempt, outcome: AttemptOutcome) -> None:
        agent = agents.held_by(self.session, attempt.id)
        if agent is None:
            return
        misses = misses_after(outcome, agent.misses)
        state, why = agent_after(outcome, agent, misses, self.limits.misses)
        agents.release(self.session, attempt.id, state, self.now, misses=misses, away_why=why)
