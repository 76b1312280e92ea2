"""What matters took, from records whose times are known."""

from datetime import UTC, datetime, timedelta
from typing import Any

from ivr.rehearsal.call_record import CallRecord, RecordedEvent
from ivr.rehearsal.matters import matters_of, settling, settling_table


def record(*events: tuple[str, float, dict[str, Any]]) -> CallRecord:
    start = datetime(2026, 3, 4, tzinfo=UTC)
    made = (RecordedEvent(kind, start + timedelta(seconds=at), body) for kind, at, body in events)
    return CallRecord("contained", None, tuple(made))


TWO = record(
    ("caller_spoke", 1, {"text": "where is my order"}),
    ("matter_began", 2, {"intent": "track_order"}),
    ("caller_spoke", 3, {"text": "what are your hours"}),
    ("matter_began", 4, {"intent": "faq_hours"}),
    ("matter_settled", 6, {"intent": "faq_hours"}),
    ("caller_keyed", 8, {"digits": "4512"}),
    ("matter_settled", 10.5, {"intent": "track_order"}),
    ("caller_spoke", 11, {"text": "i want a refund"}),
    ("matter_began", 12, {"intent": "refund"}),
    ("caller_keyed", 13, {"digits": "0"}),
    ("call_ended", 14, {"outcome": "callback"}),
)


def test_turns_and_seconds_run_from_beginning_to_settled():
    assert matters_of(TWO, 1.0) == [
        {"intent": "track_order", "settled": True, "turns": 2, "seconds": 8.5},
        {"intent": "faq_hours", "settled": True, "turns": 0, "seconds": 2.0},
        {"intent": "refund", "settled": False, "turns": 1, "seconds": 2.0},
    ]


def test_a_faster_call_has_its_seconds_of_audio():
    assert [each["seconds"] for each in matters_of(TWO, 4.0)] == [34.0, 8.0, 8.0]


def test_a_call_that_is_not_over_and_one_without_matters():
    (begun,) = matters_of(record(("matter_began", 0, {"intent": "refund"})), 1.0)
    assert begun == {"intent": "refund", "settled": False, "turns": 0, "seconds": 0.0}
    assert matters_of(record(), 1.0) == []


def test_averages_are_over_settled_matters_only():
    short = record(
        ("matter_began", 0, {"intent": "track_order"}),
        ("caller_keyed", 1, {"digits": "4512"}),
        ("matter_settled", 2.5, {"intent": "track_order"}),
    )
    rows = settling({"matters": matters_of(each, 1.0)} for each in (TWO, short))
    assert rows == [
        {"intent": "faq_hours", "settled": 1, "turns": 0, "seconds": 2.0},
        {"intent": "track_order", "settled": 2, "turns": 1.5, "seconds": 5.5},
    ]
    assert "| `track_order` | 2 | 1.5 | 5.5 |" in settling_table(rows).splitlines()
