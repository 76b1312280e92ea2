"""What only guards against repetitions is dropped once old, and the dropping harms nothing."""

from datetime import UTC, datetime, timedelta

from ivr.store import stream_tokens
from ivr.store.database import Database
from ivr.store.forgetting import KEPT_FOR, Forgetting


def test_old_tokens_are_dropped_and_young_ones_kept(database: Database, now: datetime):
    with database.writing() as session:
        stream_tokens.use(session, "old", "CA1", now - KEPT_FOR - timedelta(seconds=1))
        stream_tokens.use(session, "young", "CA1", now - KEPT_FOR + timedelta(seconds=1))
    Forgetting(database, lambda: now).when_due()
    with database.writing() as session:
        assert stream_tokens.use(session, "old", "CA1", now)
        assert not stream_tokens.use(session, "young", "CA1", now)


def test_it_is_done_once_an_hour(database: Database, now: datetime):
    forgetting = Forgetting(database, lambda: now)
    forgetting.when_due()
    with database.writing() as session:
        stream_tokens.use(session, "old", "CA1", now - 2 * KEPT_FOR)
    forgetting.when_due()
    with database.writing() as session:
        assert not stream_tokens.use(session, "old", "CA1", now)


def test_a_clock_that_has_no_yesterday_harms_nothing(database: Database, now: datetime):
    with database.writing() as session:
        stream_tokens.use(session, "kept", "CA1", now)
    Forgetting(database, lambda: datetime.min.replace(tzinfo=UTC)).when_due()
    with database.writing() as session:
        assert not stream_tokens.use(session, "kept", "CA1", now)
