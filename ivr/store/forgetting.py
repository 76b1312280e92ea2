"""Dropping what only guards against repetitions, once nothing can be repeated any more."""

import time
from datetime import UTC, datetime, timedelta

import structlog

from ivr.store import stream_tokens, webhook_receipts
from ivr.store.database import Database
from ivr.store.failures import DatabaseFailure

_log = structlog.get_logger(__name__)

KEPT_FOR = timedelta(days=1)
"""A stream token holds for a minute, and Twilio repeats requests for some minutes."""
_EVERY_S = 3600.0


class Forgetting:
    """Drops used stream tokens and webhook receipts, at most once an hour."""

    def __init__(self, database: Database) -> None:
        """Be due at once."""
        self._database = database
        self._due_at = 0.0

    def when_due(self) -> None:
        """Drop what is old, if an hour has passed; a failure leaves it to the next hour."""
        if time.monotonic() < self._due_at:
            return
        self._due_at = time.monotonic() + _EVERY_S
        before = datetime.now(UTC) - KEPT_FOR
        try:
            with self._database.writing() as session:
                stream_tokens.forget(session, before)
                webhook_receipts.forget(session, before)
        except DatabaseFailure as failure:
            _log.warning("old tokens and receipts could not be dropped", code=failure.code)
