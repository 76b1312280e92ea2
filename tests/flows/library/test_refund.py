import pytest

REFUND = {
    "amount": "12.50",
    "currency": "USD",
    "expected_on": "2026-03-09",
    "paid_on": "2026-02-27",
}
ASK = "Would you like a person to look into it?"


@pytest.fixture
def told(served):
    """Makes a call that has heard how a refund stands, and what it heard."""

    def make(outcome: str, **values):
        line = served(refund_status=(outcome, values))
        line.say("refund of order four five one two", "refund", order_number="4512")
        said = line.identify()
        assert line.asked[-1].arguments == {"order_number": "4512"}
        return line, said

    return make


@pytest.mark.parametrize("by", ["voice", "key"])
def test_the_number_is_asked_for_and_handed_to_identify(served, by):
    line = served(refund_status=("paid", {"refund": REFUND}))
    said = line.say("where is my refund", "refund")
    assert said == "Which order is the refund for? Please give me its number."
    if by == "voice":
        said = line.say("four five one two", "provide_number", order_number="4512")
    else:
        said = line.key("4512")
    assert said.endswith("What's the ZIP code on your account?")
    line.identify()
    assert line.acted == ["check_identity", "refund_status"]


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("paid", "was paid on Friday the twenty-seventh of February."),
        ("on_its_way", "is on its way. You'll have it by Monday the ninth of March."),
        ("being_checked", "You'll have twelve dollars and fifty cents back by Monday the ninth"),
    ],
)
def test_every_state_of_a_refund_is_told(told, outcome, words):
    line, said = told(outcome, refund=REFUND)
    assert words in said
    assert "order four five, one two" in said
    assert line.settled == ["refund"]


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("paid", "for order four five, one two has been paid."),
        ("on_its_way", "for order four five, one two is on its way. Is there anything else"),
        ("being_checked", "are checking it. It's worth twelve dollars and fifty cents."),
    ],
)
def test_a_refund_whose_day_is_unknown_is_told_without_one(told, outcome, words):
    line, said = told(outcome, refund={**REFUND, "expected_on": None, "paid_on": None})
    assert words in said
    assert line.settled == ["refund"]


@pytest.mark.parametrize("by", ["voice", "key"])
def test_where_there_is_none_a_person_is_offered(told, by):
    line, said = told("none")
    assert "There's no refund for order four five, one two yet." in said
    assert said.endswith(ASK)
    line.say("yes", "affirm") if by == "voice" else line.key("1")
    assert (line.transfer["queue"], line.transfer["trigger"]) == ("billing", "human_only")


@pytest.mark.parametrize("by", ["voice", "key"])
def test_a_caller_who_knows_enough_then_is_done(told, by):
    line, _ = told("none")
    line.say("no", "deny") if by == "voice" else line.key("2")
    assert line.settled == ["refund"]


@pytest.mark.parametrize(
    ("outcome", "trigger"), [("not_found", "step_failed"), ("not_verified", "human_only")]
)
def test_somebody_elses_order_and_a_lost_identity_come_to_a_person(told, outcome, trigger):
    line, _ = told(outcome)
    assert line.transfer["trigger"] == trigger


def test_a_failure_offers_a_person(told):
    line, said = told("failed")
    assert "It's a fault on our side. Shall I get a person to help you?" in said
    assert line.acted.count("refund_status") == 2


def test_without_a_number_the_billing_team_helps(served):
    line = served()
    line.say("where is my refund", "refund")
    line.say("i don't have it")
    assert line.transfer["queue"] == "billing"


def test_who_is_locked_out_comes_to_a_person(served):
    line = served(check_identity=("locked", {}))
    line.say("refund of order four five one two", "refund", order_number="4512")
    line.identify()
    assert line.acted == ["check_identity"]
    assert line.transfer["reason"].startswith("The caller could not show who they are")
