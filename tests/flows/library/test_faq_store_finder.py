import pytest

STORE = {
    "name": "the Larkspur store",
    "address": "3 Oak Street",
    "town": "Larkspur",
    "miles": 2,
    "phone": "+15005550177",
}
FOUND = ("found", {"store": STORE})


@pytest.mark.parametrize("by", ["voice", "key"])
def test_the_nearest_store_is_told_with_its_number(served, by):
    line = served(find_store=FOUND)
    assert line.say("where is your nearest store", "faq_store_finder") == "What's your ZIP code?"
    if by == "voice":
        said = line.say("zero zero one one two", "provide_number", postcode="00112")
    else:
        said = line.key("00112")
    assert line.asked[0].arguments == {"postcode": "00112"}
    assert said.startswith(
        "Your nearest store is the Larkspur store, 3 Oak Street in Larkspur, two miles from you. "
        "Its number is five zero zero, five five five, zero one, seven seven."
    )
    assert line.settled == ["faq_store_finder"]


def test_a_zip_code_in_the_question_is_not_asked_for(served):
    line = served(find_store=FOUND)
    line.say("a store near zero zero one one two", "faq_store_finder", postcode="00112")
    assert line.acted == ["find_store"]


def test_the_menu_leads_there_by_keys(served):
    line = served(find_store=FOUND)
    for key in ("3", "2", "00112"):
        line.key(key)
    assert line.settled == ["faq_store_finder"]


def test_none_near_names_the_closest(served):
    line = served(find_store=("none_near", {"store": {**STORE, "miles": 140}}))
    said = line.say("a store", "faq_store_finder", postcode="00999")
    assert said.startswith("There's no store near you, I'm afraid. The closest is the Larkspur")
    assert "one hundred and forty miles away" in said
    assert line.settled == ["faq_store_finder"]


def test_an_unknown_zip_code_is_checked_once(served):
    line = served(find_store=[("unknown_postcode", {}), FOUND])
    said = line.say("a store", "faq_store_finder", postcode="99999")
    assert said == "I don't know the ZIP code nine nine nine, nine nine. Could you tell me again?"
    line.key("00112")
    assert line.settled == ["faq_store_finder"]


def test_a_zip_code_unknown_twice_comes_to_a_person(served):
    line = served(find_store=("unknown_postcode", {}))
    line.say("a store", "faq_store_finder", postcode="99999")
    line.key("99998")
    assert line.transfer["trigger"] == "step_failed"


def test_a_code_of_another_length_is_not_looked_up(served):
    line = served(find_store=FOUND)
    line.say("a store", "faq_store_finder")
    said = line.say("one two three", "provide_number", postcode="123")
    assert "ZIP codes have five digits." in said
    assert line.acted == []


def test_a_failure_offers_a_person(served):
    line = served(find_store=("failed", {}))
    said = line.say("a store", "faq_store_finder", postcode="00112")
    assert said.endswith("It's a fault on our side. Shall I get a person to help you?")
