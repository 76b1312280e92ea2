"""Every check, each on a flow with that one fault: what is told, and where."""

import pytest

from flows.checks.catalogue import Catalogue
from flows.checks.check import CHECKS, check

WORDS = frozenset(["yes", "no", "home", "work"])
GOODBYE = """\
format: 1
flow: goodbye
title: Goodbye
start: bye
steps: {bye: {type: hangup}}
"""
HEAD = "format: 1\nflow: welcome\ntitle: Welcome\n"

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
            (4, 8, "", "no step 'ask' in this flow", "Write one of: end, greet, settled"),
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
    "unknown_intent": (
        """start: ask
intents: [trak_order]
steps:
  ask:
    type: collect
    prompt: "What?"
    help: ["This?"]
    choices:
      - {key: "1", phrase: home, heard_as: [afirm], next: end}
      - {key: "2", phrase: work, begin: refund}
""",
        [
            (5, 11, "", "unknown intent 'trak_order'", "Did you mean 'track_order'?"),
            (12, 9, "ask", "unknown intent 'afirm'", "Did you mean 'affirm'?"),
            (13, 9, "ask", "no flow serves intent 'refund'", "Add 'refund' to the 'intents' of"),
        ],
    ),
    "unknown_action": (
        """start: act
steps:
  act: {type: action, action: pong, outcomes: {done: end}}
""",
        [(6, 31, "act", "unknown action 'pong'", "Did you mean 'ping'?")],
    ),
    "wrong_arguments": (
        """start: act
steps:
  act:
    type: action
    action: look_up
    with: {nmber: "1"}
    outcomes: {found: end, not_found: end}
""",
        [
            (8, 13, "act", "'look_up' needs 'number'", "Add 'number:' to 'with'"),
            (9, 19, "act", "'look_up' takes no 'nmber'", "Did you mean 'number'?"),
        ],
    ),
    "unknown_outcome": (
        """start: act
steps:
  act:
    type: action
    action: look_up
    with: {number: "1"}
    outcomes: {fund: end, not_found: end, failed: end}
""",
        [
            (7, 5, "act", "outcome 'found' of 'look_up' has no way on", "Add 'found:' with a step"),
            (10, 22, "act", "'look_up' has no outcome 'fund'", "Did you mean 'found'?"),
        ],
    ),
    "unknown_queue": (
        """start: go
steps:
  go: {type: transfer, queue: biling, trigger: distres}
""",
        [
            (6, 7, "go", "unknown trigger 'distres'", "Did you mean 'distress'?"),
            (6, 31, "go", "unknown queue 'biling'", "Did you mean 'billing'?"),
        ],
    ),
    "unknown_slot": (
        """start: tell
slots: {order: {type: object, shared: true}}
steps:
  tell: {type: say, prompt: "It is {ordr.state}.", next: end}
""",
        [(7, 29, "tell", "no slot 'ordr' in this flow", "Declare it in 'slots', or: Did you mean")],
    ),
    "slot_not_set": (
        """start: tell
slots: {number: order_number, order: {type: object, shared: true}}
steps:
  tell: {type: say, prompt: "{order.state} {number:digits}", next: ask}
  ask: {type: collect, slot: number, prompt: "?", help: ["?"], next: again}
  again: {type: say, prompt: "{number:digits}", next: end}
""",
        [(7, 29, "tell", "slot 'number' has no value yet at step 'tell'", "Ask for it, or look")],
    ),
    "secret_spoken": (
        """start: ask
slots: {pin: {type: digits, secret: true}}
steps:
  ask: {type: collect, slot: pin, prompt: "?", help: ["?"], next: tell}
  tell: {type: say, prompt: "It is {pin:digits}.", next: end}
""",
        [(8, 29, "tell", "the prompt speaks the secret 'pin'", "Take the field out")],
    ),
    "no_help": (
        """start: ask
slots: {sure: yes_no}
steps:
  ask: {type: collect, slot: sure, prompt: Sure?, next: end}
""",
        [(7, 8, "ask", "question 'ask' has no help for a second try", "Add 'help:' with an")],
    ),
    "no_keys": (
        """start: ask
slots: {what: text}
steps:
  ask: {type: collect, slot: what, prompt: What?, help: [This?], next: end}
""",
        [(7, 8, "ask", "question 'ask' has no answer by key", "Add 'choices:' with a 'key' each")],
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
    "policy_breach": (
        """start: tell
intents: [complaint]
steps:
  tell: {type: say, prompt: "All is well.", next: settled}
""",
        [(5, 11, "", "the policy keeps 'complaint' for people, and this flow would", "Remove the")],
    ),
    "long_prompt": (
        f"""start: tell
steps:
  tell: {{type: say, prompt: "{"word " * 29}{{caller.number:phone}}", next: end}}
""",
        [(6, 29, "tell", "the prompt takes about 14 seconds to say", "Keep it under 12 seconds")],
    ),
    "unknown_word": (
        """start: ask
steps:
  ask:
    type: collect
    prompt: "Where?"
    help: ["Where?"]
    phrases: [no idea]
    choices:
      - {key: "1", phrase: home, also: [my place], next: end}
""",
        [
            (7, 5, "ask", "the speech model doesn't know 'idea' in 'no idea'", "Choose words it"),
            (12, 9, "ask", "the speech model doesn't know 'my' in 'my place'", "Choose words it"),
            (12, 9, "ask", "the speech model doesn't know 'place' in 'my place'", "Choose words"),
        ],
    ),
}


