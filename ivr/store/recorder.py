"""The recorder of live calls: stores at once, or keeps what happened until the database is back.

A call never waits for the database longer than one lock time-out every few seconds, and never
sees a `DatabaseFailure` from here.
"""

import threading
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError

from flows.events import Json
from ivr.calls.event_kinds import kind_of, to_body
from ivr.calls.events import CallEvent, FaultHappened
from ivr.store.call_events import NewEvent
from ivr.store.callbacks import NewCallback
from ivr.store.calls import NewCall
from ivr.store.database import Database
from ivr.store.failures import DatabaseFailure
from ivr.store.redaction import Redactor
from ivr.store.spill import Spill
from ivr.store.writes import KeptState, Write, carry_out

_log = structlog.get_logger(__name__)

_FIRST_PAUSE_S = 0.5
_LONGEST_PAUSE_S = 10.0


def utc_now() -> datetime:
    """The time, aware and in UTC."""
    return datetime.now(UTC)


class EventRecorder:
    """Writes of live calls, in order, whatever the database does. Thread-safe."""

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
        self._spill = spill
        self._redactor = redactor or Redactor()
        self._clock = clock
        self._lock = threading.Lock()
        self._pause_s = 0.0
        self._retry_at = 0.0
        self._timer: threading.Timer | None = None

    @property
    def is_behind(self) -> bool:
        """True while writes wait for the database."""
        return self._pause_s > 0

    def begin_call(self, call: NewCall) -> None:
        """Record that a call came in; a repetition changes nothing."""
        self._write([call])

    def append(self, call_sid: str, *events: CallEvent, audio_ms: int | None = None) -> None:
        """Record what happened in a call, in this order.

        Args:
            call_sid: the call.
            events: stored together.
            audio_ms: audio time in milliseconds since the stream opened.
        """
        self._write([self._new(call_sid, event, audio_ms) for event in events])

    def keep_state(self, call_sid: str, flow_state: Mapping[str, Json]) -> None:
        """Record where the call stands in its flows."""
        self._write([KeptState(call_sid, self._clock(), dict(flow_state))])

    def promise(self, callback: NewCallback) -> None:
        """Record a promise to ring back; a repetition changes nothing."""
        self._write([callback])

    def drain(self) -> int:
        """Store what waits, now. The recorder does so itself whenever it tries again.

        Returns:
            How many writes were stored; 0 also where the database is still away.
        """
        with self._lock:
            try:
                stored = self._catch_up()
            except DatabaseFailure as failure:
                self._put_off(failure)
                return 0
            self._pause_s = self._retry_at = 0.0
            return stored

    def close(self) -> None:
        """Try a last time; what still waits stays in the spill folder for the next process."""
        if self.is_behind:
            self.drain()
        if self._timer is not None:
            self._timer.cancel()

    def _new(self, call_sid: str, event: CallEvent, audio_ms: int | None) -> NewEvent:
        body = self._redactor.event_body(to_body(event))
        return NewEvent(uuid.uuid4().hex, call_sid, self._clock(), audio_ms, kind_of(event), body)

    def _write(self, writes: Sequence[Write]) -> None:
        with self._lock:
            if time.monotonic() < self._retry_at:
                self._spill.add(writes)
                return
            try:
                if not self._spill.is_empty:
                    self._catch_up()
                self._store(writes)
            except DatabaseFailure as failure:
                self._put_off(failure)
                self._spill.add([*writes, *self._fault_of(writes, failure)])
            else:
                self._pause_s = self._retry_at = 0.0

    def _catch_up(self) -> int:
        stored = self._spill.drain(self._store)
        if stored:
            _log.info("waiting call events were stored", count=stored)
        return stored

    def _store(self, writes: Sequence[Write]) -> None:
        try:
            with self._database.writing() as session:
                for write in writes:
                    carry_out(session, write)
        except SQLAlchemyError:
            if len(writes) == 1:
                _log.exception("a write of a call was refused by the database")
                return
            for write in writes:
                self._store([write])

    def _put_off(self, failure: DatabaseFailure) -> None:
        if self._pause_s == 0:
            _log.error("database away, call events wait in the spill folder", code=failure.code)
        self._pause_s = min(max(self._pause_s * 2, _FIRST_PAUSE_S), _LONGEST_PAUSE_S)
        self._retry_at = time.monotonic() + self._pause_s
        self._timer = threading.Timer(self._pause_s, self._try_again)
        self._timer.daemon = True
        self._timer.start()

    def _try_again(self) -> None:
        if time.monotonic() >= self._retry_at:  # else somebody tried meanwhile and was put off
            self.drain()

    def _fault_of(self, writes: Sequence[Write], failure: DatabaseFailure) -> list[Write]:
        """The first write that has to wait leaves a note of the fault in its call's record."""
        if self._pause_s > _FIRST_PAUSE_S or not writes:
            return []
        fault = FaultHappened("database", failure.code, str(failure))
        return [self._new(writes[0].call_sid, fault, None)]
