import pytest

from flows.events import Decision, Grammar, Heard, Keys, SlotFilled, StepFailed
from nlu.understanding import Understanding

NUMBER = """
start: ask
slots: {number: {type: order_number, min: 4, max: 8}}
steps:
  ask:
    type: collect
    slot: number
    prompt: ["Number?", "Your number?"]
    help: ["Four digits, please.", "Key it in."]
    invalid: "Too short or too long."
    confirm: CONFIRM
    read_back: "Is it {number:digits}?"
    phrases: ["i lost it"]
    silence: 9
    next: done
  done: {type: hangup, prompt: "Thanks for {number:digits}."}
"""


@pytest.fixture
def number(play):
    return lambda confirm: play(NUMBER.replace("CONFIRM", confirm))


def test_it_listens_by_the_type_of_its_slot(number):
    wait = number("never").wait
    assert wait.grammar == Grammar("digits", ("i lost it",), 4, 8)
    assert wait.keys == Keys(4, 8)
    assert (wait.slot, wait.silence_s) == ("number", 9.0)


@pytest.mark.parametrize(
    ("slot", "grammar", "keys"),
    [
        ("yes_no", "yes_no", Keys(menu=(("1", "yes"), ("2", "no")))),
        ("choice", "phrases", Keys()),
        ("date", "open", Keys()),
        ("{type: digits, min: 4, max: 4}", "digits", Keys(4, 4)),
    ],
)
def test_grammar_and_keys_of_each_kind_of_slot(play, slot, grammar, keys):
    call = play(
        f"""
        start: ask
        slots: {{it: {slot}}}
        steps:
          ask: {{type: collect, slot: it, prompt: "It?", next: end}}
        """
    )
    assert call.wait.grammar.kind == grammar
    assert call.wait.keys == keys


def test_a_spoken_value_fills_the_slot(number):
    call = number("never")
    said = call.say("four five one two", "provide_number", order_number="4512")
    assert said == "Thanks for four five, one two."
    assert call.all(SlotFilled) == [SlotFilled("welcome.number", "4512", "voice")]


def test_a_value_is_taken_whatever_else_the_utterance_means(number):
    call = number("never")
    said = call.say("hello it is four five one two", "greet", order_number="4512")
    assert said == "Thanks for four five, one two."


def test_digits_under_another_name_are_taken_if_they_fit(number):
    assert number("never").say("4512", "provide_number", phone_number="4512").startswith("Thanks")


def test_keyed_digits_fill_the_slot(number):
    call = number("when_unsure")
    assert call.key("4512") == "Thanks for four five, one two."
    assert call.all(SlotFilled) == [SlotFilled("welcome.number", "4512", "keys")]


def test_a_wrong_length_brings_its_own_words_and_help(number):
    call = number("never")
    assert call.key("45") == "Too short or too long. Four digits, please."
    assert call.all(StepFailed) == [StepFailed("welcome.ask", 1, "invalid")]


def test_help_rises_then_a_person_is_offered_then_fetched(number):
    call = number("never")
    assert call.say("blah") == "Sorry, I didn't catch that. Four digits, please."
    assert call.say("blah").startswith("Would you like me to get a person")
    assert call.wait.grammar.kind == "yes_no"
    assert call.wait.keys == Keys(4, 8, (("1", "yes"), ("2", "no")))
    assert call.say("no", "deny") == "Key it in."
    assert call.say("blah").startswith("We're not getting on well here,")
    assert [each.attempt for each in call.all(StepFailed)] == [1, 2, 3]


def test_the_offer_of_a_person_is_taken_by_word_and_by_key(number):
    for answer in (lambda c: c.say("yes", "affirm"), lambda c: c.key("1")):
        call = number("never")
        call.say("blah")
        call.say("blah")
        assert answer(call).startswith("We're not getting on well here,")
        assert call.state.slots["transfer"]["trigger"] == "step_failed"


def test_the_answer_is_still_taken_at_the_offer_of_a_person(number):
    call = number("never")
    call.say("blah")
    call.say("blah")
    assert call.key("4512") == "Thanks for four five, one two."


def test_on_fail_takes_the_place_of_a_person(play):
    call = play(NUMBER.replace("CONFIRM", "never").replace("silence: 9", "on_fail: end"))
    call.say("blah")
    assert call.say("blah") == "Sorry, I missed that. Key it in."
    call.say("blah")
    assert call.wait.outcome == "abandoned"


# ---- confirmation ---------------------------------------------------------------------------


def test_a_sure_value_is_not_confirmed(number):
    call = number("when_unsure")
    assert call.say("4512", "provide_number", order_number="4512").startswith("Thanks")


def test_an_unsure_value_is_read_back(number):
    call = number("when_unsure")
    assert (
        call.say("4512", "provide_number", sure=False, order_number="4512")
        == "Is it four five, one two?"
    )
    assert call.say("yes", "affirm") == "Thanks for four five, one two."


