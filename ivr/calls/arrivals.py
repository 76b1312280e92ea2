"""What becomes of a call when it comes in, and whenever its stream has ended."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum

import structlog

from flows.outcome import outcome_if_left
from flows.policy import REPEAT_CALL, Policy
from ivr.calls.claims import Claims
from ivr.calls.events import (
    CallEnded,
    CallEvent,
    CallStarted,
    FaultHappened,
    StatusChanged,
    StreamClosed,
)
from ivr.calls.flow_state import state_of
from ivr.calls.live_call import LiveCall
from ivr.releases.loading import Loaded
from ivr.releases.versions import UnknownVersion
from ivr.store import call_events, calls, earlier_matters, stream_tokens, webhook_receipts
from ivr.store.calls import Call, NewCall
from ivr.store.failures import DatabaseFailure
from ivr.transfer.wish import Meeting
from ivr.wiring import Line
from telephony.statuses import CallStatus
from telephony.stream_tokens import StreamTicket
from telephony.webhooks import CallStatusChanged, IncomingCall

log = structlog.get_logger()

HANDED_OVER = "handed_over"
"""Ending of a stream whose caller goes into a conference."""
STREAMS_LIMIT = 5
"""So many streams a call may have or ask for; then the emergency menu takes over.
Those that were handed over to a conference don't count."""
CLOSES_WITHIN_S = 4.0
"""How long a stream that is over for the network may take to end here, its last turn included."""
LOST = FaultHappened(
    "stream", "stream_lost", "The stream was over before the call, and another one was asked for."
)
_SPOILT = frozenset({"voice_failed", "turn_broken", "turn_stuck", "malformed"})
"""Endings of a stream after which another one would fare no better."""


class NextMove(Enum):
    """What a call without a stream does next."""

    CONNECT = "connect"
    """Open a stream: the conversation begins or goes on."""
    EMERGENCY = "emergency"
    """The menu in the network's own voice."""
    HANG_UP = "hang_up"
    REFUSE = "refuse"
    """The request is a replay."""


