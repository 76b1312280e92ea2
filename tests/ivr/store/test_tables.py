"""Queries of each table, on SQLite and on a real PostgreSQL."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError

from flows.events import MatterBegan
from ivr.calls.event_kinds import kind_of, to_body
from ivr.calls.events import (
    CallEnded,
    CallStarted,
    SilenceNoted,
    StatusChanged,
    TransferRequested,
    Understood,
)
from ivr.store import (
    action_receipts,
    call_events,
    callbacks,
    calls,
    projection,
    stream_tokens,
    tickets,
    webhook_receipts,
)
from ivr.store.call_events import NewEvent
from ivr.store.callbacks import NewCallback
from ivr.store.calls import NewCall
from ivr.store.tickets import NewTicket
from nlu.understanding import Understanding


def new_call(now, sid="CA1"):
    return NewCall(sid, "+15005550101", "+15005550000", "inbound", "ringing", now, "f1")


def new_event(now, number, event, sid="CA1"):
    return NewEvent(f"id{number}", sid, now, 20, kind_of(event), to_body(event))


def test_a_call_begins_once(database, now):
    with database.writing() as session:
        assert calls.begin(session, new_call(now))
        assert not calls.begin(session, replace(new_call(now), from_number="+19999999999"))
    with database.reading() as session:
        call = calls.load(session, "CA1")
    assert (call.from_number, call.status, call.stream_count) == ("+15005550101", "ringing", 0)
    assert call.started_at == now
    assert call.duration_s is None


def test_a_late_report_fills_in_a_call_its_events_made(database, now):
    with database.writing() as session:
        call_events.add(session, new_event(now, 1, SilenceNoted("a.b", 6.0)))
        assert not calls.begin(session, new_call(now - timedelta(seconds=2)))
    with database.reading() as session:
        call = calls.load(session, "CA1")
    assert call.from_number == "+15005550101"
    assert call.started_at == now - timedelta(seconds=2)


def test_events_are_numbered_and_added_once(database, now):
    with database.writing() as session:
        for number in (1, 2, 2, 3):
            call_events.add(session, new_event(now, number, SilenceNoted(f"s.{number}", 1.0)))
        call_events.add(session, new_event(now, 9, SilenceNoted("other", 1.0), sid="CA2"))
    with database.reading() as session:
        stored = call_events.of_call(session, "CA1")
        later = call_events.of_call(session, "CA1", after=2)
    assert [event.seq for event in stored] == [1, 2, 3]
    assert [event.event.step for event in stored] == ["s.1", "s.2", "s.3"]
    assert [event.seq for event in later] == [3]
    assert stored[0].at == now
    assert stored[0].audio_ms == 20


def test_events_are_read_in_order_of_time(database, now):
    with database.writing() as session:
        call_events.add(session, new_event(now, 1, SilenceNoted("second", 1.0)))
        earlier = now - timedelta(seconds=5)
        call_events.add(session, new_event(earlier, 2, SilenceNoted("first", 1.0)))
    with database.reading() as session:
        assert [e.event.step for e in call_events.of_call(session, "CA1")] == ["first", "second"]


def test_writers_of_one_call_get_numbers_without_gaps_or_doubles(database, now):
    def add(thread):
        for number in range(5):
            with database.writing() as session:
                event = SilenceNoted("s", 1.0)
                call_events.add(session, new_event(now, f"{thread}-{number}", event))

    threads = [threading.Thread(target=add, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        stored = call_events.of_call(session, "CA1")
    assert [event.seq for event in stored] == list(range(1, 21))


def test_the_row_of_a_call_follows_its_events(database, now):
    story = [
        CallStarted("inbound", "f7"),
        StatusChanged("in-progress", 1),
        Understood(Understanding("hello", "greet", 0.9), 4.0),
        Understood(Understanding("where is my order", "track_order", 0.9), 4.0),
        Understood(Understanding("this is a scandal", "complaint", 0.9), 4.0),
        CallEnded("contained", "caller_hung_up"),
        StatusChanged("completed", 3),
        StatusChanged("ringing", 2),
    ]
    with database.writing() as session:
        calls.begin(session, new_call(now))
        for number, event in enumerate(story):
            at = now + timedelta(seconds=number)
            call_events.add(session, new_event(at, number, event))
            projection.apply(session, "CA1", event, at)
    with database.reading() as session:
        call = calls.load(session, "CA1")
    assert (call.status, call.outcome, call.intent) == ("completed", "contained", "track_order")
    assert call.answered_at == now
    assert call.duration_s == 5.0
    assert call.flow_version == "f7"


def test_the_matter_a_flow_serves_is_the_intent(database, now):
    with database.writing() as session:
        calls.begin(session, new_call(now))
        for event in (
            Understood(Understanding("x", "refund", 0.4), 4.0),
            MatterBegan("track_order", "track_order"),
        ):
            projection.apply(session, "CA1", event, now)
        assert calls.load(session, "CA1").intent == "track_order"


def test_state_is_kept(database, now):
    with database.writing() as session:
        calls.begin(session, new_call(now))
        calls.keep_state(session, "CA1", {"flow": "main", "slots": {"a": [1, None]}})
    with database.reading() as session:
        assert calls.load(session, "CA1").flow_state == {"flow": "main", "slots": {"a": [1, None]}}


def test_a_state_of_fewer_turns_is_not_stored(database, now):
    with database.writing() as session:
        calls.begin(session, new_call(now))
        for state in ({"turns": 4, "at": "a"}, {"turns": 3, "at": "b"}, {"at": "c"}):
            calls.keep_state(session, "CA1", state)
        assert calls.load(session, "CA1").flow_state == {"turns": 4, "at": "a"}
    with database.writing() as session:
        calls.keep_state(session, "CA1", {"turns": 4, "at": "d"})
        calls.keep_state(session, "CA1", {"turns": 10, "at": "e"})
    with database.reading() as session:
        assert calls.load(session, "CA1").flow_state == {"turns": 10, "at": "e"}


def test_the_first_end_of_a_call_stays(database, now):
    with database.writing() as session:
        calls.begin(session, new_call(now))
        for minute, outcome in enumerate(("contained", "abandoned")):
            at = now + timedelta(minutes=minute)
            projection.apply(session, "CA1", CallEnded(outcome, "line_lost"), at)
    with database.reading() as session:
        call = calls.load(session, "CA1")
    assert (call.outcome, call.ended_at) == ("contained", now)


def test_a_call_is_flagged_by_a_hand_over_for_a_repeat_alone(database, now):
    with database.writing() as session:
        for sid, trigger in (("CA1", "repeat_call"), ("CA2", "distress")):
            calls.begin(session, new_call(now, sid))
            projection.apply(session, sid, TransferRequested("care", "Why.", trigger), now)
    with database.reading() as session:
        flags = [calls.load(session, sid).caller_flagged for sid in ("CA1", "CA2")]
    assert flags == [True, False]


def test_a_stream_token_is_used_once(database, now):
    with database.writing() as session:
        assert stream_tokens.use(session, "n1", "CA1", now)
        assert not stream_tokens.use(session, "n1", "CA1", now)
        stream_tokens.forget(session, now + timedelta(hours=1))
        assert stream_tokens.use(session, "n1", "CA1", now)


def test_one_of_many_racing_streams_gets_the_token(database, now):
    won = []

    def use():
        with database.writing() as session:
            won.append(stream_tokens.use(session, "n1", "CA1", now))

    threads = [threading.Thread(target=use) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False] * 5 + [True]


def test_a_repeated_webhook_is_known(database, now):
    key = webhook_receipts.key_of("/voice/status", "CA1", 3, None)
    with database.writing() as session:
        assert webhook_receipts.receive(session, key, "CA1", now)
        assert not webhook_receipts.receive(session, key, "CA1", now)
        other = webhook_receipts.key_of("/voice/status", "CA1", 4, None)
        assert webhook_receipts.receive(session, other, "CA1", now)
        webhook_receipts.forget(session, now + timedelta(seconds=1))
        assert webhook_receipts.receive(session, key, "CA1", now)


def test_keys_of_webhooks():
    assert webhook_receipts.key_of("/p", "CA1", 3, "tok") == "token tok"
    assert webhook_receipts.key_of("/p", "CA1", None, None) is None
    assert webhook_receipts.key_of("/p", "CA1", 0, None) == "/p CA1 0"


def test_a_callback_is_promised_once(database, now):
    new = NewCallback("k", "CA1", "+15005550101", "general", "why", now, now + timedelta(hours=2))
    with database.writing() as session:
        first = callbacks.store(session, new)
        again = callbacks.store(session, replace(new, promised_by=now + timedelta(hours=9)))
        later = callbacks.store(session, replace(new, idempotency_key="k2", promised_by=now))
    assert first.id == again.id
    assert again.promised_by == now + timedelta(hours=2)
    with database.reading() as session:
        assert [c.id for c in callbacks.of_call(session, "CA1")] == [first.id, later.id]
        assert [c.id for c in callbacks.open_ones(session)] == [later.id, first.id]


def test_a_ticket_is_opened_once(database, now):
    new = NewTicket("k", "CA1", "Missing parcel", "text", "delivery", "4521", now)
    with database.writing() as session:
        assert tickets.store(session, new).number == "T00001"
        assert tickets.store(session, new).number == "T00001"


def test_a_receipt_is_claimed_once_and_settled(database, now):
    with database.writing() as session:
        assert action_receipts.claim(session, "k", "send_link", "CA1", now)
        assert not action_receipts.claim(session, "k", "send_link", "CA1", now)
        assert action_receipts.load(session, "k").outcome is None
        action_receipts.settle(session, "k", "sent", {"to": "x"}, now)
    with database.reading() as session:
        receipt = action_receipts.load(session, "k")
    assert (receipt.outcome, receipt.values, receipt.ended_at) == ("sent", {"to": "x"}, now)


def test_times_come_back_in_utc(database, now):
    elsewhere = now.astimezone(timezone(timedelta(hours=-5)))
    with database.writing() as session:
        calls.begin(session, new_call(elsewhere))
    with database.reading() as session:
        started = calls.load(session, "CA1").started_at
    assert started == now
    assert started.tzinfo is UTC


def test_a_naive_time_is_refused(database):
    with pytest.raises(StatementError, match="time zone"), database.writing() as session:
        calls.begin(session, new_call(datetime(2026, 1, 1)))  # noqa: DTZ001
