"""Who is calling: played by way of a new password, which needs to know."""

import pytest

from flows.events import REDACTED, Act, LineRestored, Listen, SlotFilled
from flows.run import RunState

PIN = "730418"
CODE = "529163"
SENT = ("sent", {"minutes": 30, "phone_ends": "0101"})
REFUSED = ("refused", {"tries_left": 2})


@pytest.fixture
def asked(served):
    """Makes a call that stands at the question how to show who is calling."""

    def make(**answers):
        line = served(**{"send_reset_link": SENT, **answers})
        line.say("i forgot my password", "reset_password")
        assert line.call.wait.step == "identify.choose"
        return line

    return make


def first(line) -> dict:
    """What the first action was given."""
    return dict(line.asked[0].arguments)


@pytest.mark.parametrize("by", ["voice", "key"])
def test_by_an_order_and_its_zip_code(asked, by):
    line = asked()
    if by == "voice":
        assert line.say("my order number") == "What's the order number?"
        line.say("four five one two", "provide_number", order_number="4512")
        said = line.say("zero zero one one two", "provide_number", postcode="00112")
    else:
        line.key("1")
        line.key("4512")
        said = line.key("00112")
    assert first(line) == {
        "method": "order_postcode",
        "order_number": "4512",
        "postcode": "00112",
    }
    assert said.startswith("Thank you, Ann Bell. I've sent a text")


@pytest.mark.parametrize("by", ["voice", "key"])
def test_by_a_pin_and_the_callers_own_number(asked, by):
    line = asked()
    said = line.say("my pin") if by == "voice" else line.key("2")
    assert said == "Is the number you're calling from the one on your account?"
    said = line.say("yes", "affirm") if by == "voice" else line.key("1")
    assert said == "Please key in your PIN, then press hash. You can say it too."
    assert line.call.wait.secret
    line.say("seven three zero four one eight", digits=PIN) if by == "voice" else line.key(PIN)
    assert first(line) == {"method": "phone_pin", "phone": "+15005550101", "pin": PIN}
    assert line.asked[0].secrets == {"pin"}
    assert line.settled == ["reset_password"]


def test_by_a_pin_and_another_number(asked):
    line = asked()
    line.key("2")
    assert line.key("2") == "What's the phone number on your account?"
    line.key("2125550107")
    line.key(PIN)
    assert first(line) == {"method": "phone_pin", "phone": "2125550107", "pin": PIN}


@pytest.mark.parametrize("by", ["voice", "key"])
def test_by_a_code_to_the_callers_own_number(asked, by):
    line = asked(send_code=("sent", {}))
    line.say("text me a code") if by == "voice" else line.key("3")
    said = line.say("yes", "affirm") if by == "voice" else line.key("1")
    assert said.startswith("If that number is on an account, a text with six digits is on its way.")
    assert line.call.wait.secret
    line.say("five two nine one six three", digits=CODE) if by == "voice" else line.key(CODE)
    assert line.acted == ["send_code", "check_identity", "send_reset_link"]
    assert first(line) == {"phone": "+15005550101"}
    assert dict(line.asked[1].arguments) == {
        "method": "sms_code",
        "phone": "+15005550101",
        "code": CODE,
    }


def test_by_a_code_to_another_number(asked):
    line = asked(send_code=("sent", {}))
    for key in ("3", "2", "2125550107", CODE):
        line.key(key)
    assert first(line) == {"phone": "2125550107"}
    assert line.asked[1].arguments["phone"] == "2125550107"


def test_a_withheld_number_is_asked_for(call_from, served):
    line = served(send_reset_link=SENT)
    line.call = call_from(None)
    line.call.moves = False
    line.say("i forgot my password", "reset_password")
    assert line.key("2") == "What's the phone number on your account?"


@pytest.mark.parametrize("own", [True, False])
def test_a_number_that_takes_no_text_is_asked_for_anew(asked, own):
    line = asked(send_code=[("no_number", {}), ("sent", {})])
    line.key("3")
    line.key("1" if own else "2")
    if not own:
        line.key("2125550107")
    assert line.call.wait.step == "identify.ask_phone"
    line.key("2125550108")
    assert line.call.wait.step == "identify.ask_code"


