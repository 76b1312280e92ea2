"""Dropping what only guards against repetitions, once nothing can be repeated any more."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from ivr.store import (
    identity_tries,
    one_time_codes,
    reset_links,
    stream_tokens,
    webhook_receipts,
)
from ivr.store.database import Database
from ivr.store.failures import DatabaseFailure

_log = structlog.get_logger(__name__)

KEPT_FOR = timedelta(days=1)
"""A stream token holds for a minute, and Twilio repeats requests for some minutes."""
_IDENTITY_KEPT_FOR = timedelta(days=30)
"""Tries, codes and links of identity; used links can be told from unknown ones so long."""
_EVERY_S = 3600.0


class Forgetting:
    """Drops used tokens, receipts, tries, codes and links, at most once an hour."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        """Be due at once; the clock gives the time in UTC by which things are old."""
        self._database = database
        self._clock = clock
        self._due_at = 0.0

    def when_due(self) -> None:
        """Drop what is old, if an hour has passed; a failure leaves it to the next hour."""
        if time.monotonic() < self._due_at:
            return
        self._due_at = time.monotonic() + _EVERY_S
        now = self._clock()
        try:
            with self._database.writing() as session:
                for table in (stream_tokens, webhook_receipts):
                    table.forget(session, now - KEPT_FOR)
                for table in (identity_tries, one_time_codes, reset_links):
                    table.forget(session, now - _IDENTITY_KEPT_FOR)
        except DatabaseFailure as failure:
            _log.warning("old tokens and receipts could not be dropped", code=failure.code)
        except Exception as error:
            # The thread that calls stores the calls, and has to go on with that.
            _log.warning("dropping old tokens and receipts broke", error=type(error).__name__)
