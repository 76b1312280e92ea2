"""What matters took, from records whose times are known."""

from datetime import UTC, datetime, timedelta
from typing import Any

from ivr.rehearsal.call_record import CallRecord, RecordedEvent
from ivr.rehearsal.matters import matters_of, settling, settling_page, settling_table


def record(*events: tuple[str, float, dict[str, Any]]) -> CallRecord:
    start = datetime(2026, 3, 4, tzinfo=UTC)
    made = (RecordedEvent(kind, start + timedelta(seconds=at), body) for kind, at, body in events)
    return CallRecord("contained", None, tuple(made))


TWO = record(
    ("caller_spoke", 1, {"text": "where is my order"}),
    ("matter_began", 2, {"intent": "track_order"}),
    ("prompt_heard", 2.5, {"complete": True}),
    ("caller_spoke", 3, {"text": "what are your hours"}),
    ("matter_began", 4, {"intent": "faq_hours"}),
    ("matter_settled", 4, {"intent": "faq_hours"}),
    ("prompt_started", 4.5, {"text": "From nine to five."}),
    ("prompt_heard", 6, {"complete": True}),
    ("caller_keyed", 8, {"digits": "4512"}),
    ("matter_settled", 10.5, {"intent": "track_order"}),
    ("caller_spoke", 11, {"text": "i want a refund"}),
    ("prompt_heard", 11.5, {"complete": False}),
    ("matter_began", 12, {"intent": "refund"}),
    ("caller_keyed", 13, {"digits": "0"}),
    ("call_ended", 14, {"outcome": "callback"}),
)


def test_turns_and_seconds_run_from_the_first_words_until_the_answer_was_heard():
    assert matters_of(TWO, 1.0) == [
        {"intent": "track_order", "settled": True, "turns": 3, "seconds": 9.5},
        {"intent": "faq_hours", "settled": True, "turns": 1, "seconds": 3.0},
        {"intent": "refund", "settled": False, "turns": 2, "seconds": 3.0},
    ]


def test_a_faster_call_has_its_seconds_of_audio():
    assert [each["seconds"] for each in matters_of(TWO, 4.0)] == [38.0, 12.0, 12.0]


def test_of_two_matters_in_one_breath_the_second_begins_on_its_own():
    both = record(
        ("caller_spoke", 1, {"text": "where is my order and what are your hours"}),
        ("matter_began", 2, {"intent": "track_order"}),
        ("matter_settled", 3, {"intent": "track_order"}),
        ("matter_began", 3, {"intent": "faq_hours"}),
        ("matter_settled", 3, {"intent": "faq_hours"}),
        ("prompt_heard", 6, {"complete": True}),
    )
    assert [(each["turns"], each["seconds"]) for each in matters_of(both, 1.0)] == [(1, 5), (0, 3)]


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
        {"intent": "faq_hours", "settled": 1, "turns": 1, "seconds": 3.0},
        {"intent": "track_order", "settled": 2, "turns": 2, "seconds": 6.0},
    ]
    assert "| `track_order` | 2 | 2 | 6.0 |" in settling_table(rows).splitlines()


def test_a_page_says_how_many_calls_passed():
    reports = [
        {"passed": True, "matters": matters_of(TWO, 1.0)},
        {"passed": False, "matters": []},
    ]
    page = settling_page(reports)
    assert page.startswith("# Turns and seconds")
    assert "1 of 2 scripted calls passed" in page
    assert page.endswith("| `track_order` | 1 | 3 | 9.5 |\n")
