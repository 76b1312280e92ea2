"""Late answers, values of the wrong kind or size, and hostile text."""

import pytest

from flows.events import Act, ActionFinished

FLOW = """
start: ask
slots: {words: text, order: object}
steps:
  ask: {type: collect, slot: words, prompt: "What?", next: look}
  look:
    type: action
    action: look
    with: {words: "{words}", note: "said: {words}"}
    save: {order: order}
    outcomes: {found: tell}
  tell: {type: say, prompt: "It is {order.state}, due {order.on:date}.", next: more}
  more: {type: collect, prompt: "More?", choices: [{key: "1", phrase: "yes", next: look}]}
"""
ORDER = {"state": "here", "on": "2026-03-03"}
HOSTILE = "{order.state} {0.__class__} %s {{x}} ${y}"


@pytest.fixture
def looking(play):
    call = play(FLOW)
    call.say("a lamp")
    return call


def test_an_answer_to_an_earlier_act_changes_nothing(looking):
    first = looking.wait.key
    looking.finish("found", order=ORDER)
    looking.key("1")
    second = looking.wait
    assert second.key != first
    before = looking.state
    assert looking.happen(ActionFinished("found", {"order": {"state": "gone"}}, first)) == ""
    assert looking.wait == second
    assert looking.state.slots == before.slots


def test_an_answer_after_the_wait_has_passed_changes_nothing(looking):
    key = looking.wait.key
    looking.finish("found", order=ORDER)
    wait, slots = looking.wait, looking.state.slots
    assert looking.happen(ActionFinished("found", {"order": {"state": "gone"}}, key)) == ""
    assert (looking.wait, looking.state.slots) == (wait, slots)


@pytest.mark.parametrize(
    "order",
    [
        *("text", 7, True, [], ["here"], {}, {"state": ["here"], "on": "2026-03-03"}),
        {"state": "here", "on": "soon"},
        {"state": {"a": 1}, "on": 20260303},
        {"state": "here " * 20_000, "on": "2026-03-03"},
        {"state": "here " * 1_000, "on": "2026-03-03"},
    ],
)
def test_a_value_of_the_wrong_kind_or_size_brings_an_apology_and_a_person(looking, order):
    said = looking.finish("found", order=order)
    assert said.startswith("I'm sorry, something has gone wrong on our side. That's our fault")
    assert looking.state.flow == "person"


def test_braces_in_a_value_are_plain_text(play):
    call = play(FLOW)
    call.say(HOSTILE)
    assert call.wait.arguments["words"] == HOSTILE
    said = call.finish("found", order={"state": HOSTILE, "on": "2026-03-03"})
    assert "class" in said
    assert "here" not in said


def test_free_words_are_kept_up_to_a_bound(play):
    call = play(FLOW)
    call.say("word " * 1_000)
    assert isinstance(call.wait, Act)
    assert len(call.wait.arguments["words"]) == 500
