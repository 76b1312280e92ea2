"""The recorder of live calls: stores what happened, or keeps it until the database is back.

A call never waits for the database or a disk here, and never sees a `DatabaseFailure`.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

import structlog
from sqlalchemy.orm import Session

from flows.events import Json
from ivr.calls.event_kinds import kind_of, to_body
from ivr.calls.events import CallEvent, FaultHappened
from ivr.store.call_events import NewEvent
from ivr.store.callbacks import NewCallback
from ivr.store.calls import NewCall
from ivr.store.database import Database
from ivr.store.failures import DatabaseFailure
from ivr.store.forgetting import Forgetting
from ivr.store.redaction import Redactor
from ivr.store.spill import Spill
from ivr.store.write_queue import WriteQueue
from ivr.store.writes import KeptState, Write, carry_out

_log = structlog.get_logger(__name__)

FLUSH_S = 2.0
"""So long a reader waits for what the same process has recorded."""


def utc_now() -> datetime:
    """The time, aware and in UTC."""
    return datetime.now(UTC)


class EventRecorder:
    """Writes of live calls, in order, whatever the database does. Thread-safe.

    What is recorded is stored by a thread of the recorder's own; who reads it back calls `flush`
    first.
    """

    def __init__(
        self,
        database: Database,
        spill: Spill,
        redactor: Redactor | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Record into a database, with a spill beside it.

        Args:
            database: where events belong.
            spill: where they wait while it is away; owned by this recorder.
            redactor: takes secrets out of event bodies.
            clock: gives the time of an event, in UTC.
        """
        self._database = database
        self._redactor = redactor or Redactor()
        self._clock = clock
        old = Forgetting(database, clock)
        self._queue = WriteQueue(spill, self._store, self._note_of, old.when_due)

    @property
    def is_behind(self) -> bool:
        """True while writes wait for the database."""
        return self._queue.is_behind

    def begin_call(self, call: NewCall) -> None:
        """Record that a call came in; a repetition changes nothing."""
        self._queue.hand_over([call])

    def append(self, call_sid: str, *events: CallEvent, audio_ms: int | None = None) -> None:
        """Record what happened in a call, in this order.

        Args:
            call_sid: the call.
            events: what happened.
            audio_ms: audio time in milliseconds since the stream opened.
        """
        self._queue.hand_over([self._new(call_sid, event, audio_ms) for event in events])

    def append_within(self, session: Session, call_sid: str, *events: CallEvent) -> None:
        """Record what happened in a call together with the changes of a transaction."""
        for event in events:
            carry_out(session, self._new(call_sid, event, None))

    def keep_state(self, call_sid: str, flow_state: Mapping[str, Json]) -> None:
        """Record where the call stands in its flows."""
        self._queue.hand_over([KeptState(call_sid, self._clock(), dict(flow_state))])

    def promise(self, callback: NewCallback) -> None:
        """Record a promise to ring back; a repetition changes nothing."""
        self._queue.hand_over([callback])

    def flush(self, timeout_s: float = FLUSH_S) -> bool:
        """Wait until all that was recorded so far can be read from the database.

        Returns:
            False where it can't: it waits in the spill folder, as the database is away or has much
            to catch up with, or the time was over.
        """
        return self._queue.flush(timeout_s)

    def drain(self) -> int:
        """Store what waits, now. The recorder does so itself whenever it tries again.

        Returns:
            How many writes were stored; 0 also where the database is still away.
        """
        return self._queue.drain()

    def close(self) -> None:
        """Try a last time; what still waits stays in the spill folder for the next process."""
        self._queue.close()

    def _new(self, call_sid: str, event: CallEvent, audio_ms: int | None) -> NewEvent:
        body = self._redactor.event_body(to_body(event))
        return NewEvent(uuid.uuid4().hex, call_sid, self._clock(), audio_ms, kind_of(event), body)

    def _note_of(self, write: Write, failure: DatabaseFailure) -> Write:
        fault = FaultHappened("database", failure.code, str(failure))
        return self._new(write.call_sid, fault, None)

    def _store(self, writes: Sequence[Write]) -> None:
        """Store writes together, or one by one where the database refuses one of them."""
        try:
            with self._database.writing() as session:
                for write in writes:
                    carry_out(session, write)
        except DatabaseFailure:
            raise
        except Exception as error:
            if len(writes) > 1:
                for write in writes:
                    self._store([write])
                return
            # The error's text may quote the row, which holds a caller's words.
            kind, reason = type(writes[0]).__name__, type(error).__name__
            call_sid = writes[0].call_sid
            _log.error("a write of a call was refused", call_sid=call_sid, kind=kind, error=reason)
