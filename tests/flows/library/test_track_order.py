import pytest

from flows.events import HangUp, MatterBegan, MatterSettled

ORDER = {
    "number": "4512",
    "state": "shipped",
    "placed_on": "2026-02-27",
    "expected_on": "2026-03-04",
    "delivered_on": None,
    "delivered_to": None,
    "delay_reason": None,
    "carrier": "Bluebird Parcels",
    "items": ["brass lantern"],
    "total": "12.50",
}


def identify(call) -> None:
    call.key("1")
    call.key("4513")
    call.key("00112")
    assert call.wait.action == "check_identity"
    call.finish("verified", identity={"customer": "C101", "name": "ann bell", "method": "order"})


def test_an_order_is_tracked_by_voice(call):
    assert call.say("where is my order", "track_order") == "What's your order number?"
    assert call.say("four five one two", "provide_number", order_number="4512") == ""
    assert (call.wait.action, call.wait.arguments) == ("look_up_order", {"order_number": "4512"})
    assert call.finish("found", order=ORDER) == (
        "Order four five, one two is on its way. "
        "It should arrive on Wednesday the fourth of March. "
        "Is there anything else I can help you with?"
    )
    assert call.all(MatterBegan) == [MatterBegan("track_order", "track_order")]
    assert call.all(MatterSettled) == [MatterSettled("track_order", "track_order")]
    assert call.say("no thank you", "deny").startswith("Before you go: how did I do,")
    assert call.key("5") == "Thank you for calling. Goodbye."
    assert call.wait == HangUp("contained")


def test_a_number_in_the_first_sentence_is_not_asked_for_again(call):
    call.say("where is order four five one two", "track_order", order_number="4512")
    assert call.wait.arguments == {"order_number": "4512"}


def test_an_unsure_number_in_the_first_sentence_is_read_back(call):
    said = call.say("where is my order", "track_order", sure=False, order_number="4512")
    assert said == "I have four five, one two. Is that right?"


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ({"state": "placed"}, "is being prepared. It should arrive on Wednesday"),
        ({"state": "processing", "expected_on": None}, "You'll get an email as soon as"),
        ({"state": "shipped", "expected_on": None}, "is on its way to you."),
        ({"state": "delayed", "delay_reason": "the van broke down"}, "because the van broke down."),
        ({"state": "delayed"}, "is late. It should now arrive on Wednesday"),
        ({"state": "delayed", "expected_on": None}, "Shall I get a person to look into it?"),
        ({"state": "out_for_delivery"}, "should arrive today."),
        ({"state": "delivered", "delivered_on": "2026-03-01"}, "delivered on Sunday the first of"),
        (
            {"state": "delivered", "delivered_on": "2026-03-01", "delivered_to": "the front desk"},
            "It went to the front desk.",
        ),
        ({"state": "delivered"}, "has been delivered."),
        ({"state": "cancelled"}, "has been cancelled"),
        ({"state": "returned"}, "has come back to us"),
        ({"state": "teleported"}, "I can't see where it is. Shall I get a person"),
    ],
)
def test_every_state_of_an_order_is_told(call, order, words):
    call.say("order four five one two", "track_order", order_number="4512")
    assert words in call.finish("found", order={**ORDER, **order})


def test_an_order_of_the_wrong_shape_never_becomes_a_claim(call):
    call.say("order four five one two", "track_order", order_number="4512")
    said = call.finish("found", order={**ORDER, "expected_on": ["soon"]})
    assert said.startswith("I'm sorry, something has gone wrong on our side. That's our fault")


def test_an_unknown_number_is_checked_once_then_a_person_helps(call):
    call.say("order four five one three", "track_order", order_number="4513")
    said = call.finish("not_found")
    assert said.startswith("I can't find an order with the number four five, one three.")
    call.key("9999")
    said = call.finish("not_found")
    assert said.startswith("I can't find nine nine, nine nine either")
    assert "will call you back" in said


def test_a_caller_without_a_number_is_identified_and_chooses_an_order(call):
    call.say("where is my order", "track_order")
    said = call.say("i don't have it")
    assert said.startswith("That's all right, I can find it another way. First I need to check")
    identify(call)
    assert call.wait.action == "list_orders"
    orders = [
        {**ORDER, "spoken": "the brass lantern of Friday"},
        {**ORDER, "number": "4513", "state": "returned", "spoken": "the chair of Monday"},
    ]
    said = call.finish("several", orders=orders, count=2)
    assert "For the brass lantern of Friday, press one. For the chair of Monday, press two." in said
    assert call.say("the chair").startswith("Order four five, one three has come back to us")


def test_a_callers_only_order_is_told_at_once(call):
    call.say("where is my order", "track_order")
    call.say("i don't know it")
    identify(call)
    assert call.finish("one", order=ORDER).startswith("Order four five, one two is on its way.")


def test_a_caller_without_any_order_is_offered_a_person(call):
    call.say("where is my order", "track_order")
    call.say("i don't have it")
    identify(call)
    said = call.finish("none")
    assert said.startswith("I don't find an order on your account. Shall I get a person")


def test_a_caller_without_a_number_who_stays_unknown_comes_to_a_person(call):
    call.say("where is my order", "track_order")
    call.say("i don't have it")
    assert call.say("none of them").startswith("Of course. I'm getting someone from our")
    assert call.state.slots["transfer"]["reason"].startswith("The caller wants to know where")


@pytest.mark.parametrize("answer", ["voice", "key"])
def test_an_order_that_was_delivered_and_is_missing_goes_to_customer_care(call, answer):
    call.say("order four five one two", "track_order", order_number="4512")
    said = call.finish("found", order={**ORDER, "state": "delivered"})
    assert said.endswith("has been delivered. Have you got it?")
    assert call.all(MatterSettled) == []
    call.say("no it never came", "deny") if answer == "voice" else call.key("2")
    assert call.state.slots["transfer"]["queue"] == "care"


@pytest.mark.parametrize("answer", ["voice", "key"])
def test_an_order_that_was_delivered_and_is_there_is_settled(call, answer):
    call.say("order four five one two", "track_order", order_number="4512")
    call.finish("found", order={**ORDER, "state": "delivered"})
    call.say("yes thanks", "affirm") if answer == "voice" else call.key("1")
    assert call.all(MatterSettled) == [MatterSettled("track_order", "track_order")]


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        ("2026-03-04", "The rest, a chair and a lamp, should arrive on Wednesday the fourth"),
        (None, "The rest, a chair and a lamp, follows as soon as we have it."),
    ],
)
def test_an_order_shipped_in_part_says_what_is_on_its_way(call, expected, words):
    order = {
        **ORDER,
        "state": "partly_shipped",
        "expected_on": expected,
        "shipped_items": ["a rug"],
        "waiting_items": ["a chair", "a lamp"],
    }
    call.say("order four five one two", "track_order", order_number="4512")
    said = call.finish("found", order=order)
    assert said.startswith("A part of order four five, one two is on its way: a rug.")
    assert words in said


def test_a_failed_look_up_apologises_and_offers_a_person(call):
    call.say("order four five one two", "track_order", order_number="4512")
    call.finish("failed")
    assert call.finish("failed") == (
        "I'm sorry, I can't look that up right now. It's a fault on our side. "
        "Shall I get a person to help you?"
    )
    assert call.say("no", "deny") == "Is there anything else I can help you with?"
    call.say("no", "deny")
    call.say("no", "deny")
    assert call.wait == HangUp("abandoned")
