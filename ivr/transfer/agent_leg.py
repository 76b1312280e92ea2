"""What the agent's leg asks and tells: picking up, keys, status, and the conference."""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.store import agents
from ivr.store.agents import AgentState
from ivr.store.transfer_attempts import TransferAttempt
from ivr.store.transfers import Transfer
from ivr.transfer.caller_side import caller_is_gone, conference_of
from ivr.transfer.change import Change
from ivr.transfer.ending import GOODBYE, sentence_for
from ivr.transfer.states import UNDECIDED, AttemptOutcome, AttemptState, TransferState
from ivr.transfer.switchboard import Switchboard, name_leg
from ivr.transfer.wish import AgentHears, Gone, Join, OnTheWay, Whisper
from telephony.statuses import CallStatus
from telephony.webhooks import ConferenceEvent, ConferenceReport

ACCEPT, DECLINE = "1", "2"
KEYS = "Press 1 to accept, 2 to decline, or 3 to hear this again."
NO_SUMMARY = "A caller is waiting for you."
TAKEN_AT_DESK = "You took this call at your desk. Press 1 to talk to the caller, or 2 to decline."
"""For a telephone, which voicemail may have answered."""
BY_KEY, BY_DESK = "key", "desk"
BOTH_IN = 2
"""Sequence number of the second participant's join: nobody has left before."""
BEFORE_END = 4
"""From here on a report follows two joins and the start: those three are the first."""
_UNANSWERED: Mapping[CallStatus, AttemptOutcome] = {
    CallStatus.BUSY: AttemptOutcome.BUSY,
    CallStatus.FAILED: AttemptOutcome.FAILED,
    CallStatus.COMPLETED: AttemptOutcome.AGENT_LEFT,
}


@dataclass(frozen=True)
class AgentLeg:
    """The agent's part in transfers."""

    board: Switchboard

    def picked_up(self, attempt_id: int, call_sid: str) -> AgentHears:
        """The leg asks for its first instructions."""
        with self.board.changes.begin() as change:
            found = name_leg(change, attempt_id, call_sid)
            if found is None:
                return Gone(GOODBYE)
            transfer, attempt = found
            if attempt.answered_at is None:
                attempt.answered_at = change.now
            if caller_is_gone(change, transfer):
                change.caller_left(transfer)
            elif change.shut_out(transfer, attempt):
                pass
            elif change.move_attempt(attempt, AttemptState.WHISPERING):
                change.move(transfer, TransferState.WHISPERING)
                if attempt.by == BY_DESK and is_browser(change, attempt):
                    accept(change, transfer, attempt, BY_DESK)
            return _hears(change, transfer, attempt)

    def keyed(self, attempt_id: int, digits: str) -> AgentHears:
        """A key was pressed in the whisper, or none (empty)."""
        with self.board.changes.begin() as change:
            found = change.attempt(attempt_id)
            if found is None:
                return Gone(GOODBYE)
            transfer, attempt = found
            shut_out = change.shut_out(transfer, attempt)
            if attempt.state == AttemptState.WHISPERING and not shut_out:
                self._take(change, transfer, attempt, digits)
            elif attempt.state == AttemptState.ACCEPTED and attempt.by == BY_DESK:
                return OnTheWay(attempt.id)
            return _hears(change, transfer, attempt)

    def _take(
        self, change: Change, transfer: Transfer, attempt: TransferAttempt, digits: str
    ) -> None:
        if digits == ACCEPT:
            accept(change, transfer, attempt, BY_KEY)
        elif digits == DECLINE:
            attempt.by = BY_KEY
            change.attempt_failed(transfer, attempt, AttemptOutcome.DECLINED)
        elif not digits:
            change.attempt_failed(transfer, attempt, AttemptOutcome.NO_KEY)

    def joins(self, attempt_id: int) -> AgentHears:
        """The leg was taken out of the whisper."""
        with self.board.changes.begin() as change:
            found = change.attempt(attempt_id)
            return _hears(change, *found) if found else Gone(GOODBYE)

    def not_let_in(self, attempt_id: int) -> AgentHears:
        """The network could not take the leg into the conference."""
        with self.board.changes.begin() as change:
            found = change.attempt(attempt_id)
            if found is None:
                return Gone(GOODBYE)
            transfer, attempt = found
            if attempt.state == AttemptState.ACCEPTED:
                change.attempt_failed(transfer, attempt, AttemptOutcome.FAILED)
            change.leave_leg(attempt)
            return Gone(sentence_for(attempt.outcome, transfer.state))

    def changed(self, attempt_id: int, call_sid: str, status: CallStatus) -> None:
        """The network tells how far the leg is."""
        with self.board.changes.begin() as change:
            found = name_leg(change, attempt_id, call_sid)
            if found is None or not status.is_over:
                return
            transfer, attempt = found
            if attempt.leg_over_at is None:
                attempt.leg_over_at = change.now
            self._is_over(change, transfer, attempt, status)

    def _is_over(
        self, change: Change, transfer: Transfer, attempt: TransferAttempt, status: CallStatus
    ) -> None:
        match attempt.state:
            case AttemptState.PLACING | AttemptState.RINGING:
                outcome = _UNANSWERED.get(status, AttemptOutcome.NO_ANSWER)
                change.attempt_failed(transfer, attempt, outcome)
            case AttemptState.WHISPERING | AttemptState.ACCEPTED:
                change.attempt_failed(transfer, attempt, AttemptOutcome.AGENT_LEFT)
            case AttemptState.JOINED:
                change.complete(transfer)

    def machine_answered(self, attempt_id: int) -> None:
        """A machine answered: it is hung up, and the next agent called."""
        with self.board.changes.begin() as change:
            found = change.attempt(attempt_id)
            if found is None:
                return
            transfer, attempt = found
            if attempt.state in UNDECIDED:
                change.attempt_failed(transfer, attempt, AttemptOutcome.VOICEMAIL)

    def conference_told(self, attempt_id: int, report: ConferenceReport) -> None:
        """Something happened in the conference of an attempt."""
        with self.board.changes.begin() as change:
            found = change.attempt(attempt_id)
            if found is None:
                return
            transfer, attempt = found
            if _shows_both(report):
                join(change, transfer, attempt)
            if report.event in (ConferenceEvent.LEAVE, ConferenceEvent.END) and (
                attempt.state == AttemptState.JOINED
            ):
                change.complete(transfer)