def test_a_text_that_cannot_be_sent_leaves_the_other_ways(asked):
    line = asked(send_code=("failed", {}))
    line.key("3")
    said = line.key("1")
    assert said.startswith("I'm sorry, I can't send a text right now. ")
    assert line.call.wait.step == "identify.choose"


@pytest.mark.parametrize("action", ["send_code", "check_identity"])
def test_a_lockout_leads_to_a_person(asked, action):
    line = asked(**{"send_code": ("sent", {}), action: ("locked", {})})
    line.key("3")
    said = line.key("1")
    if action == "check_identity":
        said = line.key(CODE)
    assert said.startswith("To keep accounts safe I can't check again today.")
    assert line.transfer["trigger"] == "step_failed"
    assert "send_reset_link" not in line.acted


@pytest.mark.parametrize(
    "keys", [("1", "4512", "00112"), ("2", "1", PIN), ("2", "2", "2125550107", PIN)]
)
@pytest.mark.parametrize(
    ("outcome", "trigger"), [("locked", "step_failed"), ("failed", "system_failure")]
)
def test_every_way_ends_at_a_person_where_it_cannot_go_on(asked, keys, outcome, trigger):
    line = asked(check_identity=(outcome, {}))
    for key in keys:
        line.key(key)
    assert line.transfer["trigger"] == trigger
    assert "send_reset_link" not in line.acted


def test_a_refusal_says_the_same_whatever_was_wrong(asked):
    line = asked(check_identity=[REFUSED, REFUSED, ("locked", {})])
    line.key("1")
    line.key("4512")
    said = line.key("00999")
    sorry = "I'm sorry, I can't match that with an account. Let's try once more. "
    assert said.startswith(sorry)
    line.key("2")
    line.key("1")
    assert line.key("000000").startswith("I'm sorry, that doesn't match either. ")
    assert line.call.wait.step == "identify.choose"


def test_wrong_at_first_and_then_right(asked):
    line = asked(check_identity=[REFUSED, ("verified", {"identity": {"name": "ann bell"}})])
    for key in ("1", "4512", "00999", "1", "4512"):
        line.key(key)
    assert line.key("00112").startswith("Thank you, Ann Bell.")


@pytest.mark.parametrize("words", ["i forgot my pin", "i don't have one"])
def test_who_has_no_pin_may_choose_another_way(asked, words):
    line = asked()
    line.key("2")
    line.key("1")
    assert line.say(words) == "Shall it be an order number, your PIN, or a code by text?"
    assert line.call.state.secrets == {}


def test_who_gets_no_code_may_choose_another_way(asked):
    line = asked(send_code=("sent", {}))
    line.key("3")
    line.key("1")
    line.say("i didn't get it")
    assert line.call.wait.step == "identify.choose"


def test_no_secret_is_in_a_stored_state_or_an_event(asked):
    line = asked(send_code=("sent", {}), check_identity=REFUSED)
    states = []
    for key in ("2", "1", PIN, "2", "2", "2125550107", PIN, "3", "1", CODE):
        line.call.key(key)
        states.append(line.call.state.to_json())
        line.serve()
        states.append(line.call.state.to_json())
    assert line.acted.count("check_identity") == 3
    told = [each for each in line.call.outputs if not isinstance(each, Act)]
    for secret in (PIN, CODE):
        assert secret not in str(states)
        assert secret not in str(told)
    assert SlotFilled("identify.pin", REDACTED, "keys") in told


def test_a_call_that_goes_on_elsewhere_asks_for_the_pin_again(asked):
    line = asked()
    line.key("2")
    line.key("1")
    line.call.key(PIN)
    assert isinstance(line.call.wait, Act)
    line.call.state = RunState.from_json(line.call.state.to_json())
    line.call.happen(LineRestored())
    assert line.call.wait.step == "identify.ask_pin_own"
    line.key(PIN)
    assert first(line)["pin"] == PIN
    assert line.settled == ["reset_password"]


def test_who_contradicts_every_read_back_comes_to_a_person(asked):
    line = asked()
    line.key("1")
    line.say("four five one two", "provide_number", False, order_number="4512")
    for number in range(9):
        if line.call.state.flow == "person":
            break
        assert isinstance(line.call.wait, Listen)
        line.say("no", "deny", order_number=f"460{number}")
    assert line.transfer["trigger"] == "step_failed"
    assert "check_identity" not in line.acted
