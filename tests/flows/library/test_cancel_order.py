import pytest

ORDER = {
    "number": "4512",
    "state": "processing",
    "cancellable": True,
    "items": ["a brass lantern", "a rug"],
    "total": "12.50",
}
FOUND = ("found", {"order": ORDER})
REFUND = {"amount": "12.50", "currency": "USD", "expected_on": "2026-03-09"}
SHIPPED = {**ORDER, "state": "shipped", "cancellable": False}


@pytest.fixture
def sure(served):
    """Makes a call that stands at the question whether to cancel."""

    def make(**answers):
        line = served(**{"look_up_order": FOUND, **answers})
        line.say("cancel order four five one two", "cancel_order", order_number="4512")
        line.identify()
        assert line.call.wait.step == "cancel_order.sure"
        return line

    return make


def yes(line, by: str) -> str:
    return line.say("yes cancel it", "affirm") if by == "voice" else line.key("1")


def test_a_number_said_at_the_start_is_handed_to_identify(served):
    line = served(look_up_order=FOUND)
    said = line.say("cancel order four five one two", "cancel_order", order_number="4512")
    assert said == ("First I need to check that it's you. What's the ZIP code on your account?")
    said = line.say("it's zero zero one one two", "provide_number", postcode="00112")
    assert line.asked[0].arguments == {
        "method": "order_postcode",
        "order_number": "4512",
        "postcode": "00112",
    }
    assert said == (
        "Thank you, Ann Bell. That's order four five, one two, with a brass lantern and a rug, "
        "for twelve dollars and fifty cents. Shall I cancel it?"
    )


@pytest.mark.parametrize("by", ["voice", "key"])
def test_an_order_is_cancelled_and_the_refund_told(sure, by):
    line = sure(cancel_order=("cancelled", {"refund": REFUND}))
    said = yes(line, by)
    assert line.asked[-1].arguments == {"order_number": "4512"}
    assert said.startswith(
        "It's cancelled. You'll have twelve dollars and fifty cents back by Monday the ninth"
    )
    assert line.settled == ["cancel_order"]


def test_an_order_that_was_not_paid_is_cancelled_without_a_refund(sure):
    said = yes(sure(cancel_order=("cancelled", {})), "key")
    assert said.startswith("It's cancelled, and nothing was charged.")


@pytest.mark.parametrize("by", ["voice", "key"])
def test_a_caller_who_thinks_again_keeps_the_order(sure, by):
    line = sure()
    said = line.say("no", "deny") if by == "voice" else line.key("2")
    assert said.startswith("All right, the order stays as it is.")
    assert "cancel_order" not in line.acted
    assert (line.settled, line.call.state.matters) == ([], ())


def test_nothing_is_cancelled_without_a_clear_yes(sure):
    line = sure()
    for _ in range(3):
        line.say("well the weather is nice")
    assert "cancel_order" not in line.acted
    assert line.call.state.flow == "person"


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (SHIPPED, "That order is on its way already, so I can't stop it."),
        ({**SHIPPED, "state": "delivered"}, "That order has been delivered already."),
    ],
)
@pytest.mark.parametrize("later", [False, True])
def test_too_late(served, order, words, later):
    """Seen before the caller is asked, or by the action: the order left in mid-call."""
    found = FOUND if later else ("found", {"order": order})
    line = served(look_up_order=found, cancel_order=("too_late", {"order": order}))
    line.say("cancel order four five one two", "cancel_order", order_number="4512")
    said = line.identify()
    said = line.key("1") if later else said
    assert ("cancel_order" in line.acted) is later
    assert words in said
    assert said.endswith("Is that all right, or would you like a person to look into it?")


@pytest.mark.parametrize("by", ["voice", "key"])
def test_too_late_is_settled_or_comes_to_a_person(sure, by):
    line = sure(cancel_order=("too_late", {"order": SHIPPED}))
    line.key("1")
    line.say("that's all right", "affirm") if by == "voice" else line.key("1")
    assert line.settled == ["cancel_order"]


@pytest.mark.parametrize("by", ["voice", "key"])
def test_a_person_looks_into_what_was_too_late(sure, by):
    line = sure(cancel_order=("too_late", {"order": SHIPPED}))
    line.key("1")
    line.say("look into it") if by == "voice" else line.key("2")
    assert line.transfer["trigger"] == "asks_for_person"
    assert line.settled == []


def test_an_order_that_came_back_has_nothing_to_cancel(served):
    order = {**ORDER, "state": "returned", "cancellable": False}
    line = served(look_up_order=("found", {"order": order}))
    line.say("cancel order four five one two", "cancel_order", order_number="4512")
    assert "has come back to us already" in line.identify()


def test_cancelled_before(served, sure):
    line = sure(cancel_order=("already_cancelled", {}))
    assert line.key("1").startswith("That order has been cancelled already")
    assert line.settled == ["cancel_order"]


def test_cancelled_before_is_seen_without_asking(served):
    line = served(look_up_order=("found", {"order": {**ORDER, "state": "cancelled"}}))
    line.say("cancel order four five one two", "cancel_order", order_number="4512")
    assert "has been cancelled already" in line.identify()
    assert line.acted == ["check_identity", "look_up_order"]


def test_half_done_is_told_and_handed_to_a_person(sure):
    line = sure(cancel_order=("half_done", {"ticket": "T7"}))
    said = line.key("1")
    assert said.startswith("The order is cancelled, but I couldn't start the refund.")
    assert "I've opened a ticket" in said
    assert (line.transfer["queue"], line.transfer["trigger"]) == ("billing", "system_failure")
    assert line.settled == []