def test_a_value_after_a_failed_attempt_is_read_back(number):
    call = number("when_unsure")
    call.say("blah")
    assert call.say("4512", "provide_number", order_number="4512") == "Is it four five, one two?"
    assert call.key("1") == "Thanks for four five, one two."


def test_always_confirms_even_what_was_keyed(number):
    assert number("always").key("4512") == "Is it four five, one two?"


def test_a_correction_replaces_the_value_and_is_read_back(number):
    call = number("always")
    call.key("4512")
    said = call.say("no four five one three", "deny", order_number="4513")
    assert said == "Is it four five, one three?"
    assert call.all(StepFailed) == [StepFailed("welcome.ask", 1, "denied")]
    assert call.say("yes", "affirm") == "Thanks for four five, one three."


def test_a_number_keyed_at_the_confirmation_corrects_it(number):
    call = number("always")
    call.key("4512")
    assert call.key("4513") == "Is it four five, one three?"


def test_at_the_confirmation_keys_give_a_whole_number_or_an_answer(number):
    call = number("always")
    call.key("4512")
    assert call.wait.keys == Keys(4, 8, (("1", "yes"), ("2", "no")))


@pytest.mark.parametrize("keyed", ["1234", "2345", "0123"])
def test_a_number_that_begins_like_an_answer_corrects_it(number, keyed):
    call = number("when_unsure")
    call.say("4512", "provide_number", sure=False, order_number="4512")
    call.key(keyed)
    assert call.all(SlotFilled)[-1] == SlotFilled("welcome.number", keyed, "keys")
    assert call.wait.outcome == "abandoned"


def test_a_number_keyed_again_is_taken_however_often_the_line_misheard(number):
    call = number("when_unsure")
    call.say("blah")
    call.say("4512", "provide_number", order_number="4512")
    call.say("no", "deny")
    call.say("4514", "provide_number", order_number="4514")
    assert call.key("4513") == "Thanks for four five, one three."


def test_a_number_keyed_too_short_leaves_the_value_to_be_confirmed(number):
    call = number("always")
    call.key("4512")
    assert call.key("45") == "Too short or too long. Is it four five, one two?"


def test_the_same_number_once_more_confirms_it(number):
    call = number("always")
    call.key("4512")
    assert call.say("four five one two", "provide_number", order_number="4512").startswith("Thanks")


def test_no_alone_asks_again_with_help(number):
    call = number("always")
    call.key("4512")
    assert call.say("no", "deny") == "Sorry about that. Let's try again. Four digits, please."
    assert "welcome.number" not in call.state.slots


def test_what_was_not_understood_at_the_confirmation_is_read_back_again(number):
    call = number("always")
    call.key("4512")
    assert call.say("blah") == "Sorry, I didn't catch that. Is it four five, one two?"


def test_a_caller_who_contradicts_every_confirmation_comes_to_a_person(number):
    call = number("always")
    call.key("4512")
    for last in "345":
        said = call.say("no", "deny", order_number=f"451{last}")
    assert said.startswith("We're not getting on well here,")


def test_an_unclear_yes_confirms_nothing(number):
    call = number("always")
    call.key("4512")
    unclear = Heard(Understanding("yes or what", "affirm", 0.2), Decision("clarify", "why"))
    assert call.happen(unclear).endswith("Is it four five, one two?")


# ---- choices --------------------------------------------------------------------------------

CHOOSING = """
start: ask
slots: {place: choice}
steps:
  ask:
    type: collect
    slot: place
    prompt: "Home or work?"
    choices:
      - {key: "1", phrase: "home", also: ["my house"]}
      - {key: "2", phrase: "work", heard_as: [provide_date], value: office}
      - {key: "3", phrase: "neither", next: neither}
    next: done
  done: {type: hangup, prompt: "To {place}."}
  neither: {type: hangup, prompt: "Nowhere."}
"""


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda c: c.key("1"), "To home."),
        (lambda c: c.say("to my house please"), "To home."),
        (lambda c: c.say("where i work"), "To office."),
        (lambda c: c.say("monday", "provide_date"), "To office."),
        (lambda c: c.key("3"), "Nowhere."),
        (lambda c: c.key("4"), "Sorry, that didn't come through right. Home or work?"),
        (lambda c: c.say("homework"), "Sorry, I didn't catch that. Home or work?"),
    ],
)
def test_a_choice_is_made_by_key_by_words_and_by_meaning(play, answer, said):
    call = play(CHOOSING)
    assert call.wait.grammar.phrases == ("home", "my house", "work", "neither")
    assert call.wait.keys.menu == (("1", "home"), ("2", "work"), ("3", "neither"))
    assert answer(call) == said


def test_free_words_fill_a_text_slot_but_talk_does_not(play):
    call = play(
        """
        start: ask
        slots: {what: text}
        steps:
          ask: {type: collect, slot: what, prompt: "What?", next: done}
          done: {type: hangup, prompt: "So {what}."}
        """
    )
    assert call.say("repeat that", "repeat") == "Of course. What?"
    assert call.say("the lamp is broken", "track_order") == "So the lamp is broken."
