import pytest

from flows.events import HangUp, SlotFilled

CHOOSE = """
start: find
slots: {orders: object, order: object}
steps:
  find: {type: action, action: find, save: {orders: orders}, outcomes: {done: which}}
  which:
    type: offer
    from: orders
    label: "{item.spoken}"
    slot: order
    prompt: "Which one?"
    help: ["Say its number."]
    empty: none
    choices: [{key: "8", phrase: "none of these", next: other}]
    next: told
  told: {type: hangup, prompt: "Number {order.number:digits}.", outcome: contained}
  other: {type: hangup, prompt: "Another, then.", outcome: contained}
  none: {type: hangup, prompt: "There is none.", outcome: contained}
"""


def orders(count: int) -> list[dict]:
    things = ("lamp", "chair", "book", "bench", "stool", "table")
    return [
        {"number": f"451{place}", "spoken": f"the order of a {things[place]}"}
        for place in range(count)
    ]


@pytest.fixture
def choosing(play):
    def start(found):
        call = play(CHOOSE)
        return call, call.finish("done", orders=found)

    return start


def test_each_item_is_named_with_its_key(choosing):
    call, said = choosing(orders(2))
    assert said == (
        "Which one? For the order of a lamp, press one. For the order of a chair, press two."
    )
    assert [key for key, _ in call.wait.keys.menu] == ["1", "2", "8"]
    assert call.wait.grammar.kind == "open"


@pytest.mark.parametrize(
    "words", ["the chair please", "the second one", "the last one", "last", "the order of a chair"]
)
def test_an_item_is_chosen_by_its_words_or_its_place(choosing, words):
    call, _ = choosing(orders(2))
    assert call.say(words) == "Number four five, one one."
    assert call.all(SlotFilled)[-1].value == orders(2)[1]


def test_an_item_is_chosen_by_a_value_it_holds(choosing):
    call, _ = choosing(orders(2))
    assert call.say("four five one one", order_number="4511") == "Number four five, one one."


@pytest.mark.parametrize("digits", ["2", "4511"])
def test_an_item_is_chosen_by_key(choosing, digits):
    call, _ = choosing(orders(2))
    assert call.key(digits) == "Number four five, one one."


def test_words_of_every_item_choose_none(choosing):
    call, _ = choosing(orders(2))
    assert call.say("the order of a").startswith("Sorry, I didn't catch that. Say its number. For")


@pytest.mark.parametrize("further", ["9", "more"])
def test_more_than_four_are_told_four_at_a_time(choosing, further):
    call, said = choosing(orders(6))
    assert "bench, press four. For more, press nine." in said
    assert "stool" not in said
    said = call.key("9") if further == "9" else call.say("more")
    assert said == (
        "Which one? For the order of a stool, press one. For the order of a table, press two. "
        "For more, press nine."
    )
    assert call.key("2") == "Number four five, one five."


def test_after_the_last_items_come_the_first(choosing):
    call, first = choosing(orders(5))
    call.key("9")
    assert call.key("9") == first


def test_it_has_choices_of_its_own(choosing):
    call, _ = choosing(orders(1))
    assert call.say("none of these") == "Another, then."


@pytest.mark.parametrize("nothing", [[], None])
def test_an_empty_list_leads_elsewhere(choosing, nothing):
    _, said = choosing(nothing)
    assert said == "There is none."


@pytest.mark.parametrize("wrong", ["text", 7, {"a": 1}, [{"number": "1"}], [None], [[1]]])
def test_anything_but_a_list_of_items_is_a_fault_with_a_person_for_it(choosing, wrong):
    call, said = choosing(wrong)
    assert said.startswith("I'm sorry, something has gone wrong on our side. That's our fault")
    assert call.state.flow == "person"


def test_a_label_is_plain_text_whatever_it_holds(choosing):
    _, said = choosing([{"number": "1", "spoken": "{order.number} {{x}} %s"}])
    assert "order.number" in said
    assert "{" not in said


def test_two_failures_offer_a_person(choosing):
    call, _ = choosing(orders(2))
    call.say("blah")
    assert "person" in call.say("blah")
    call.say("yes", "affirm")
    assert call.state.flow == "person"


def test_a_person_is_a_key_away_and_a_goodbye_ends_it(choosing):
    call, _ = choosing(orders(2))
    call.say("goodbye", "goodbye")
    assert call.wait == HangUp("abandoned")
