"""What an agent does on the desk."""

from dataclasses import dataclass

from ivr.store import agents, transfer_attempts
from ivr.store.agents import AgentState
from ivr.store.base import JsonObject
from ivr.store.transfer_attempts import TransferAttempt
from ivr.store.transfers import Transfer
from ivr.transfer.agent_leg import BY_DESK, accept, is_browser
from ivr.transfer.caller_side import caller_is_gone
from ivr.transfer.change import Change
from ivr.transfer.orders import SendToJoin
from ivr.transfer.states import UNDECIDED, AttemptOutcome, AttemptState, TransferState
from ivr.transfer.switchboard import Switchboard
from ivr.transfer.wish import BackTo


@dataclass(frozen=True)
class DeskSide:
    """The desk's part in transfers; everything here is asked by a signed-in agent."""

    board: Switchboard

    def accept(self, attempt_id: int, user_id: int) -> bool:
        """Take the call: a browser at once, or as they pick up.

        A telephone is asked for key 1 all the same, so that voicemail gets no caller.
        """
        with self.board.changes.begin() as change:
            found = self._own(change, attempt_id, user_id)
            if found is None:
                return False
            transfer, attempt = found
            if change.shut_out(transfer, attempt):
                return False
            if attempt.state not in UNDECIDED:
                return False
            if caller_is_gone(change, transfer):
                change.caller_left(transfer)
                return False
            attempt.by = BY_DESK
            if attempt.state != AttemptState.WHISPERING or not is_browser(change, attempt):
                return True
            taken = accept(change, transfer, attempt, BY_DESK)
            if taken and attempt.call_sid is not None:
                change.orders.append(SendToJoin(attempt.id, attempt.call_sid))
            return taken

    def decline(self, attempt_id: int, user_id: int) -> bool:
        """Not take the call; the next agent is called."""
        with self.board.changes.begin() as change:
            found = self._own(change, attempt_id, user_id)
            if found is None:
                return False
            transfer, attempt = found
            if attempt.state not in UNDECIDED:
                return False
            attempt.by = BY_DESK
            change.attempt_failed(transfer, attempt, AttemptOutcome.DECLINED)
            return True

    def hand_back(
        self, transfer_id: int, user_id: int, to: BackTo, queue: str = "", note: str = ""
    ) -> bool:
        """End the talk and send the caller on; False where they don't talk."""
        known = self.board.parts.flows.policy.queues
        if to == "queue" and queue not in known:
            return False
        with self.board.changes.begin() as change:
            transfer = change.transfer(transfer_id)
            attempt = transfer_attempts.open_of(change.session, transfer_id)
            if transfer is None or attempt is None or attempt.agent_id != user_id:
                return False
            if transfer.state != TransferState.JOINED:
                return False
            back: JsonObject = {"to": to}
            if to == "queue":
                back |= {"queue": queue, "note": note[:2000]}
            transfer.back = back
            return change.complete(transfer)

    def set_state(self, user_id: int, state: AgentState) -> bool:
        """Become available or go away; refused while ringing or in a call."""
        if state not in (AgentState.AVAILABLE, AgentState.AWAY):
            return False
        with self.board.changes.begin() as change:
            return agents.change_state(change.session, user_id, state, change.now)

    def wrap_up(
        self, attempt_id: int, user_id: int, disposition: str, notes: str, done: bool
    ) -> bool:
        """Keep what was noted of a talk; `done` ends the wrap-up."""
        with self.board.changes.begin() as change:
            found = self._own(change, attempt_id, user_id)
            if found is None or found[1].accepted_at is None:
                return False
            attempt = found[1]
            attempt.disposition, attempt.notes = disposition[:32], notes[:4000]
            if done and attempt.ended_at is not None:
                attempt.wrapped_up_at = attempt.wrapped_up_at or change.now
                agents.change_state(
                    change.session, user_id, AgentState.AVAILABLE, change.now, since=change.now
                )
            return True

    def _own(
        self, change: Change, attempt_id: int, user_id: int
    ) -> tuple[Transfer, TransferAttempt] | None:
        found = change.attempt(attempt_id)
        return found if found and found[1].agent_id == user_id else None
