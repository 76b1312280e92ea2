"""What two diagrams of a flow differ in."""

import pytest

from flows.editing.diagram_difference import compared
from flows.editing.difference import difference

BEFORE = """\
start: greet
steps:
  greet: {type: say, prompt: "Hello.", next: old}
  old: {type: say, prompt: "Old.", next: stay}
  stay: {type: say, prompt: "Stay.", next: end}
"""
AFTER = """\
start: greet
steps:
  greet: {type: say, prompt: "Good day.", next: fresh}
  fresh: {type: say, prompt: "Fresh.", next: stay}
  stay: {type: say, prompt: "Stay.", next: end}
"""


@pytest.fixture
def both(flow_set):
    def both(before, after):
        first, second = (flow_set(text).flows["welcome"] for text in (before, after))
        return compared(first, second, difference(before, after))

    return both


def marks(diagram) -> dict[str, str]:
    return {node["id"]: node["mark"] for node in diagram["nodes"] if node["mark"]}


def ways(diagram) -> list[tuple[str, str, str]]:
    return [(each["from"], each["to"], each["mark"]) for each in diagram["edges"] if each["mark"]]


def test_steps_and_ways_are_marked_on_the_side_they_stand(both):
    found = both(BEFORE, AFTER)
    assert marks(found.before) == {"greet": "changed", "old": "removed"}
    assert marks(found.after) == {"greet": "changed", "fresh": "added"}
    assert ways(found.before) == [("greet", "old", "removed"), ("old", "stay", "removed")]
    assert ways(found.after) == [("greet", "fresh", "added"), ("fresh", "stay", "added")]


def test_a_renamed_step_is_removed_and_added(both):
    found = both(BEFORE, BEFORE.replace("old:", "older:").replace("next: old}", "next: older}"))
    assert marks(found.before) == {"greet": "changed", "old": "removed"}
    assert marks(found.after) == {"greet": "changed", "older": "added"}


def test_what_is_the_same_has_no_mark(both):
    found = both(BEFORE, BEFORE)
    assert (marks(found.before), marks(found.after)) == ({}, {})
    assert (ways(found.before), ways(found.after)) == ([], [])
