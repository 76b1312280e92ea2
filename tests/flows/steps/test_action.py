import pytest

from flows.events import REDACTED, Act, HangUp, SlotFilled

ACTING = """
start: ask
slots:
  number: {type: order_number, min: 4, max: 8}
  order: object
steps:
  ask: {type: collect, slot: number, prompt: "Number?", next: look_up}
  look_up:
    type: action
    action: look_up_order
    with: {number: "{number}", label: "no. {number}", limit: 3}
    save: {order: order}
    retry: 1
    outcomes: {found: tell, not_found: ask_again}
  ask_again: {type: collect, slot: number, ask: always, prompt: "Other number?", next: look_up}
  tell: {type: hangup, prompt: "It is {order.state}.", outcome: contained}
"""


@pytest.fixture
def call(play):
    call = play(ACTING)
    call.key("4512")
    return call


def test_it_asks_for_the_action_with_its_arguments_filled_in(call):
    assert call.wait.step == "welcome.look_up"
    assert call.wait.action == "look_up_order"
    assert call.wait.arguments == {"number": "4512", "label": "no. 4512", "limit": 3}


def test_it_saves_values_and_goes_on_by_the_outcome(call):
    assert call.finish("found", order={"state": "shipped"}) == "It is shipped."
    assert call.all(SlotFilled)[-1] == SlotFilled("welcome.order", {"state": "shipped"}, "action")
    assert call.wait == HangUp("contained")


def test_after_failed_it_tries_again_with_the_same_key_and_then_apologises(call):
    first = call.wait
    assert call.finish("failed") == ""
    assert call.wait == first
    assert call.finish("failed").startswith("I'm sorry, something has gone wrong on our side.")


def test_every_visit_may_try_again(call):
    call.finish("failed")
    call.finish("not_found")
    call.key("4513")
    asked = call.wait
    call.finish("failed")
    assert call.wait == asked


def test_the_same_act_keeps_its_key_and_another_one_gets_another(call):
    first = call.wait.key
    call.silence()
    assert call.wait.key == first
    call.finish("not_found")
    call.key("4512")
    second = call.wait.key
    call.finish("not_found")
    call.key("4513")
    assert len({first, second, call.wait.key}) == 3


def test_an_outcome_the_step_does_not_know_counts_as_failed(call):
    assert call.finish("strange").startswith("I'm sorry, something has gone wrong on our side.")


def test_an_outcome_without_a_way_leads_to_the_flow_trouble(flow_set, library, play):
    trouble = """
    format: 1
    flow: trouble
    title: Trouble
    start: sorry
    steps:
      sorry: {type: hangup, prompt: "Sorry.", outcome: failed}
    """
    call = play(ACTING, trouble)
    call.key("4512")
    call.finish("failed")
    assert call.finish("failed") == "Sorry."
    assert call.wait == HangUp("failed")


def test_a_failed_way_of_its_own_is_taken(play):
    call = play(ACTING.replace("not_found: ask_again", "not_found: ask_again, failed: ask_again"))
    call.key("4512")
    call.finish("failed")
    assert call.finish("failed") == "Other number?"


def test_words_and_silence_while_it_runs_bring_the_same_wait(call):
    act = call.wait
    assert call.say("hello", "greet") == ""
    assert call.wait == act
    assert call.noise() == ""
    assert call.wait == act


def test_a_plea_for_a_person_is_heard_while_it_runs_and_the_late_answer_is_dropped(call):
    assert call.say("a person", "speak_to_human").startswith("Of course. I'm getting someone")
    listening = call.wait
    assert call.finish("found", order={"state": "shipped"}) == ""
    assert call.wait == listening
    assert "welcome.order" not in call.state.slots


def test_a_secret_argument_is_named_and_never_shown(play):
    call = play(
        """
        start: ask
        slots: {pin: {type: digits, min: 4, max: 4, secret: true}}
        steps:
          ask: {type: collect, slot: pin, prompt: "PIN?", next: verify}
          verify:
            type: action
            action: verify
            with: {pin: "{pin}"}
            outcomes: {right: told}
          told: {type: hangup, prompt: "Your PIN is {pin:digits}."}
        """
    )
    call.key("1234")
    assert call.all(SlotFilled) == [SlotFilled("welcome.pin", REDACTED, "keys")]
    assert call.wait.arguments == {"pin": "1234"}
    assert call.wait.secrets == {"pin"}
    key = call.all(Act)[0].key
    assert call.finish("right") == "Your PIN is ."
    assert "1234" not in key
