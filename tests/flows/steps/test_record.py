import pytest

from flows.events import HangUp, LineRestored, RecordMessage
from flows.yaml_io import read_library

RECORD = """
start: message
steps:
  message:
    type: record
    prompt: "After the tone, please."
    queue: billing
    limit: 30
    quiet: 3
    next: kept
    empty: message
    failed: sorry
  kept: {type: hangup, prompt: "Kept.", outcome: voicemail}
  sorry: {type: hangup, prompt: "Sorry.", outcome: failed}
"""


def test_it_says_what_comes_and_waits_for_the_message(play):
    call = play(RECORD)
    asked = RecordMessage("welcome.message", "welcome.message.0", "billing", "", 30.0, 3.0)
    assert call.wait == asked
    call.silence()
    call.say("hello")
    assert call.wait == asked


@pytest.mark.parametrize(
    ("outcome", "ends"), [("recorded", "voicemail"), ("failed", "failed"), ("strange", "failed")]
)
def test_it_goes_on_by_what_came_of_it(play, outcome, ends):
    call = play(RECORD)
    call.finish(outcome)
    assert call.wait == HangUp(ends)


def test_a_message_that_is_asked_for_again_is_another_one(play):
    call = play(RECORD)
    assert call.finish("empty") == "After the tone, please."
    assert call.wait.key == "welcome.message.1"


def test_it_is_the_same_message_when_the_line_was_lost(play):
    call = play(RECORD)
    asked = call.wait
    assert call.happen(LineRestored()).endswith("After the tone, please.")
    assert call.wait == asked


def test_without_a_queue_it_goes_where_callers_who_ask_for_a_person_go(play):
    assert play(RECORD.replace("    queue: billing\n", "")).wait.queue == "support"


def test_a_person_can_be_asked_for_by_key_outside_the_flow_person(play):
    call = play(RECORD, nobody_comes=False)
    call.key("0")
    assert call.state.flow == "person"


@pytest.mark.parametrize("seconds", [0, 601])
def test_a_length_out_of_range_is_told(tmp_path, seconds):
    file = tmp_path / "flow.yaml"
    file.write_text(
        "format: 1\nflow: f\ntitle: F" + RECORD.replace("limit: 30", f"limit: {seconds}")
    )
    _, problems = read_library(file)
    assert [each.what for each in problems] == [f"{seconds} is out of range"]
