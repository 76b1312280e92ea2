"""What a caller hears and how they can answer."""

import pytest

from flows.checks.check import check

FAULTS = {
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
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_where_it_stands_and_how_to_mend_it(assert_told, name):
    assert_told(*FAULTS[name])


def test_a_flow_for_a_human_matter_may_speak_and_transfer(flow_set, known, head):
    text = """start: sorry
intents: [complaint]
steps:
  sorry: {type: say, prompt: "I'm sorry.", next: person}
  person: {type: transfer}
"""
    assert not [p for p in check(flow_set(head + text), known) if "policy" in p.what]
