"""What the caller's own call asks and tells of a transfer."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from ivr.calls.events import TransferMoved
from ivr.store import calls, transfer_attempts, transfers
from ivr.store.transfers import NewTransfer, Transfer
from ivr.store.users import User
from ivr.transfer.change import Change
from ivr.transfer.estimate import Estimates
from ivr.transfer.orders import CallNext
from ivr.transfer.states import WAITING, AttemptOutcome, AttemptState, TransferState
from ivr.transfer.switchboard import Switchboard
from ivr.transfer.wish import Meeting, Standing, Wish

MEETING_STATES = (TransferState.ACCEPTED, TransferState.JOINED)


@dataclass(frozen=True)
class CallerSide:
    """The caller's part in transfers."""

    board: Switchboard
    estimates: Estimates

    def request(self, wish: Wish) -> Standing:
        """Take a wish; asked again, it is the same transfer."""
        self.board.parts.recorder.flush()
        with self.board.changes.begin() as change:
            if transfers.under(change.session, wish.key) is None:
                self._new(change, wish)
        standing = self.standing(wish.key)
        if standing is None:
            raise LookupError("a transfer that was stored is not there")
        return standing

    def _new(self, change: Change, wish: Wish) -> None:
        _end_open(change, wish.call_sid)
        made = transfers.request(
            change.session,
            NewTransfer(
                key=wish.key,
                call_sid=wish.call_sid,
                queue=wish.queue,
                reason=wish.reason[:400],
                trigger=wish.trigger,
                conference=f"room-{secrets.token_hex(8)}",
                requested_at=change.now,
                give_up_at=change.now + timedelta(seconds=change.limits.give_up_s),
                note=wish.note[:2000],
            ),
        )
        if made is None:
            return
        moved = TransferMoved(made.id, TransferState.REQUESTED)
        change.recorder.append_within(change.session, made.call_sid, moved)
        if self.board.parts.telephone is None:
            change.end(made, TransferState.UNANSWERED, "nobody_available")
        else:
            change.orders.append(CallNext(made.id))

    def standing(self, key: str) -> Standing | None:
        """Where the transfer under a key stands."""
        with self.board.parts.database.reading() as session:
            transfer = transfers.under(session, key)
            if transfer is None:
                return None
            waits = transfer.state in WAITING
            place = transfers.place_of(session, transfer) if waits else None
            waited = self.estimates.of(session, transfer.queue) if waits else None
            agent = None if waits else transfer_attempts.accepted_of(session, transfer.id)
            user = session.get(User, agent.agent_id) if agent else None
            return Standing(
                transfer_id=transfer.id,
                key=transfer.key,
                queue=transfer.queue,
                state=TransferState(transfer.state),
                why=transfer.why,
                place=place,
                estimate_s=round(waited * place) if waited is not None and place else None,
                agent=user.shown_name if user else "",
                back=transfer.back or {},
            )

    def call_off(self, key: str, why: str) -> bool:
        """The holding caller chose otherwise; False where it is too late."""
        with self.board.changes.begin() as change:
            found = transfers.under(change.session, key)
            held = change.transfer(found.id) if found else None
            return held is not None and change.end(held, TransferState.CALLED_OFF, why)

    def drop(self, key: str, why: str) -> None:
        """The caller no longer holds for it, whoever has accepted in the meantime."""
        with self.board.changes.begin() as change:
            found = transfers.under(change.session, key)
            held = change.transfer(found.id) if found else None
            if held is not None and not change.end(held, TransferState.CALLED_OFF, why):
                change.end(held, TransferState.UNANSWERED, "line_failed")

    def fails(self, call_sid: str) -> None:
        """The line can't serve the caller's call as it should, and offers something else."""
        with self.board.changes.begin() as change:
            _end_open(change, call_sid)

    def left(self, call_sid: str) -> None:
        """The caller's call is over."""
        with self.board.changes.begin() as change:
            transfer = change.open_of(call_sid)
            if transfer is not None:
                change.caller_left(transfer)

    def meeting(self, call_sid: str) -> Meeting | None:
        """The conference to enter now; where there is none, the caller is back on the line."""
        with self.board.changes.begin() as change:
            transfer = change.open_of(call_sid)
            _is_back(change, call_sid)
            if transfer is None or transfer.state not in MEETING_STATES:
                return None
            attempt = transfer_attempts.open_of(change.session, transfer.id)
            if attempt is None or attempt.state == AttemptState.OVER:
                return None
            transfer.caller_away_at = change.now
            return Meeting(transfer.id, attempt.id, conference_of(transfer, attempt.id))

    def over(self, call_sid: str) -> None:
        """The caller is out of the conference, and their call goes on."""
        with self.board.changes.begin() as change:
            transfer = change.open_of(call_sid)
            if transfer is not None and not change.complete(transfer):
                _has_not_met(change, transfer)
            _is_back(change, call_sid)

    def has_talked(self, call_sid: str) -> bool:
        """Whether the caller talked with an agent."""
        with self.board.parts.database.reading() as session:
            return any(each.joined_at for each in transfers.of_call(session, call_sid))


def conference_of(transfer: Transfer, attempt_id: int) -> str:
    """The friendly name of the conference of an attempt."""
    return f"{transfer.conference}-{attempt_id}"


def caller_is_gone(change: Change, transfer: Transfer) -> bool:
    """Whether the record says that the caller's call is over."""
    call = calls.load(change.session, transfer.call_sid)
    return call is not None and (call.ended_at is not None or call.outcome is not None)


def _end_open(change: Change, call_sid: str) -> None:
    transfer = change.open_of(call_sid)
    if transfer is not None and not change.complete(transfer):
        change.end(transfer, TransferState.UNANSWERED, "line_failed")


def _has_not_met(change: Change, transfer: Transfer) -> None:
    """The caller came out of a conference in which there was nobody: the next agent is called."""
    attempt = transfer_attempts.open_of(change.session, transfer.id)
    if attempt is not None and transfer.state == TransferState.ACCEPTED:
        change.attempt_failed(transfer, attempt, AttemptOutcome.FAILED)


def _is_back(change: Change, call_sid: str) -> None:
    for transfer in transfers.of_call(change.session, call_sid):
        transfer.caller_away_at = None