@pytest.mark.parametrize(
    ("outcome", "trigger"), [("not_found", "step_failed"), ("not_verified", "human_only")]
)
def test_somebody_elses_order_and_a_lost_identity_come_to_a_person(sure, outcome, trigger):
    line = sure(cancel_order=(outcome, {}))
    line.key("1")
    assert line.transfer["trigger"] == trigger


def test_a_refund_whose_day_is_unknown_is_told_without_one(sure):
    said = sure(cancel_order=("cancelled", {"refund": {**REFUND, "expected_on": None}})).key("1")
    assert said.startswith(
        "It's cancelled. Your refund of twelve dollars and fifty cents has been started."
    )


def test_a_failure_is_no_promise_and_comes_to_a_person(sure):
    line = sure(cancel_order=("failed", {}))
    said = line.key("1")
    assert "I can't tell whether that went through. It's a fault on our side" in said
    assert "cancelled" not in said
    assert line.acted[-2:] == ["cancel_order", "cancel_order"]
    assert line.asked[-1].key == line.asked[-2].key
    assert (line.transfer["queue"], line.transfer["trigger"]) == ("billing", "system_failure")
    assert line.settled == []


def test_only_the_callers_own_order_is_read_to_them(sure):
    line = sure()
    (looked_up,) = [act for act in line.asked if act.action == "look_up_order"]
    assert looked_up.arguments == {"order_number": "4512", "own": True}


def test_an_unknown_number_is_checked_once_then_a_person_helps(served):
    line = served(look_up_order=("not_found", {}))
    line.say("cancel order four five one three", "cancel_order", order_number="4513")
    assert "I can't find an order with the number four five, one three." in line.identify()
    assert line.key("4514").startswith("I can't find four five, one four either")
    assert line.transfer["trigger"] == "step_failed"


def test_a_number_that_was_wrong_at_first_is_found(served):
    line = served(look_up_order=[("not_found", {}), FOUND])
    line.say("cancel order four five one three", "cancel_order", order_number="4513")
    line.identify()
    assert line.key("4512").startswith("That's order four five, one two,")


@pytest.mark.parametrize("by", ["voice", "key"])
def test_without_a_number_the_callers_orders_are_offered(served, by):
    orders = [{**ORDER, "spoken": "the lantern"}, {**SHIPPED, "number": "4513", "spoken": "a sofa"}]
    line = served(list_orders=("several", {"orders": orders, "count": 2}))
    line.say("cancel my order", "cancel_order")
    line.say("i don't have it")
    assert line.identify().endswith("For the lantern, press one. For a sofa, press two.")
    said = line.say("the first one") if by == "voice" else line.key("1")
    assert said.startswith("That's order four five, one two,")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (("one", {"order": ORDER}), "Shall I cancel it?"),
        (("none", {}), "I don't find an order that I could cancel."),
    ],
)
def test_without_a_number_one_order_or_none(served, answer, words):
    line = served(list_orders=answer)
    line.say("cancel my order", "cancel_order")
    line.say("i don't know it")
    assert words in line.identify()


def test_who_stays_unknown_comes_to_a_person(served):
    line = served()
    line.say("cancel my order", "cancel_order")
    line.say("i don't have it")
    line.say("none of them")
    assert line.transfer["reason"] == "The caller could not or would not show who they are"


@pytest.mark.parametrize(
    "words", ["don't cancel it", "no don't cancel it", "please do not cancel it", "never cancel it"]
)
@pytest.mark.parametrize("intent", ["cancel_order", "out_of_scope", "deny"])
def test_a_request_not_to_cancel_cancels_nothing(sure, words, intent):
    line = sure()
    line.say(words, intent)
    assert "cancel_order" not in line.acted


@pytest.mark.parametrize("words", ["don't cancel it", "no please don't cancel"])
def test_dont_cancel_is_a_no(sure, words):
    assert sure().say(words, "cancel_order").startswith("All right, the order stays")


def test_the_order_can_be_put_right_at_the_last_question(sure):
    line = sure(look_up_order=[FOUND, ("found", {"order": {**ORDER, "number": "4513"}})])
    said = line.serve(line.call.correct("no i said four five one three", order_number="4513"))
    assert said == "I have four five, one three. Is that right?"
    said = line.say("yes", "affirm")
    assert "order four five, one three" in said
    assert line.call.wait.step == "cancel_order.sure"
    assert "cancel_order" not in line.acted


@pytest.fixture
def at_zip(served):
    """A call that stands at the ZIP code, the order number being handed on."""
    line = served(look_up_order=FOUND)
    line.say("cancel order four five one two", "cancel_order", order_number="4512")
    assert line.call.wait.step == "identify.ask_postcode"
    return line


def test_the_number_can_be_put_right_while_the_caller_is_identified(at_zip):
    said = at_zip.call.correct("no i said four five one three", order_number="4513")
    assert said == "I have four five, one three. Is that right?"
    assert at_zip.say("yes", "affirm").endswith("the ZIP code on your account?")
    at_zip.key("00112")
    assert at_zip.asked[0].arguments["order_number"] == "4513"
    assert at_zip.asked[1].arguments == {"order_number": "4513", "own": True}


def test_another_order_can_be_meant_while_the_caller_is_identified(at_zip):
    assert at_zip.say("actually the other order").startswith("Which order shall I cancel?")
    assert at_zip.key("4513").endswith("the ZIP code on your account?")
    at_zip.key("00112")
    assert at_zip.asked[0].arguments["order_number"] == "4513"


def test_a_matter_between_is_not_left_by_a_correction(at_zip):
    at_zip.say("find a store", "faq_store_finder")
    at_zip.call.correct("no i said four five one three", order_number="4513")
    assert at_zip.call.wait.step == "faq_store_finder.ask_postcode"
