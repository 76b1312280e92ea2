from flows.events import HangUp, StepEntered

OUTER = """
start: ask
slots: {number: {type: order_number, min: 4, max: 4}}
steps:
  ask: {type: collect, slot: number, prompt: "Number?", next: inner}
  inner: {type: link, flow: inner, with: {number: "{number}"}, next: done}
  done: {type: hangup, prompt: "Outer has {number:digits}.", outcome: contained}
"""
INNER = """
format: 1
flow: inner
title: Inner
start: ask
slots: {number: {type: order_number, min: 4, max: 4}}
steps:
  ask: {type: collect, slot: number, ask: always, prompt: "Not {number:digits} but?", next: end}
"""


def test_it_runs_the_other_flow_with_slots_of_its_own_and_comes_back(play):
    call = play(OUTER, INNER)
    assert call.key("4512") == "Not four five, one two but?"
    assert call.state.stack == (("welcome", "inner"),)
    assert call.key("9999") == "Outer has four five, one two."
    assert call.wait == HangUp("contained")


def test_without_next_it_does_not_come_back(play):
    call = play(OUTER.replace(", next: done", ""), INNER)
    call.key("4512")
    assert call.state.stack == ()
    call.key("9999")
    assert call.wait == HangUp("abandoned")


def test_a_flow_that_calls_itself_ends_with_an_apology_and_a_person(play):
    call = play(
        """
        start: ask
        steps:
          ask:
            type: collect
            prompt: "Again?"
            choices: [{key: "1", phrase: "yes", next: again}]
          again: {type: link, flow: welcome, next: end}
        """
    )
    assert call.key("1").startswith("I'm sorry, something has gone wrong on our side. That's")
    assert call.outputs[-2] != StepEntered("welcome.again")
