"""What scripts may expect of their calls, each kept and broken."""

from datetime import UTC, datetime
from typing import Any

import pytest

from ivr.rehearsal.call_record import CallRecord, RecordedEvent
from ivr.rehearsal.expectations import (
    OUTCOMES,
    Check,
    ExpectationUnknown,
    check,
    read_expectations,
)
from telephony.simulator import AgentResult, CallResult, HeardPrompt


def event(kind: str, **body: Any) -> RecordedEvent:
    return RecordedEvent(kind, datetime(2026, 3, 4, tzinfo=UTC), body)


def understood(intent: str, source: str = "rasa") -> RecordedEvent:
    return event("understood", understanding={"intent": intent, "source": source})


RECORD = CallRecord(
    "contained",
    "track_order",
    (
        event("stream_opened", count=1),
        event("prompt_heard", complete=True),
        event("caller_spoke", text="where is my order"),
        understood("track_order", "keywords"),
        event("matter_began", intent="faq_returns"),
        event("caller_keyed", digits="4512"),
        event("caller_keyed", digits="1"),
        event("prompt_heard", complete=False),
        event("fault_happened", part="stream"),
        event("stream_opened", count=2),
        event("action_ended", action="look_up_order", outcome="verified"),
        event("action_ended", action="check_identity", outcome="refused"),
        event("matter_settled", intent="faq_returns"),
        event("matter_settled", intent="track_order"),
        event("caller_rated", score=2),
        event("caller_rated", score=4),
        event("voicemail_left", key="k", queue="care", length_s=4.0, text="my parcel is gone"),
        event("transfer_requested", queue="care", trigger="distress"),
        event("transfer_moved", transfer=1, state="dialing", why=""),
        event("agent_tried", transfer=1, attempt=1, agent="Anna", outcome="declined", rang_s=2.0),
        event("agent_tried", transfer=1, attempt=2, agent="Ben", outcome="talked", rang_s=3.0),
        event("transfer_moved", transfer=1, state="completed", why="talked"),
    ),
)
AGENTS = (
    AgentResult(0, "+15005550201", "decline", "CA2", "completed", ("She wants a refund.",), 9),
    AgentResult(1, "+15005550202", "accept", "CA3", "completed", ("She wants it.",), 30, 900),
)
PROMPTS = (
    HeardPrompt("What's your order number?", 4000, "a"),
    HeardPrompt("It's on its way. Twenty-one days.", 9000, "b"),
)


def result(error: str | None = None) -> CallResult:
    texts = ("Your code is 120934.",)
    return CallResult(
        *("x.yaml", "CA1", "completed", 9, (), PROMPTS, AGENTS, (), error, b"", b"", texts, 800)
    )


def one(key: str, value: object, record: CallRecord = RECORD) -> Check:
    """What comes of one expectation."""
    played, checked = check({key: value}, result(), record)
    assert played.passed
    assert checked.name == key
    assert checked.expected == value
    return checked


@pytest.mark.parametrize(
    ("key", "kept", "broken"),
    [
        ("outcome", "contained", "abandoned"),
        ("intent", "track_order", "refund"),
        ("intent", "faq_returns", "complaint"),
        ("heard", ["whats your ORDER number", "twenty one days"], ["goodbye"]),
        ("heard", ["number its on"], ["way number"]),
        ("heard", [], ["order number", "goodbye"]),
        ("not_heard", ["goodbye", "sorry"], ["goodbye", "on its way"]),
        ("recognised", ["my order"], ["my parcel"]),
        ("recognised", ["where is", "order"], ["where is", "number"]),
        ("keyed", ["4512", "1"], ["1", "4512"]),
        ("keyed", [4512, 1], ["4512"]),
        ("queue", "care", "support"),
        ("sms", ["your code is"], ["your link"]),
        ("rated", 4, 2),
        ("settled", ["faq_returns", "track_order"], ["track_order", "faq_returns"]),
        ("settled", ["faq_returns", "track_order"], ["faq_returns"]),
        ("verified", False, True),
        ("trigger", "distress", "asks_for_person"),
        ("faults", ["stream"], ["voice"]),
        ("faults", ["nlu", "stream"], ["stream", "database"]),
        ("faults", [], ["back_office"]),
        ("interrupted", 1, 0),
        ("streams", 2, 1),
        ("transfer", {"state": "completed", "why": "talked"}, {"state": "abandoned"}),
        ("transfer", {"attempts": ["declined", "talked"]}, {"attempts": ["talked", "declined"]}),
        ("transfer", {"whisper": ["a Refund", "wants it"]}, {"whisper": ["a refund", "a parcel"]}),
        ("transfer", {"rang": 2, "met": True}, {"rang": 1}),
        ("transfer", {"met": True}, {"met": False}),
        ("message", ["parcel is gone"], ["parcel is here"]),
    ],
)
def test_an_expectation_is_kept_or_broken(key, kept, broken):
    assert one(key, kept).passed
    assert not one(key, broken).passed


