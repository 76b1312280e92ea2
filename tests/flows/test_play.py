from datetime import UTC, datetime

import pytest

from flows.events import Act, ActionFinished, Decision, HangUp, Heard, TransferCaller
from flows.play import Player
from nlu.understanding import Understanding

INTENTS = {"where is my order": ("track_order", "automate"), "no": ("deny", "talk")}


def understand(text: str) -> Heard:
    intent, action = INTENTS.get(text, ("out_of_scope", "clarify"))
    return Heard(Understanding(text, intent, 0.9), Decision(action, "why"))


def act(asked: Act) -> ActionFinished:
    if asked.arguments["order_number"] == "4512":
        return ActionFinished("found", {"order": {"number": "4512", "state": "returned"}})
    return ActionFinished("not_found")


def now() -> datetime:
    return datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def player(library) -> Player:
    return Player(library, understand, act, now)


def test_a_call_is_played_in_lines(player):
    assert player.begin()[-1] == "How can I help?"
    assert player.enter("where is my order") == ["What's your order number?"]
    assert player.waiting.slot == "order_number"
    assert player.enter(" #4513# ")[0].startswith("I can't find an order")
    said = player.enter("#4512")
    assert said[0] == "Order four five, one two has come back to us as a return."
    assert player.ended is None
    assert player.enter("no")[0].startswith("Before you go: how did I do,")
    assert player.enter("no") == ["Thank you for calling. Goodbye."]
    assert player.ended == HangUp("contained")
    assert player.waiting is None


def test_an_empty_line_is_silence_and_a_lone_hash_repeats(player):
    player.begin()
    assert player.enter("")[0] == "I didn't hear anything."
    assert player.enter("#")[:2] == ["Of course.", "I didn't hear anything."]


def test_the_first_line_begins_a_call_that_has_not_begun(player):
    assert (player.waiting, player.ended) == (None, None)
    assert player.enter("")[-1] == "How can I help?"


def test_nobody_is_there_to_take_the_call_and_a_line_is_the_message(player):
    player.begin({"caller": {"number": "+15005550101"}})
    assert player.enter("#0")[1].startswith("I'm sorry, nobody is there")
    assert player.enter("#3")[-1].startswith("Please leave your message after the tone")
    assert player.enter("please call me about my lamp")[-1].startswith("Thank you. I've kept")
    assert player.ended == HangUp("voicemail")


def test_an_empty_line_is_no_message(player):
    player.begin({"caller": {"number": "+15005550101"}})
    player.enter("#0")
    player.enter("#3")
    assert player.enter("")[-1].startswith("I didn't hear a message.")


def test_who_is_there_may_take_the_call(library):
    asked = []

    def hand_over(wanted: TransferCaller) -> ActionFinished:
        asked.append(wanted.queue)
        return ActionFinished("talked", {"back": {"to": "rating"}})

    player = Player(library, understand, act, now, hand_over)
    player.begin()
    assert player.enter("#0")[-1].startswith("One last thing:")
    player.enter("#5")
    assert player.ended == HangUp("transferred")
    assert asked == ["support"]
