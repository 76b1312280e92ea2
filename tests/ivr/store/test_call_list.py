"""Finding calls, on SQLite and on PostgreSQL."""

from datetime import timedelta

import pytest

from ivr.calls.event_kinds import kind_of, to_body
from ivr.calls.events import CallerSpoke
from ivr.store import call_events, call_list, calls
from ivr.store.call_events import NewEvent
from ivr.store.call_list import CallFilter
from ivr.store.calls import NewCall


@pytest.fixture
def listed(database, now):
    with database.writing() as session:
        for number, words in enumerate(["where is my order", "Größe falsch", "50% off_er"]):
            sid, at = f"CA{number}", now - timedelta(minutes=number)
            calls.begin(session, NewCall(sid, f"+1500555010{number}", "+1", "inbound", "x", at))
            for at_ms, text in ((1, words), (2, "second words")):
                spoke = CallerSpoke(text, at_ms, at_ms, at_ms, "open")
                event = NewEvent(f"{sid}-{at_ms}", sid, at, None, kind_of(spoke), to_body(spoke))
                call_events.add(session, event)
        calls.change(
            session, "CA0", {"outcome": "contained", "intent": "track_order", "ended_at": now}
        )
    return database


def found(database, **wanted):
    with database.reading() as session:
        return [call.call_sid for call in call_list.find(session, CallFilter(**wanted), 1).calls]


@pytest.mark.parametrize(
    ("wanted", "sids"),
    [
        ({}, ["CA0", "CA1", "CA2"]),
        ({"text": "my order"}, ["CA0"]),
        ({"text": "größe"}, ["CA1"]),
        ({"text": "50% off_"}, ["CA2"]),
        ({"text": "0% of"}, ["CA2"]),
        ({"text": "w%r"}, []),
        ({"text": "(500) 555-0101"}, ["CA1"]),
        ({"text": "CA2"}, ["CA2"]),
        ({"outcome": "contained"}, ["CA0"]),
        ({"outcome": "on"}, ["CA1", "CA2"]),
        ({"intent": "track_order", "text": "second"}, ["CA0"]),
    ],
)
def test_calls_are_found(listed, wanted, sids):
    assert found(listed, **wanted) == sids


def test_first_words_and_intents(listed):
    with listed.reading() as session:
        page = call_list.find(session, CallFilter(), 1)
        assert page.first_words["CA1"] == "Größe falsch"
        assert (page.total, page.number, page.last) == (3, 1, 1)
        assert call_list.intents(session) == ["track_order"]


def test_a_page_past_the_end_is_the_last(listed):
    with listed.reading() as session:
        assert call_list.find(session, CallFilter(), 7).number == 1
        assert call_list.find(session, CallFilter(text="nobody"), 7).total == 0
