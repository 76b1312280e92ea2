"""How long callers of a queue really wait for a person."""

import statistics
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from ivr.store import transfers

LEAST = 5
"""Waits that have to be known before one is told."""
WITHIN = timedelta(days=30)
LATEST = 200
KEPT_FOR = timedelta(seconds=60)


class Estimates:
    """The median wait of each queue, worked out once a minute. Thread-safe."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._known: dict[str, tuple[datetime, float | None]] = {}

    def of(self, session: Session, queue: str) -> float | None:
        """Median seconds until an agent accepted; None where too few waits are known."""
        now = self._clock()
        with self._lock:
            known = self._known.get(queue)
        if known is not None and now - known[0] < KEPT_FOR:
            return known[1]
        waits = transfers.waits(session, queue, since=now - WITHIN, limit=LATEST)
        median = statistics.median(waits) if len(waits) >= LEAST else None
        with self._lock:
            self._known[queue] = (now, median)
        return median
