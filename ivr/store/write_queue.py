"""What lies between live calls and the database, so that no call waits for it.

Two threads serve a process. The storer alone writes to the database, in batches and in order. The
keeper saves to the spill what the storer could not store within a few dozen milliseconds, and
everything that comes while older writes wait there; the storer then drains the spill, and lets
others at the database between two batches.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence

import structlog

from ivr.store.failures import DatabaseAway, DatabaseFailure
from ivr.store.spill import Spill
from ivr.store.writes import Write

_log = structlog.get_logger(__name__)

_BATCH = 100
_BREATH_S = 0.02
"""Between two batches of the spill, for others who want the database."""
_PATIENCE_S = 0.05
"""So long writes are in memory alone while the storer gets nowhere."""
_IN_MEMORY = 20_000
_FIRST_PAUSE_S = 0.5
_LONGEST_PAUSE_S = 10.0
_CLOSE_S = 5.0

Store = Callable[[Sequence[Write]], None]
"""Stores writes together; raises `DatabaseFailure` where the database is away."""
NoteOf = Callable[[Write, DatabaseFailure], Write]
"""Gives the write that notes a failure in the record of a call that met it."""


class WriteQueue:
    """Writes on their way, in the order in which they were handed over. Thread-safe."""

    def __init__(
        self, spill: Spill, store: Store, note_of: NoteOf, when_idle: Callable[[], None]
    ) -> None:
        """Serve with threads that start when they are first needed.

        Args:
            spill: owned by this queue.
            store: called by the storer.
            note_of: called once an outage.
            when_idle: called by the storer when everything is stored.
        """
        self._spill, self._store, self._note_of, self._when_idle = spill, store, note_of, when_idle
        self._changed = threading.Condition()
        self._threads: tuple[threading.Thread, ...] = ()
        self._storing = False
        self._close_by: float | None = None
        self._waiting: deque[Write] = deque()
        self._taken: tuple[Write, ...] = ()
        """What the storer has taken out of memory."""
        self._in_hand: tuple[Write, ...] = ()
        """The same, unless the keeper has saved it."""
        self._moving: tuple[Write, ...] = ()
        """What the keeper is saving."""
        self._no_progress_since = 0.0
        self._handed_over = self._stored = self._attempts = self._failed = 0
        self._pause_s = self._retry_at = 0.0
        self._hurried_at: int | None = None
        """The attempt after which a pause counts for nothing."""
        self._unnoted: DatabaseFailure | None = None

    @property
    def is_behind(self) -> bool:
        """True while writes wait in the spill, or for a database that is away."""
        return self._pause_s > 0 or self._spill.count > 0

    def hand_over(self, writes: Sequence[Write]) -> None:
        """Take writes; returns at once."""
        with self._changed:
            if writes and self._unnoted is not None:
                writes = [*writes, self._note_of(writes[0], self._unnoted)]
                self._unnoted = None
            if self._close_by is None:
                self._take(writes)
                return
        self._spill.add(writes)

    def flush(self, timeout_s: float) -> bool:
        """Wait until what was handed over so far is stored.

        Returns:
            False where it is not: it waits in the spill, as the database is away or has much to
            catch up with, or the time was over.
        """
        with self._changed:
            wanted = self._handed_over
            self._changed.wait_for(lambda: self._settled() >= wanted or self._waits(), timeout_s)
            return self._settled() >= wanted

    def drain(self) -> int:
        """Store what waits, now; returns how many writes that were."""
        with self._changed:
            self._start()
            before, so_far = self._stored, self._attempts
            self._hurry()
            self._changed.wait_for(
                lambda: self._is_idle() or self._failed > so_far or not self._storing
            )
            return self._stored - before

    def close(self) -> None:
        """Try a last time; what still waits stays in the spill for the next process."""
        with self._changed:
            if not self._threads or (not self._storing and not self.is_behind):
                return
            self._start()
            self._close_by = time.monotonic() + _CLOSE_S
            self._hurry()
        for thread in self._threads:
            thread.join(_CLOSE_S)

    # -- with the lock held

    def _take(self, writes: Sequence[Write]) -> None:
        room = _IN_MEMORY - len(self._waiting)
        if room < len(writes):
            _log.error("call events were lost: the disk hangs", count=len(writes) - room)
            writes = writes[:room]
        if not self._in_memory():
            self._no_progress_since = time.monotonic()
        self._waiting.extend(writes)
        self._handed_over += len(writes)
        self._start()
        self._changed.notify_all()

    def _start(self) -> None:
        if any(thread.is_alive() for thread in self._threads):
            return
        self._close_by, self._storing = None, True
        storer = threading.Thread(target=self._store_on, name="storer", daemon=True)
        keeper = threading.Thread(target=self._keep_on, name="keeper", daemon=True)
        self._threads = (storer, keeper)
        storer.start()
        keeper.start()

    def _hurry(self) -> None:
        self._hurried_at = self._attempts
        self._changed.notify_all()

    def _in_memory(self) -> int:
        return len(self._waiting) + len(self._in_hand) + len(self._moving)

    def _is_idle(self) -> bool:
        return not self._in_memory() and not self._taken and self._spill.is_empty

    def _settled(self) -> int:
        """How many of all writes handed over are stored, oldest first."""
        return self._handed_over - self._in_memory() - self._spill.count

    def _waits(self) -> bool:
        """True where nothing is in memory alone, and the rest takes long."""
        is_long = self._pause_s > 0 or self._spill.count > _BATCH or not self._storing
        return is_long and not self._in_memory()

    # -- the storer

    def _store_on(self) -> None:
        while self._next_attempt():
            try:
                stored = self._attempt()
            except DatabaseFailure as failure:
                self._put_off(failure)
            else:
                self._go_on(stored)
        with self._changed:
            self._storing = False
            self._changed.notify_all()

    def _next_attempt(self) -> bool:
        with self._changed:
            while not self._is_over():
                is_work = not self._spill.is_empty or (self._waiting and not self._moving)
                pause_s = 0.0 if self._hurried_at is not None else self._retry_at - time.monotonic()
                if is_work and pause_s <= 0:
                    self._attempts += 1
                    self._take_in_hand()
                    return True
                self._changed.wait(pause_s if is_work else None)
            return False

    def _is_over(self) -> bool:
        if self._close_by is None:
            return False
        is_late = time.monotonic() >= self._close_by
        return is_late or self._hurried_at is None or self._is_idle()

    def _take_in_hand(self) -> None:
        if self._spill.is_empty and not self._moving:
            count = min(_BATCH, len(self._waiting))
            self._taken = self._in_hand = tuple(self._waiting.popleft() for _ in range(count))

    def _attempt(self) -> int:
        """Store what was taken out of memory, else the oldest of the spill."""
        if self._taken:
            self._store(self._taken)
            return len(self._taken)
        try:
            spilled = self._spill.read(_BATCH)
        except OSError as error:
            raise DatabaseAway("spill_unreadable", "waiting events can't be read") from error
        if spilled:
            self._store(spilled)
        self._spill.forget()
        return len(spilled)

    def _go_on(self, stored: int) -> None:
        with self._changed:
            was_behind = not self._taken
            self._stored += len(self._in_hand) if self._taken else stored
            self._taken = self._in_hand = ()
            self._pause_s = 0.0
            now = self._no_progress_since = time.monotonic()
            self._retry_at = now + _BREATH_S if was_behind and stored else 0.0
            is_idle = self._is_idle()
            if is_idle and self._close_by is None:
                self._hurried_at = None
            self._changed.notify_all()
        if was_behind and stored:
            _log.info("waiting call events were stored", count=stored)
        if is_idle:
            self._when_idle()

    def _put_off(self, failure: DatabaseFailure) -> None:
        with self._changed:
            if self._pause_s == 0:
                _log.error("database away, call events wait in the spill folder", code=failure.code)
                self._note(failure)
            self._pause_s = min(max(self._pause_s * 2, _FIRST_PAUSE_S), _LONGEST_PAUSE_S)
            self._retry_at = time.monotonic() + self._pause_s
            self._failed = self._attempts
            if self._hurried_at is not None and self._attempts > self._hurried_at:
                self._hurried_at = None
            self._waiting.extendleft(reversed(self._in_hand))
            self._taken = self._in_hand = ()
            self._changed.notify_all()

    def _note(self, failure: DatabaseFailure) -> None:
        """One call's record tells of an outage: the one that met it first."""
        if self._taken:
            self._waiting.append(self._note_of(self._taken[0], failure))
            self._handed_over += 1
        else:
            self._unnoted = failure

    # -- the keeper

    def _keep_on(self) -> None:
        while self._next_move():
            self._spill.add(self._moving)
            with self._changed:
                self._moving = ()
                self._changed.notify_all()

    def _next_move(self) -> bool:
        with self._changed:
            while self._storing or self._in_memory():
                if not self._in_memory():
                    self._changed.wait()
                    continue
                hopeless = self.is_behind or not self._storing
                left_s = self._no_progress_since + _PATIENCE_S - time.monotonic()
                if hopeless or left_s <= 0:
                    self._moving = (*self._in_hand, *self._waiting)
                    self._in_hand = ()
                    self._waiting.clear()
                    return True
                self._changed.wait(left_s)
            return False
