"""What a caller rang about before, on SQLite and on a real PostgreSQL."""

from datetime import timedelta

import pytest

from flows.events import MatterBegan, MatterSettled
from ivr.calls.event_kinds import kind_of, to_body
from ivr.store import call_events, calls, earlier_matters
from ivr.store.call_events import NewEvent
from ivr.store.calls import NewCall

NUMBER = "+15005550101"


@pytest.fixture
def rang(database, now):
    """Stores a call of so many days ago, about some matters; gives its row."""

    def rang(days: float, *events, number: str = NUMBER):
        at = now - timedelta(days=days)
        sid = f"CA{days}"
        with database.writing() as session:
            calls.begin(session, NewCall(sid, number, "+15005550000", "inbound", "completed", at))
            for place, event in enumerate(events):
                name = f"{sid}-{place}"
                new = NewEvent(name, sid, at, None, kind_of(event), to_body(event))
                call_events.add(session, new)
            return calls.load(session, sid)

    return rang


def began(intent: str) -> MatterBegan:
    return MatterBegan(intent, intent)


def settled(intent: str) -> MatterSettled:
    return MatterSettled(intent, intent)


@pytest.fixture
def before(database, now):
    """Matters before a call, within seven days."""

    def before(call):
        with database.reading() as session:
            return dict(earlier_matters.of_caller(session, call, now - timedelta(days=7)))

    return before


def test_matters_of_earlier_calls_and_whether_they_were_settled(rang, before):
    rang(3, began("refund"))
    rang(2, began("track_order"), settled("track_order"))
    assert before(rang(0)) == {"refund": False, "track_order": True}


def test_the_last_call_about_a_matter_counts(rang, before):
    rang(3, began("refund"))
    rang(2, began("refund"), settled("refund"))
    rang(5, began("cancel_order"), settled("cancel_order"))
    rang(1, began("cancel_order"))
    assert before(rang(0)) == {"refund": True, "cancel_order": False}


def test_neither_this_call_nor_later_or_older_ones_nor_other_numbers_count(rang, before):
    rang(8, began("refund"))
    rang(2, began("refund"), number="+15005550199")
    call = rang(1, began("refund"))
    rang(0, began("refund"))
    assert before(call) == {}


@pytest.mark.parametrize("number", ["", "anonymous", "Restricted", "+266696687", "+2562533"])
def test_withheld_numbers_never_match(rang, before, number):
    rang(1, began("refund"), number=number)
    assert before(rang(0, number=number)) == {}
