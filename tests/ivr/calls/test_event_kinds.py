"""Every call event survives storage."""

import dataclasses
import json
from typing import get_args

import pytest
from hypothesis import given

from ivr.calls.event_kinds import KINDS, from_body, kind_of, to_body
from ivr.calls.events import CallEvent, SilenceNoted, Understood
from nlu.understanding import Entity, Understanding
from tests.fakes.call_events import EVENTS


def test_every_event_has_a_kind():
    assert set(get_args(CallEvent)) == set(KINDS.values())


@given(EVENTS)
def test_a_stored_event_comes_back(event):
    body = json.loads(json.dumps(to_body(event)))
    assert from_body(kind_of(event), body) == event


def test_an_understanding_is_stored_in_full():
    entity = Entity("order_number", "4512", "four five one two", 6, 23)
    event = Understood(
        Understanding("order four five one two", "track_order", 0.9, (), (entity,)), 5.0
    )
    body = to_body(event)
    assert body["understanding"]["entities"][0]["value"] == "4512"
    assert from_body("understood", body) == event


def test_fields_of_a_later_version_are_left_out():
    body = {**to_body(SilenceNoted("a.b", 6.0)), "mood": "pensive"}
    assert from_body("silence_noted", body) == SilenceNoted("a.b", 6.0)


@pytest.mark.parametrize(
    ("kind", "body"),
    [("levitated", {}), ("silence_noted", {"step": "a.b"}), ("slot_filled", {"slot": 3})],
)
def test_what_is_no_event_is_refused(kind, body):
    with pytest.raises(ValueError, match="event"):
        from_body(kind, body)


def test_events_are_frozen():
    assert all(event.__dataclass_params__.frozen for event in KINDS.values())
    assert all(dataclasses.is_dataclass(event) for event in KINDS.values())