@pytest.fixture
def known(library) -> Catalogue:
    return Catalogue(
        intents=library.policy.intents,
        outcomes={
            "ping": frozenset({"done", "failed"}),
            "look_up": frozenset({"found", "not_found", "failed"}),
        },
        arguments={"look_up": (frozenset({"number"}), frozenset())},
        words=WORDS,
    )


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_where_it_stands_and_how_to_mend_it(flow_set, known, name):
    text, expected = FAULTS[name]
    flows = flow_set(HEAD + text, GOODBYE)
    found = [
        (p.line, p.place.column, p.step, p.what, p.remedy)
        for p in check(flows, known)
        if p.file == "flow0.yaml" and not p.what.startswith("there is no flow")
    ]
    assert [each[:3] for each in found] == [each[:3] for each in expected]
    for (*_, what, remedy), (*_, told, mended) in zip(expected, found, strict=True):
        assert told.startswith(what)
        assert mended.startswith(remedy)


def test_flows_every_line_needs_are_missed_once(flow_set, known):
    flows = flow_set(HEAD + "start: bye\nsteps:\n  bye: {type: hangup}\n")
    missed = [p.what for p in check(flows, known) if p.what.startswith("there is no flow")]
    assert missed == [
        "there is no flow 'anything_else'",
        "there is no flow 'goodbye'",
        "there is no flow 'trouble'",
    ]


def test_a_loop_through_a_flow_that_does_not_wait_is_told(flow_set, known):
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
    loops = [p for p in check(flow_set(HEAD + text, said), known) if "loop" in p.what]
    assert [(p.line, p.step) for p in loops] == [(6, "one")]
    waits = flow_set(HEAD + text, inner.replace("TYPE", "collect"))
    assert not [p for p in check(waits, known) if "loop" in p.what]


def test_a_loop_that_waits_is_none(flow_set, known):
    text = """start: ask
steps:
  ask:
    type: collect
    prompt: "?"
    help: ["?"]
    choices: [{key: "1", phrase: home, next: tell}]
  tell: {type: say, prompt: Home., next: ask}
"""
    assert not [p for p in check(flow_set(HEAD + text), known) if "loop" in p.what]


def test_a_flow_for_a_human_matter_may_speak_and_transfer(flow_set, known):
    text = """start: sorry
intents: [complaint]
steps:
  sorry: {type: say, prompt: "I'm sorry.", next: person}
  person: {type: transfer}
"""
    assert not [p for p in check(flow_set(HEAD + text), known) if "policy" in p.what]


def test_what_the_catalogue_does_not_list_of_words_is_left_alone(flow_set, library):
    text, _ = FAULTS["unknown_word"]
    found = check(flow_set(HEAD + text), Catalogue(library.policy.intents))
    assert not [p for p in found if "speech model" in p.what]


def test_every_check_has_a_fault_here():
    assert {each.__name__ for each in CHECKS} - set(FAULTS) == {"missing_flow"}


def test_the_shipped_library_has_no_faults(library):
    known = Catalogue(
        library.policy.intents,
        {
            "look_up_order": frozenset({"found", "not_found"}),
            "store_callback": frozenset({"stored", "no_number"}),
        },
    )
    assert check(library, known) == []
