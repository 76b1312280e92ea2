"""The watchdog: finds what is stuck, and finishes it.

Each thing it does is a compare-and-set of its own, so any number of processes may look after the
same database; one that was killed leaves nothing that the others don't find.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog

from ivr.store import agents, transfer_attempts, transfers
from ivr.store.agents import AgentState
from ivr.store.failures import DatabaseFailure
from ivr.store.transfer_attempts import TransferAttempt
from ivr.store.transfers import Transfer
from ivr.transfer.agent_leg import AgentLeg, join
from ivr.transfer.caller_side import caller_is_gone, conference_of
from ivr.transfer.change import Change
from ivr.transfer.orders import CallNext, FetchCaller
from ivr.transfer.states import WAITING, AttemptOutcome, AttemptState, TransferState
from ivr.transfer.switchboard import Switchboard
from telephony.call_failures import CallFailure, CallGone
from telephony.statuses import CallStatus

log = structlog.get_logger()

PLACING_S = 15
"""So long Twilio may take to name a call that was placed."""
RINGING_MORE_S = 10
"""Beyond the time it may ring: Twilio adds five seconds itself."""
WHISPER_S = 90
GRACE_S = 15
"""So long an agent in the whisper may still decide once the caller's limit is reached."""
JOIN_S = 15
"""So long caller and agent may take into the conference."""
AWAY_S = 2
"""So long a caller whose talk is over may take out of the conference by themselves."""
DISMISS_AGAIN_S = 5
"""After which a leg that is still there is hung up."""
LOOK_S = 10
"""Between two questions to the network whether caller and agent are still there."""
FORGET_LEG_S = 3600
"""A leg that never was reported over is asked after no longer."""
_NEVER = datetime.fromtimestamp(0, UTC)


