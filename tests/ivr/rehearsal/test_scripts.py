"""Scripts as they are read for a rehearsal, before any line opens."""

import pytest

from ivr.rehearsal.expectations import ExpectationUnknown
from ivr.rehearsal.faults import FaultUnknown
from ivr.rehearsal.scripts import LINES_WITH_AGENTS, ScriptInvalid, plan

SCRIPT = """
caller: {number: "+15005550103"}
turns:
  - hear: "how can I help"
  - hang_up: true
"""


@pytest.fixture
def planned(tmp_path):
    """Writes a script with more sections and plans it."""

    def planned(text: str):
        path = tmp_path / "call.yaml"
        path.write_text(text)
        return plan([path])

    return planned


def test_a_script_comes_with_its_faults_and_expectations(planned):
    (call,) = planned(SCRIPT + "setup: {rasa: down}\nexpect: {outcome: abandoned}\n")
    assert call.script.name == "call.yaml"
    assert call.setup == (("rasa", "down"),)
    assert call.expected == {"outcome": "abandoned"}


def test_calls_with_agents_take_turns_on_lines_of_theirs(planned):
    agents = "agents: [{number: '+15005550201'}]\n"
    (call,) = planned(SCRIPT + agents + "setup: {rasa: down}\n")
    rasa, (part, line) = call.setup
    assert (rasa, part) == (("rasa", "down"), "agents")
    assert 0 <= int(line) < LINES_WITH_AGENTS
    (alone,) = planned(SCRIPT + agents + "setup: {alone: true}\n")
    assert alone.setup == (("alone", "call.yaml"),)


def test_a_script_needs_neither(planned):
    (call,) = planned(SCRIPT)
    assert (call.setup, call.expected) == ((), {})


@pytest.mark.parametrize(
    ("more", "error", "said"),
    [
        ("expect: {mood: good}", ExpectationUnknown, "call.yaml: expect knows no 'mood'"),
        ("setup: {rasa: lazy}", FaultUnknown, "call.yaml: setup knows no"),
        ("caller: {", ScriptInvalid, "call.yaml"),
    ],
)
def test_what_is_wrong_is_named_with_its_file(planned, more, error, said):
    with pytest.raises(error, match=said):
        planned(SCRIPT + more)


@pytest.mark.parametrize("text", ["", "turns: 7", "{", "turns:\n  - whistle: true\n"])
def test_what_is_no_script_is_refused(planned, text):
    with pytest.raises(ScriptInvalid, match=r"call.yaml"):
        planned(text)


def test_a_script_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ScriptInvalid, match=r"nowhere.yaml"):
        plan([tmp_path / "nowhere.yaml"])
