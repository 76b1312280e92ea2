from datetime import UTC, datetime

import pytest

from flows.events import ActionFinished, HangUp, LineRestored, SlotFilled, TransferCaller
from flows.outcome import outcome_if_left
from flows.play import Player

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ASKING = """
start: to_person
steps:
  to_person: {type: transfer, queue: billing, reason: "A question of money", trigger: human_only}
"""
PERSON = """
format: 1
flow: person
title: A person
start: hand_over
steps:
  hand_over:
    type: transfer
    outcomes: {talked: bye, failed: sorry}
  bye: {type: hangup, outcome: transferred}
  sorry: {type: hangup, prompt: "Nobody is free.", outcome: failed}
"""


def test_it_goes_through_the_flow_person_with_queue_reason_and_trigger(play):
    call = play(ASKING, nobody_comes=False)
    assert call.all(SlotFilled)[-1] == SlotFilled(
        "transfer",
        {
            "queue": "billing",
            "queue_name": "our billing team",
            "open": True,
            "reason": "A question of money",
            "trigger": "human_only",
        },
        "flow",
    )
    assert call.state.step == "hand_over"


def test_in_the_flow_person_it_hands_over_and_goes_on_by_the_outcome(play):
    call = play(ASKING, PERSON, nobody_comes=False)
    asked = TransferCaller("billing", "A question of money", "human_only", "transfer:1")
    assert call.wait == asked
    call.silence()
    assert call.wait == asked
    call.finish("talked")
    assert call.wait == HangUp("transferred")


def test_a_result_of_another_hand_over_comes_too_late(play):
    call = play(ASKING, PERSON, nobody_comes=False)
    call.happen(ActionFinished("talked", key="transfer:0"))
    assert call.wait.key == "transfer:1"
    call.happen(ActionFinished("talked", key="transfer:1"))
    assert call.wait == HangUp("transferred")


def test_a_caller_who_holds_hears_nothing_of_a_line_that_was_lost(play):
    call = play(ASKING, PERSON, nobody_comes=False)
    asked = call.wait
    assert call.happen(LineRestored()) == ""
    assert call.wait == asked


def test_a_call_in_which_they_talked_is_transferred_whatever_follows(play):
    failing = PERSON.replace("outcome: transferred", "outcome: failed")
    call = play(ASKING, failing, nobody_comes=False)
    assert outcome_if_left(call.state) == "abandoned"
    call.finish("talked")
    assert call.wait == HangUp("transferred")
    assert outcome_if_left(call.state) == call.state.outcome == "transferred"


@pytest.mark.parametrize("outcome", ["failed", "strange"])
def test_a_hand_over_that_failed_goes_its_own_way(play, outcome):
    call = play(ASKING, PERSON, nobody_comes=False)
    assert call.finish(outcome) == "Nobody is free."
    assert call.wait == HangUp("failed")


def test_a_hand_over_that_failed_without_a_way_ends_with_words(play):
    call = play(ASKING, PERSON.replace(", failed: sorry", ""), nobody_comes=False)
    said = call.finish("failed")
    assert said.startswith("I'm sorry, something has gone wrong on our side.")
    assert "Please call this number again" in said
    assert call.wait == HangUp("failed")


def test_a_call_in_text_hands_over_to_nobody(flow_set):
    player = Player(flow_set(ASKING, PERSON), None, None, lambda: NOW)
    assert player.begin() == ["Nobody is free."]
    assert player.ended == HangUp("failed")


def test_without_queue_and_reason_the_trigger_gives_them(play):
    steps = "start: t\nsteps:\n  t: {type: transfer, trigger: distress}"
    call = play(steps, PERSON, nobody_comes=False)
    assert call.wait == TransferCaller(
        "care", "The caller is in distress", "distress", "transfer:1"
    )
