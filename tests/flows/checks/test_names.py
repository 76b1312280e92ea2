"""What flows name: intents, actions, outcomes, queues, slots, words."""

import pytest

from flows.checks.catalogue import Catalogue
from flows.checks.check import check

FAULTS = {
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


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_where_it_stands_and_how_to_mend_it(assert_told, name):
    assert_told(*FAULTS[name])


def test_what_the_catalogue_does_not_list_of_words_is_left_alone(flow_set, library, head):
    text, _ = FAULTS["unknown_word"]
    found = check(flow_set(head + text), Catalogue(library.policy.intents))
    assert not [p for p in found if "speech model" in p.what]
