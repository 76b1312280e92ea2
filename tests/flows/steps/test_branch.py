import pytest

from flows.events import Speak
from flows.problems import Place
from flows.steps.conditions import Condition

BRANCHING = """
start: which
slots: {order: {type: object, shared: true}}
steps:
  which:
    type: branch
    when:
      - {slot: order.state, is: shipped, next: shipped}
      - {slot: order.state, in: [placed, processing], next: packing}
    else: other
  shipped: {type: hangup, prompt: "Shipped."}
  packing: {type: hangup, prompt: "Packing."}
  other: {type: hangup, prompt: "Other."}
"""


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ({"state": "shipped"}, "Shipped."),
        ({"state": "processing"}, "Packing."),
        ({"state": "lost"}, "Other."),
        ({}, "Other."),
        ("not an object", "Other."),
        (None, "Other."),
    ],
)
def test_it_goes_where_the_first_condition_that_holds_leads(play, order, said):
    call = play(BRANCHING, known={"order": order})
    assert [each.text for each in call.all(Speak)] == [said]


@pytest.mark.parametrize(
    ("test", "against", "value", "holds"),
    [
        ("is", 1, 1, True),
        ("is", "1", 1, False),
        ("is_not", "a", "b", True),
        ("is_not", "a", None, True),
        ("in", ["a", "b"], "b", True),
        ("in", "ab", "a", False),
        ("not_in", ["a"], "a", False),
        ("exists", True, None, False),
        ("exists", True, "", False),
        ("exists", True, False, True),
        ("exists", False, None, True),
        ("less_than", 3, 2, True),
        ("less_than", 3, "2.5", True),
        ("less_than", 3, 3, False),
        ("less_than", 3, "few", False),
        ("less_than", 3, True, False),
        ("less_than", "2026-03-02", "2026-03-01", True),
        ("more_than", 3, 4, True),
        ("more_than", 3, None, False),
        ("is_phone", True, "+15005550101", True),
        ("is_phone", True, "anonymous", False),
        ("is_phone", True, None, False),
        ("is_phone", False, "", True),
    ],
)
def test_each_condition(test, against, value, holds):
    assert Condition(("slot",), test, against, Place("f", 1, 1)).holds(value) is holds
