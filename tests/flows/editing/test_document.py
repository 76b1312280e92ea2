import pytest

from flows.editing.document import Unreadable, outline
from flows.yaml_io import LIBRARY

FLOW = """\
format: 1
flow: welcome
title: Welcome
intents: [track_order]
start: greet
slots:
  day: date
  number: {type: order_number, min: 4}
steps:
  greet: {type: say, prompt: Hello., next: end}
  odd:
    promt: 5
  none: just text
"""


def test_an_outline_holds_head_slots_and_steps_with_their_lines():
    assert outline(FLOW).as_json() == {
        "head": {
            "format": 1,
            "flow": "welcome",
            "title": "Welcome",
            "intents": ["track_order"],
            "start": "greet",
        },
        "lines": {
            "format": 1,
            "flow": 2,
            "title": 3,
            "intents": 4,
            "start": 5,
            "slots": 6,
            "steps": 9,
        },
        "slots": [
            {"name": "day", "line": 7, "fields": {"type": "date"}},
            {"name": "number", "line": 8, "fields": {"type": "order_number", "min": 4}},
        ],
        "steps": [
            {
                "name": "greet",
                "type": "say",
                "line": 10,
                "fields": {"prompt": "Hello.", "next": "end"},
            },
            {"name": "odd", "type": "", "line": 11, "fields": {"promt": 5}},
            {"name": "none", "type": "", "line": 13, "fields": {}},
        ],
    }


def test_other_documents_have_a_head_alone():
    found = outline((LIBRARY / "hours.yaml").read_text())
    assert found.steps == found.slots == ()
    assert found.head["holidays"][1] == {
        "date": "2026-12-24",
        "name": "Christmas Eve",
        "hours": ["09:00-13:00"],
    }


def test_what_is_no_yaml_is_told_with_its_place():
    with pytest.raises(Unreadable) as unreadable:
        outline("format: 1\nsteps: [a\n", "greet.yaml")
    (problem,) = unreadable.value.problems
    assert (problem.file, problem.line) == ("greet.yaml", 3)
    with pytest.raises(Unreadable, match="duplicate key"):
        outline("a: 1\na: 2\n")
