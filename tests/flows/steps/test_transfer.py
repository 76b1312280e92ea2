from flows.events import HangUp, SlotFilled, TransferCaller

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
    outcomes: {completed: bye, failed: sorry}
  bye: {type: hangup, outcome: transferred}
  sorry: {type: hangup, prompt: "Nobody is free.", outcome: failed}
"""


def test_it_goes_through_the_flow_person_with_queue_reason_and_trigger(play):
    call = play(ASKING)
    assert call.all(SlotFilled)[-1] == SlotFilled(
        "transfer",
        {
            "queue": "billing",
            "queue_name": "our billing team",
            "reason": "A question of money",
            "trigger": "human_only",
        },
        "flow",
    )
    assert call.wait.step == "person.ask_number"


def test_in_the_flow_person_it_hands_over_and_goes_on_by_the_outcome(play):
    call = play(ASKING, PERSON)
    assert call.wait == TransferCaller("billing", "A question of money", "human_only")
    call.silence()
    assert call.wait == TransferCaller("billing", "A question of money", "human_only")
    call.finish("completed")
    assert call.wait == HangUp("transferred")


def test_an_outcome_without_a_way_counts_as_failed(play):
    call = play(ASKING, PERSON)
    assert call.finish("strange") == "Nobody is free."


def test_without_queue_and_reason_the_trigger_gives_them(play):
    call = play("start: t\nsteps:\n  t: {type: transfer, trigger: distress}", PERSON)
    assert call.wait == TransferCaller("care", "The caller is in distress", "distress")
