"""Ways through a flow: targets, dead ends, loops."""

from dataclasses import replace

import pytest

from flows.checks.check import check

FAULTS = {
    "unknown_target": (
        """start: greet
steps:
  greet: {type: say, prompt: Hello., next: gret}
""",
        [(6, 44, "greet", "no step 'gret' in this flow", "Did you mean 'greet'?")],
    ),
    "unknown_start": (
        """start: ask
steps:
  greet: {type: say, prompt: Hello., next: end}
""",
        [
            (4, 8, "", "no step 'ask' in this flow", "Write one of: declined, end, greet, settled"),
            (6, 10, "greet", "no way leads to step 'greet'", "Lead a 'next' to it, or remove it"),
        ],
    ),
    "unreachable_step": (
        """start: greet
steps:
  greet: {type: say, prompt: Hello., next: end}
  lost: {type: say, prompt: Lost., next: end}
""",
        [(7, 9, "lost", "no way leads to step 'lost'", "Lead a 'next' to it, or remove it")],
    ),
    "dead_end": (
        """start: greet
steps:
  greet: {type: say, prompt: Hello.}
""",
        [(6, 10, "greet", "step 'greet' has no way on", "Add 'next:' with a step, or 'settled'")],
    ),
    "dead_end_of_an_action": (
        """start: act
steps:
  act: {type: action, action: ping, outcomes: {}}
""",
        [(6, 8, "act", "step 'act' has no way on", "Add 'outcomes:' with a step for each")],
    ),
    "dead_end_of_a_question": (
        """start: ask
slots: {sure: yes_no}
steps:
  ask: {type: collect, slot: sure, prompt: Sure?, help: [Yes or no.]}
""",
        [(7, 8, "ask", "step 'ask' has no way on", "Add 'next:' with a step, or 'settled'")],
    ),
    "loop_without_wait": (
        """start: one
steps:
  one: {type: say, prompt: One., next: two}
  two:
    type: branch
    when: [{slot: caller.number, exists: true, next: one}]
    else: end
""",
        [(6, 8, "one", "a loop without a wait through step 'one'", "Put a 'collect' into the")],
    ),
    "missing_else": (
        """start: which
steps:
  which:
    type: branch
    when: [{slot: caller.number, exists: true, next: end}]
""",
        [(7, 5, "which", "branch 'which' has no 'else'", "Add 'else:' with the step for every")],
    ),
    "unknown_flow": (
        """start: away
steps:
  away: {type: link, flow: goodby}
""",
        [(6, 28, "away", "no flow 'goodby'", "Did you mean 'goodbye'?")],
    ),
    "no_way_to_person": (
        """start: ask
intents: [track_order]
slots: {sure: yes_no}
steps:
  ask: {type: collect, slot: sure, prompt: Sure?, help: [Yes?], on_fail: bye, next: settled}
  bye: {type: hangup, prompt: Goodbye.}
""",
        [(8, 74, "ask", "after a failure at 'ask' no way leads to a person", "Lead it to a")],
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_where_it_stands_and_how_to_mend_it(assert_told, name):
    assert_told(*FAULTS[name])


def test_a_loop_through_a_flow_that_does_not_wait_is_told(flow_set, known, head):
    text = """start: one
steps:
  one: {type: say, prompt: One., next: two}
  two: {type: link, flow: inner, next: one}
"""
    inner = """format: 1
flow: inner
title: Inner
start: ask
steps:
  ask: {type: TYPE, prompt: "?", help: ["?"], choices: [{key: "1", phrase: home, next: end}]}
"""
    said = inner.replace("TYPE", "say").replace(
        ', help: ["?"], choices: [{key: "1", phrase: home, next: end}]', ", next: end"
    )
    loops = [p for p in check(flow_set(head + text, said), known) if "loop" in p.what]
    assert [(p.line, p.step) for p in loops] == [(6, "one")]
    waits = flow_set(head + text, inner.replace("TYPE", "collect"))
    assert not [p for p in check(waits, known) if "loop" in p.what]


def test_a_loop_that_waits_is_none(flow_set, known, head):
    text = """start: ask
steps:
  ask:
    type: collect
    prompt: "?"
    help: ["?"]
    choices: [{key: "1", phrase: home, next: tell}]
  tell: {type: say, prompt: Home., next: ask}
"""
    assert not [p for p in check(flow_set(head + text), known) if "loop" in p.what]


def test_flows_that_only_link_to_each_other_do_not_hang_the_check(flow_set, known, head):
    text = """start: away
steps:
  away: {type: link, flow: inner, next: away}
"""
    inner = """format: 1
flow: inner
title: Inner
start: back
steps:
  back: {type: link, flow: welcome, next: end}
"""
    assert not [p for p in check(flow_set(head + text, inner), known) if "loop" in p.what]


PERSON = """\
format: 1
flow: person
title: A person
start: hand_over
steps:
  hand_over: {type: transfer, outcomes: {completed: end, failed: end}}
"""


def test_a_hand_over_that_no_application_carries_out_is_told(flow_set, known):
    found = [p for p in check(flow_set(PERSON), known) if p.step == "hand_over"]
    assert [(p.line, p.severity, p.what) for p in found] == [
        (6, "error", "step 'hand_over' hands the call over, and this line can't do that")
    ]
    able = replace(known, transfers=True)
    assert not [p for p in check(flow_set(PERSON), able) if p.step == "hand_over"]