@dataclass
class Arrivals:
    """Decides about calls between their streams."""

    line: Line
    _returned: Claims = field(default_factory=Claims)
    """Callers who came back after a stream that was handed over: CallSid and number of the stream.
    Asked again after the same one, it is the new stream that never opened."""

    def comes_in(self, incoming: IncomingCall) -> NextMove:
        """A call asks for its first instructions; a repetition of that changes nothing.

        A call for which no thread is left gets the emergency menu: it is answered, and offered a
        callback.
        """
        known = self._load(incoming.call_sid)
        if known is not None and (known.stream_count or known.outcome or known.ended_at):
            return NextMove.REFUSE
        if known is None or not known.to_number:
            new = NewCall(
                call_sid=incoming.call_sid,
                from_number=incoming.from_ or "",
                to_number=incoming.to,
                direction=incoming.direction,
                status=CallStatus.IN_PROGRESS,
                started_at=datetime.now(UTC),
                flow_version=self.line.releases.for_new_call(incoming.call_sid).version,
            )
            self.line.recorder.begin_call(new)
            started = CallStarted(incoming.direction, new.flow_version)
            self.line.recorder.append(incoming.call_sid, started)
        return NextMove.EMERGENCY if self._is_full else NextMove.CONNECT

    @property
    def _is_full(self) -> bool:
        """Whether the threads left are those kept for webhooks and pages."""
        threads = self.line.settings.web_threads
        return self.line.streams.count >= threads - max(2, threads // 8)

    def stream_over(self, call_sid: str) -> NextMove | Meeting:
        """The stream of a call is over, and the call asks what to do."""
        self.line.streams.wait_until_closed(call_sid, CLOSES_WITHIN_S)
        if self.line.ended.has(call_sid):
            return NextMove.HANG_UP
        meeting = self._meeting(call_sid)
        if meeting is not None:
            return meeting
        call = self._load(call_sid)
        if call is None:
            self._tell_transfers(self.line.transfers.line_failed, call_sid)
            return NextMove.EMERGENCY
        if call.outcome or call.ended_at:
            return NextMove.HANG_UP
        events = self._events(call_sid)
        endings = [each.reason for each in events if isinstance(each, StreamClosed)]
        handed_over = endings.count(HANDED_OVER)
        asked_for = max(call.stream_count - handed_over, events.count(LOST) + 1)
        if asked_for >= STREAMS_LIMIT or (endings and endings[-1] in _SPOILT):
            self._tell_transfers(self.line.transfers.line_failed, call_sid)
            return NextMove.EMERGENCY
        returns = bool(endings) and endings[-1] == HANDED_OVER
        if not (returns and self._returned.claim(f"{call_sid} {call.stream_count}")):
            self.line.recorder.append(call_sid, LOST)
        return NextMove.CONNECT

    def transfer_over(self, call_sid: str, status: CallStatus) -> NextMove | Meeting:
        """The caller is out of the conference with an agent, and the call asks what to do."""
        if status.is_over:
            self._tell_transfers(self.line.transfers.caller_left, call_sid)
            self._note_end(call_sid)
            return NextMove.HANG_UP
        self._tell_transfers(self.line.transfers.call_over, call_sid)
        return self.stream_over(call_sid)

    def _meeting(self, call_sid: str) -> Meeting | None:
        try:
            return self.line.transfers.meeting_of(call_sid)
        except DatabaseFailure as failure:
            log.warning("meeting_not_known", call_sid=call_sid, code=failure.code)
            return None

    def stream_opens(self, ticket: StreamTicket) -> LiveCall | None:
        """The call a stream is for; None where its ticket was used before or the call is over."""
        if self.line.ended.has(ticket.call_sid) or not self._use(ticket):
            return None
        self.line.streams.supersede(ticket.call_sid, CLOSES_WITHIN_S)
        call = self._load(ticket.call_sid)
        if call is None:
            loaded = self.line.releases.for_new_call(ticket.call_sid)
            return LiveCall(ticket.call_sid, "", loaded, 1)
        if call.outcome or call.ended_at:
            return None
        state, loaded = state_of(call), self._version_of(call)
        flow = loaded.flows.flows.get(state.flow) if state else None
        return LiveCall(
            call_sid=call.call_sid,
            caller_number=call.from_number,
            loaded=loaded,
            stream_count=call.stream_count + 1,
            state=state,
            rang_about=self._rang_about(call, loaded.flows.policy) if state is None else (),
            after_secret=flow is not None and flow.has_secrets,
        )

    def status_changed(self, changed: CallStatusChanged, path: str, token: str | None) -> None:
        """Note a status report; the call's last one ends its record."""
        if not self._is_news(changed, path, token):
            return
        event = StatusChanged(changed.status, changed.sequence)
        self.line.recorder.append(changed.call_sid, event)
        if changed.status.is_over:
            self._tell_transfers(self.line.transfers.caller_left, changed.call_sid)
            self._note_end(changed.call_sid)

    def number_of(self, call_sid: str) -> str:
        """The caller's number; empty where it is withheld or not to be had."""
        call = self._load(call_sid)
        return call.from_number if call else ""

    def _note_end(self, call_sid: str) -> None:
        """End the record of a call that is over, unless its stream does so itself."""
        self.line.streams.wait_until_closed(call_sid, CLOSES_WITHIN_S)
        call = self._load(call_sid)
        if call is not None and call.outcome:
            return
        state = state_of(call) if call else None
        outcome, why = outcome_if_left(state), "line_lost"
        if self._has_talked(call_sid):
            outcome, why = "transferred", "caller_hung_up"
        if self.line.ended.claim(call_sid):
            self.line.recorder.append(call_sid, CallEnded(outcome, why))

    def _tell_transfers(self, tell: Callable[[str], None], call_sid: str) -> None:
        """Tell of a call; while the database is away the watchdog finds out by itself."""
        try:
            tell(call_sid)
        except DatabaseFailure as failure:
            log.warning("transfer_not_told", call_sid=call_sid, code=failure.code)

    def _has_talked(self, call_sid: str) -> bool:
        try:
            return self.line.transfers.has_talked(call_sid)
        except DatabaseFailure:
            return False

    def _is_news(self, changed: CallStatusChanged, path: str, token: str | None) -> bool:
        key = webhook_receipts.key_of(path, changed.call_sid, changed.sequence, token)
        if key is None:
            return True
        try:
            with self.line.database.writing() as session:
                now = datetime.now(UTC)
                return webhook_receipts.receive(session, key, changed.call_sid, now)
        except DatabaseFailure as failure:
            log.warning("webhook_receipt_not_kept", code=failure.code)
            return True

    def _load(self, call_sid: str) -> Call | None:
        self.line.recorder.flush()
        try:
            with self.line.database.reading() as session:
                return calls.load(session, call_sid)
        except DatabaseFailure as failure:
            log.warning("call_not_loaded", call_sid=call_sid, code=failure.code)
            return None

    def _events(self, call_sid: str) -> list[CallEvent]:
        try:
            with self.line.database.reading() as session:
                return [stored.event for stored in call_events.of_call(session, call_sid)]
        except DatabaseFailure:
            return []

    def _version_of(self, call: Call) -> Loaded:
        """The version that a call began with; what is live where that is not to be had."""
        if call.flow_version:
            try:
                return self.line.releases.of(call.flow_version)
            except (UnknownVersion, DatabaseFailure) as failure:
                log.warning("flow_version_not_to_be_had", call_sid=call.call_sid, code=failure.code)
        return self.line.releases.for_new_call(call.call_sid)

    def _rang_about(self, call: Call, policy: Policy) -> tuple[str, ...]:
        """Matters of the caller's earlier calls that are for a person when they come up again."""
        trigger = policy.trigger(REPEAT_CALL)
        if not trigger.active:
            return ()
        since = call.started_at - timedelta(days=trigger.days)
        try:
            with self.line.database.reading() as session:
                before = earlier_matters.of_caller(session, call, since)
        except DatabaseFailure as failure:
            log.warning("earlier_calls_not_known", call_sid=call.call_sid, code=failure.code)
            return ()
        return tuple(i for i, settled in before.items() if policy.is_repeat(i, settled=settled))

    def _use(self, ticket: StreamTicket) -> bool:
        """Use up a ticket: in the database, or in this process alone while that is away."""
        if not self.line.tickets_used.claim(ticket.nonce):
            return False
        try:
            with self.line.database.writing() as session:
                now = datetime.now(UTC)
                return stream_tokens.use(session, ticket.nonce, ticket.call_sid, now)
        except DatabaseFailure as failure:
            log.warning("stream_token_kept_in_memory", code=failure.code)
            return True
