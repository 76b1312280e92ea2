import pytest

STREETS = ("found", {"streets": ["Oak Street", "River Road"], "town": "Larkspur"})
CHANGED = ("changed", {"old": {"address": "1 Elm"}, "new": {"address": "7 River Road"}})
ASKED = "Your new address is seven River Road, Larkspur, ZIP code zero zero one, one two. Shall I"


@pytest.fixture
def address(served):
    """Makes a call that stands at the question of the new ZIP code."""

    def make(**answers):
        line = served(**{"look_up_streets": STREETS, "change_address": CHANGED, **answers})
        line.say("i have moved", "update_account")
        assert line.identify().endswith("What's the new ZIP code?")
        return line

    return make


@pytest.fixture
def phone(served):
    """Makes a call that stands at the question of the new number."""

    def make(**answers):
        line = served(**{"change_phone": ("changed", {"old": "1", "new": "2"}), **answers})
        line.say("i want to change my phone number", "update_account")
        assert line.identify().endswith("What's the new number?")
        return line

    return make


def give_address(line) -> str:
    line.key("00112")
    line.key("2")
    return line.key("7")


@pytest.mark.parametrize("by", ["voice", "key"])
def test_an_address_is_read_back_and_changed(address, by):
    line = address()
    if by == "voice":
        said = line.say("zero zero one one two", "provide_number", postcode="00112")
        assert said.startswith("Which street in Larkspur? For Oak Street, press one.")
        line.say("river road")
        said = line.say("seven", "provide_number", digits="7")
    else:
        said = give_address(line)
    assert said.startswith(ASKED)
    assert "change_address" not in line.acted
    said = line.say("yes", "affirm") if by == "voice" else line.key("1")
    assert line.asked[-1].arguments == {
        "house": "7",
        "street": "River Road",
        "town": "Larkspur",
        "postcode": "00112",
    }
    assert said.startswith("It's changed: your address is now seven River Road, Larkspur.")
    assert line.settled == ["update_account"]


@pytest.mark.parametrize("by", ["voice", "key"])
def test_a_no_takes_the_address_once_more(address, by):
    line = address()
    give_address(line)
    said = line.say("no", "deny") if by == "voice" else line.key("2")
    assert said.startswith("All right, let's take it again.")
    said = give_address(line)
    assert said.startswith("Then your new address is seven River Road")
    line.key("1")
    assert line.settled == ["update_account"]


@pytest.mark.parametrize("by", ["voice", "key"])
def test_who_contradicts_every_confirmation_comes_to_a_person(address, by):
    line = address()
    for _ in range(2):
        give_address(line)
        line.say("no", "deny") if by == "voice" else line.key("2")
    assert line.transfer["reason"] == "The caller's new address could not be agreed on"
    assert "change_address" not in line.acted


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("unchanged", "That's what we have already"),
        ("not_verified", "getting someone"),
        ("failed", "It's a fault on our side."),
    ],
)
def test_an_address_that_is_not_changed_is_not_told_as_changed(address, outcome, words):
    line = address(change_address=(outcome, {}))
    give_address(line)
    said = line.key("1")
    assert words in said
    assert "It's changed" not in said


def test_a_zip_code_is_checked_once(address):
    line = address(look_up_streets=[("unknown", {}), STREETS])
    assert line.key("99999").startswith("I don't know the ZIP code nine nine nine, nine nine.")
    assert line.key("00112").startswith("Which street in Larkspur?")


def test_a_zip_code_unknown_twice_comes_to_a_person(address):
    line = address(look_up_streets=("unknown", {}))
    line.key("99999")
    assert line.key("99998").startswith("I can't find that street.")
    assert line.transfer["trigger"] == "step_failed"


@pytest.mark.parametrize("streets", [[], ["Oak Street"]])
def test_a_street_that_is_not_there_comes_to_a_person(address, streets):
    line = address(look_up_streets=("found", {"streets": streets, "town": "Larkspur"}))
    said = line.key("00112")
    if streets:
        said = line.say("none of these")
    assert said.startswith("I can't find that street.")
    assert line.transfer["trigger"] == "step_failed"


@pytest.mark.parametrize("by", ["voice", "key"])
def test_a_phone_number_is_read_back_and_changed(phone, by):
    line = phone()
    if by == "voice":
        said = line.say("it's two one two", "provide_number", phone_number="2125550123")
    else:
        said = line.key("2125550123")
    assert said.startswith("Your new number is two one two, five five five, zero one, two three.")
    assert "change_phone" not in line.acted
    said = line.say("yes", "affirm") if by == "voice" else line.key("1")
    assert line.asked[-1].arguments == {"phone": "2125550123"}
    assert said.startswith("It's changed: your number is now two one two,")
    assert line.settled == ["update_account"]


def test_who_contradicts_every_read_back_of_a_number_comes_to_a_person(phone):
    line = phone()
    line.key("2125550123")
    for number in range(9):
        if line.call.state.flow == "person":
            break
        line.say("no", "deny", phone_number=f"212555013{number}")
    assert line.transfer["trigger"] == "step_failed"
    assert "change_phone" not in line.acted


def test_a_number_that_cannot_be_called_is_asked_for_once_more(phone):
    line = phone(change_phone=("not_a_number", {}))
    line.key("1234567")
    assert line.key("1").startswith("That isn't a number that can be called.")
    line.key("1234568")
    line.key("1")
    assert line.transfer["reason"] == "The caller's new phone number could not be taken"


def test_a_number_that_is_right_the_second_time_is_changed(phone):
    line = phone(change_phone=[("not_a_number", {}), ("changed", {"old": "1", "new": "2"})])
    line.key("1234567")
    line.key("1")
    line.key("2125550123")
    assert line.key("1").startswith("It's changed: your number is now two one two,")


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("unchanged", "That's what we have already"),
        ("not_verified", "getting someone"),
        ("failed", "It's a fault on our side."),
    ],
)
def test_a_number_that_is_not_changed_is_not_told_as_changed(phone, outcome, words):
    line = phone(change_phone=(outcome, {}))
    line.key("2125550123")
    said = line.key("1")
    assert words in said
    assert "It's changed" not in said


@pytest.mark.parametrize(
    ("words", "step"),
    [("i want to change my account", "ask_what"), ("change my email address", "ask_what")],
)
def test_what_is_to_be_changed_is_asked_where_the_caller_did_not_say(served, words, step):
    line = served()
    line.say(words, "update_account")
    assert line.call.wait.step == f"update_account.{step}"


@pytest.mark.parametrize(("key", "step"), [("1", "ask_postcode"), ("2", "ask_phone")])
def test_what_is_to_be_changed_by_key(served, key, step):
    line = served()
    for pressed in ("2", "2", key):
        line.key(pressed)
    line.identify()
    assert line.call.wait.step == f"update_account.{step}"


def test_anything_else_of_the_account_is_for_a_person(served):
    line = served()
    line.say("change my account", "update_account")
    line.say("my email address")
    assert line.transfer["trigger"] == "human_only"
    assert line.acted == []


def test_who_stays_unknown_changes_nothing(served):
    line = served()
    line.say("i have moved", "update_account")
    line.say("none of them")
    assert line.acted == []
    assert line.transfer["trigger"] == "human_only"
