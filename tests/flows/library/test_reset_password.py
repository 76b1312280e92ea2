import pytest

SENT = ("sent", {"minutes": 30, "phone_ends": "0101"})


def test_a_link_goes_out_by_text_and_is_never_spoken(served):
    line = served(send_reset_link=SENT)
    said = line.say("i forgot my password", "reset_password")
    assert said.startswith("First I need to check that it's you. I can take an order number")
    said = line.identify()
    assert said.startswith(
        "Thank you, Ann Bell. I've sent a text to your number ending in zero one, zero one. "
        "Open the link in it and choose a new password. It works once, for thirty minutes."
    )
    assert line.acted == ["check_identity", "send_reset_link"]
    assert line.settled == ["reset_password"]


def test_it_can_be_done_by_keys_alone(served):
    line = served(send_reset_link=SENT)
    for key in ("2", "1", "1", "4512", "00112"):
        line.key(key)
    assert line.settled == ["reset_password"]


@pytest.mark.parametrize(
    ("outcome", "words", "reason"),
    [
        ("no_phone", "There's no mobile number on your account", "the account has no number"),
        (
            "phone_is_new",
            "was changed a few days ago",
            "The caller needs a new password, and the account's number was changed",
        ),
        ("account_locked", "Your account is locked", "The caller's account is locked"),
        ("not_verified", "getting someone", "could not or would not show who they are"),
    ],
)
def test_what_has_no_link_comes_to_a_person(served, outcome, words, reason):
    line = served(send_reset_link=(outcome, {}))
    line.say("i forgot my password", "reset_password")
    assert words in line.identify()
    assert reason in line.transfer["reason"]
    assert line.settled == []


def test_a_failure_promises_no_text(served):
    line = served(send_reset_link=("failed", {}))
    line.say("i forgot my password", "reset_password")
    said = line.identify()
    assert "I've sent" not in said
    assert said.endswith("It's a fault on our side. Shall I get a person to help you?")


def test_who_stays_unknown_gets_no_link(served):
    line = served()
    line.say("i forgot my password", "reset_password")
    line.say("none of them")
    assert line.acted == []
    assert line.transfer["trigger"] == "human_only"


def test_who_is_known_already_is_not_asked_again(served):
    line = served(send_reset_link=SENT)
    line.say("i forgot my password", "reset_password")
    line.identify()
    said = line.say("and i forgot my password again", "reset_password")
    assert said.startswith("I've sent a text")
    assert line.acted == ["check_identity", "send_reset_link", "send_reset_link"]