def test_every_expectation_is_tried_here():
    parameters = test_an_expectation_is_kept_or_broken.pytestmark[0].args[1]
    with pytest.raises(ExpectationUnknown) as unknown:
        read_expectations("x.yaml", {"luck": "good"})
    known = str(unknown.value).partition("it knows ")[2].split(", ")
    assert {key for key, *_ in parameters} == set(known)


def test_nothing_is_found_in_an_empty_record():
    nothing = CallRecord(None, None, ())
    for key, value in {"outcome": "contained", "intent": "refund", "queue": "care"}.items():
        assert not one(key, value, nothing).passed
    assert one("keyed", [], nothing).passed
    assert one("interrupted", 0, nothing).passed


def test_a_broken_expectation_says_what_was_found():
    assert one("outcome", "failed").found == "contained"
    assert one("heard", ["on its way", "goodbye"]).found == {"missing": ["goodbye"]}
    assert one("not_heard", ["on its way"]).found == {"heard": ["on its way"]}
    assert one("keyed", []).found == ["4512", "1"]


def test_a_script_that_could_not_be_played_has_failed():
    (played,) = check({}, result(error="line 7: hear: not heard within 30 s"), RECORD)
    assert not played.passed
    assert played.found == "line 7: hear: not heard within 30 s"
    (played,) = check({}, result(), RECORD)
    assert played.passed


class TestReading:
    @pytest.mark.parametrize("section", [None, {}])
    def test_nothing_may_be_expected(self, section):
        assert read_expectations("x.yaml", section) == {}

    @pytest.mark.parametrize("outcome", OUTCOMES)
    def test_every_outcome_may_be(self, outcome):
        assert read_expectations("x.yaml", {"outcome": outcome}) == {"outcome": outcome}

    @pytest.mark.parametrize(
        ("section", "said"),
        [
            ({"outcom": "contained"}, "x.yaml: expect knows no 'outcom'; it knows outcome, intent"),
            ({7: "contained"}, "x.yaml: expect knows no 7"),
            ("contained", r"x.yaml: expect is a mapping such as \{outcome: contained\}"),
            (["contained"], "x.yaml: expect is a mapping"),
            ({"outcome": "happy"}, "x.yaml: outcome is one of contained, transferred"),
            ({"outcome": ["contained"]}, "x.yaml: outcome is one of"),
            ({"heard": "goodbye"}, "x.yaml: heard is a list"),
            ({"keyed": 4512}, "x.yaml: keyed is a list"),
            ({"faults": {"stream": True}}, "x.yaml: faults is a list"),
            ({"streams": "two"}, "x.yaml: streams is a whole number"),
            ({"interrupted": True}, "x.yaml: interrupted is a whole number"),
            ({"queue": ["care"]}, "x.yaml: queue is a word"),
            ({"intent": None}, "x.yaml: intent is a word"),
        ],
    )
    def test_what_can_not_be_checked_is_refused(self, section, said):
        with pytest.raises(ExpectationUnknown, match=said):
            read_expectations("x.yaml", section)