@dataclass
class Watchdog:
    """Looks after all open transfers."""

    board: Switchboard
    _looked: dict[int, datetime] = field(default_factory=dict)
    """When this process last asked after those in each open transfer."""
    _waiting: list[CallNext] = field(default_factory=list)
    """Transfers of the present round for which an agent is to be called, the oldest first."""
    _unreached: datetime = _NEVER
    """When the network last could not be asked."""

    def tick(self) -> None:
        """One round; what fails is left to the next one."""
        parts = self.board.parts
        now, wrap_up_s = parts.clock(), parts.flows.policy.transfer.wrap_up_s
        with parts.database.reading() as session:
            open_ones = transfers.open_ones(session)
            away = [each.id for each in transfers.with_caller_away(session)]
            told_before = now - timedelta(seconds=DISMISS_AGAIN_S)
            legs = [each.id for each in transfer_attempts.with_a_leg(session, told_before)]
            ready = agents.wrapped_up(session, now - timedelta(seconds=wrap_up_s))
        looks = [
            *(partial(self._look_after, each.id, each.call_sid, now) for each in open_ones),
            *(partial(self._look_for_caller, each) for each in away),
            *(partial(self._dismiss, each) for each in legs),
            *(partial(self._end_wrap_up, each, timedelta(seconds=wrap_up_s)) for each in ready),
        ]
        for look in looks:
            try:
                look()
            except DatabaseFailure as failure:
                log.warning("watchdog_left_one_out", code=failure.code)
            except Exception:
                log.exception("watchdog_look_broken")
        if self._waiting:
            self.board.carry_out(self._waiting)
            self._waiting = []
        self._looked = {
            each.id: self._looked[each.id] for each in open_ones if each.id in self._looked
        }

    def _look_after(self, transfer_id: int, call_sid: str, now: datetime) -> None:
        due = self._is_due(transfer_id, now)
        caller = self._status(call_sid, now) if due else None
        gone = caller is not None and caller.is_over
        late: TransferAttempt | None = None
        with self.board.changes.begin() as change:
            transfer = change.transfer(transfer_id)
            if transfer is None or transfer.ended_at is not None:
                return
            if gone or caller_is_gone(change, transfer):
                change.caller_left(transfer)
            elif _is_given_up(transfer, change.now):
                change.end(transfer, TransferState.UNANSWERED, "limit")
            elif transfer.state == TransferState.REQUESTED:
                self._waiting.append(CallNext(transfer.id))
            else:
                late = self._look_at_attempt(change, transfer)
        if late is not None:
            self._look_into(late.id, conference_of(transfer, late.id), call_sid)
        elif due and not gone:
            self._look_at_leg(transfer_id, now)

    def _look_at_attempt(self, change: Change, transfer: Transfer) -> TransferAttempt | None:
        """End an attempt that is stuck; gives one whose parties should have met by now."""
        attempt = transfer_attempts.open_of(change.session, transfer.id)
        if attempt is None:
            return None
        if change.shut_out(transfer, attempt):
            return None
        if self._is_stuck(attempt, change.now):
            change.attempt_failed(transfer, attempt, AttemptOutcome.TIMED_OUT)
        accepted = attempt.state == AttemptState.ACCEPTED
        return attempt if accepted and _since(attempt.accepted_at, change.now) > JOIN_S else None

    def _is_due(self, transfer_id: int, now: datetime) -> bool:
        """Whether the network is to be asked after those who take part."""
        last = max(self._looked.get(transfer_id, _NEVER), self._unreached)
        if last <= now < last + timedelta(seconds=LOOK_S):
            return False
        self._looked[transfer_id] = now
        return True

    def _status(self, call_sid: str, now: datetime) -> CallStatus | None:
        """How far a call is; None where the network can't be asked."""
        telephone = self.board.parts.telephone
        if telephone is None:
            return None
        try:
            return telephone.fetch(call_sid)
        except CallGone:
            return CallStatus.COMPLETED
        except CallFailure as failure:
            log.warning("call_not_looked_after", failure=type(failure).__name__)
            self._unreached = now
            return None

    def _look_at_leg(self, transfer_id: int, now: datetime) -> None:
        """Find an agent's leg that is over although no report came."""
        with self.board.parts.database.reading() as session:
            attempt = transfer_attempts.open_of(session, transfer_id)
        if attempt is None or attempt.call_sid is None:
            return
        status = self._status(attempt.call_sid, now)
        if status is not None and status.is_over:
            AgentLeg(self.board).changed(attempt.id, attempt.call_sid, status)

    def _is_stuck(self, attempt: TransferAttempt, now: datetime) -> bool:
        since_placed = _since(attempt.placed_at, now)
        match attempt.state:
            case AttemptState.PLACING:
                return since_placed > PLACING_S
            case AttemptState.RINGING:
                ring_s = self.board.parts.flows.policy.transfer.ring_s
                return since_placed > ring_s + RINGING_MORE_S
            case AttemptState.WHISPERING:
                return _since(attempt.answered_at, now) > WHISPER_S
        return False

    def _look_into(self, attempt_id: int, conference: str, caller: str) -> None:
        """Whether those who should have met by now did, although no report came."""
        telephone = self.board.parts.telephone
        try:
            there = telephone.in_conference(conference) if telephone else frozenset()
        except CallFailure as failure:
            log.warning("conference_not_looked_into", failure=type(failure).__name__)
            there = frozenset()
        with self.board.changes.begin() as change:
            found = change.attempt(attempt_id)
            if found is None or found[1].state != AttemptState.ACCEPTED:
                return
            if {caller, found[1].call_sid} <= there:
                join(change, *found)
            else:
                change.attempt_failed(*found, AttemptOutcome.FAILED)

    def _look_for_caller(self, transfer_id: int) -> None:
        """Fetch a caller who was left in a conference."""
        with self.board.changes.begin() as change:
            transfer = change.transfer(transfer_id)
            if transfer is None or transfer.caller_away_at is None:
                return
            if caller_is_gone(change, transfer):
                transfer.caller_away_at = None
                return
            attempts = transfer_attempts.of_transfer(change.session, transfer.id)
            times = [each.ended_at for each in attempts if each.ended_at]
            last = max(transfer.caller_away_at, *times) if times else transfer.caller_away_at
            names = tuple(
                conference_of(transfer, each.id)
                for each in attempts
                if each.accepted_at and each.ended_at
            )
            talks = transfer.state == TransferState.JOINED
            if talks or not names or abs(_since(last, change.now)) < AWAY_S:
                return
            transfer.caller_away_at = change.now
            change.orders.append(FetchCaller(transfer.id, transfer.call_sid, names))

    def _dismiss(self, attempt_id: int) -> None:
        with self.board.changes.begin() as change:
            found = change.attempt(attempt_id)
            if found is None:
                return
            attempt = found[1]
            if _since(attempt.ended_at, change.now) > FORGET_LEG_S:
                attempt.leg_over_at = change.now
            elif _since(attempt.dismissed_at or attempt.ended_at, change.now) >= DISMISS_AGAIN_S:
                change.dismiss(attempt)

    def _end_wrap_up(self, user_id: int, after: timedelta) -> None:
        with self.board.changes.begin() as change:
            agents.change_state(
                change.session, user_id, AgentState.AVAILABLE, change.now, since=change.now - after
            )


def _since(then: datetime | None, now: datetime) -> float:
    """Seconds since a time; 0 where there is none."""
    return (now - then).total_seconds() if then else 0.0


def _is_given_up(transfer: Transfer, now: datetime) -> bool:
    if transfer.state == TransferState.WHISPERING:
        return now >= transfer.give_up_at + timedelta(seconds=GRACE_S)
    return transfer.state in WAITING and now >= transfer.give_up_at