def accept(change: Change, transfer: Transfer, attempt: TransferAttempt, by: str) -> bool:
    """The agent takes the call, in the whisper; False where it is not theirs to take."""
    if caller_is_gone(change, transfer):
        change.caller_left(transfer)
        return False
    if not change.move(transfer, TransferState.ACCEPTED, accepted_at=change.now):
        return False
    change.move_attempt(attempt, AttemptState.ACCEPTED, by=by, accepted_at=change.now)
    agent = agents.held_by(change.session, attempt.id)
    if agent is not None:
        agent.state, agent.since, agent.misses = AgentState.IN_CALL, change.now, 0
    return True


def join(change: Change, transfer: Transfer, attempt: TransferAttempt) -> None:
    """Caller and agent are both in the conference."""
    if change.move_attempt(attempt, AttemptState.JOINED, joined_at=change.now):
        change.move(transfer, TransferState.JOINED, joined_at=change.now)


def is_browser(change: Change, attempt: TransferAttempt) -> bool:
    """Whether the leg is a telephone in the browser, which no machine answers."""
    agent = agents.held_by(change.session, attempt.id)
    return agent is not None and agent.address.startswith("client:")


def _shows_both(report: ConferenceReport) -> bool:
    return (
        report.event is ConferenceEvent.START
        or report.sequence >= BEFORE_END
        or (report.event is ConferenceEvent.JOIN and report.sequence >= BOTH_IN)
    )


def _hears(change: Change, transfer: Transfer, attempt: TransferAttempt) -> AgentHears:
    match attempt.state:
        case AttemptState.WHISPERING:
            taken = attempt.by == BY_DESK
            return Whisper(TAKEN_AT_DESK if taken else f"{_whisper(transfer)} {KEYS}")
        case AttemptState.ACCEPTED | AttemptState.JOINED:
            return Join(attempt.id, conference_of(transfer, attempt.id))
    # The answer to this very request ends the leg; the watchdog looks whether it did.
    change.leave_leg(attempt)
    return Gone(sentence_for(attempt.outcome, transfer.state))


def _whisper(transfer: Transfer) -> str:
    told = (transfer.summary or {}).get("whisper")
    return told if isinstance(told, str) and told else NO_SUMMARY
