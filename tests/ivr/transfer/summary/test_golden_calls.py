"""What agents are told of golden calls that end with a person; `records` holds their events."""

import pytest

SAID = {
    "distress": (
        "Caller not verified, very upset. Says: this is ridiculous i am furious. Nothing tried. "
        "Please listen first, then take the complaint."
    ),
    "order_unknown_twice": (
        "Caller not verified, calm. Says: where is my order. No order under the number given, "
        "twice. Please find the order."
    ),
    "cancel_too_late": (
        "Leopold Bramble, verified, calm. It's about cancelling an order. "
        "Order four five, one zero is on its way. Please see if it can be stopped."
    ),
    "refund_none": (
        "Cordelia Thistle, verified, calm. Says: where is my refund. No refund was begun. "
        "Please look into the refund."
    ),
    "back_office_down": (
        "Caller not verified, calm. Says: where is my order. Our order lookup failed, twice. "
        "Please say where the order is."
    ),
    "locked_out": (
        "Caller not verified, calm. It's about a new password. Identity not shown, no tries left "
        "today. Please make sure who it is."
    ),
}


@pytest.mark.parametrize("name", SAID)
def test_the_whisper_of_a_golden_call(shared_desk, name):
    assert shared_desk.of_golden(name).whisper == SAID[name]


def test_the_short_form(shared_desk):
    assert shared_desk.of_golden("cancel_too_late").short.splitlines() == [
        "Leopold Bramble (verified by order number and ZIP code) · cancelling an order · calm · "
        "order 4510 on its way",
        "The caller wants to cancel an order that has left us already",
    ]


def test_the_long_form_of_a_call_of_one_who_is_verified(desk):
    assert desk.of_golden("refund_none").long == "\n".join(
        (
            "WHY A PERSON",
            "The caller expects a refund for an order that has none (Billing)",
            "",
            "WHAT THE CALLER WANTS",
            "A refund: “where is my refund”. By the policy the line settles this once the caller "
            "has shown who they are.",
            "",
            "WHO IS CALLING",
            "Verified by order number and ZIP code at 13:30: Cordelia Thistle (C103)",
            "Calling from +15005550103",
            "Cordelia Thistle · C103 · 9 River Road, Fernley, 00236 · +15005550103 · "
            "c…@example.com",
            "",
            "ORDERS",
            "4521: delivered by our record · ordered 17 November · delivered 22 November, "
            "your front door · by Bluebird Parcels · wool blanket · 62.00 USD · "
            "talked of in this call",
            "4509: on its way · ordered 21 November · expected 26 November · by Swiftfoot Couriers "
            "· stoneware teapot · 41.00 USD",
            "4520: delayed · ordered 18 November · expected 27 November · because the parcel was "
            "sent to the wrong depot · by Swiftfoot Couriers · feather cushion · 24.00 USD",
            "",
            "WHAT THE CALLER GAVE",
            "order number: 4521",
            "ZIP code: 00236",
            "",
            "WHAT WAS TRIED",
            "Identity shown",
            "No refund was begun",
            "",
            "MOOD",
            "Calm",
            "",
            "LAST WORDS",
            "“yes please”",
            "",
            "WHAT YOU CAN DO",
            "See whether the return has arrived, and begin the refund if it is due.",
        )
    )


def test_both_numbers_that_led_nowhere_are_told(shared_desk):
    told = shared_desk.of_golden("order_unknown_twice")
    assert "order number: 9999, then 9998" in told.long
    assert told.facts.tried[-1].times == 2
    assert told.facts.order is None


def test_the_account_of_a_number_is_marked_as_no_proof(shared_desk):
    told = shared_desk.of_golden("distress")
    assert (told.facts.identity.verified, told.facts.customer.basis) == (False, "number")
    assert "proves nothing:\nRufus Applegarth" in told.long
    assert "Rufus" not in told.whisper + told.short
    assert told.facts.mood.words == "this is ridiculous i am furious"
    assert told.long.count("“this is ridiculous i am furious”") == 3
