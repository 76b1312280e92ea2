"""What a caller who holds is told, and when."""

import pytest

from flows.yaml_io import load_library
from ivr.calls.hold_words import AGAIN_AFTER_MS, HoldWords
from ivr.transfer.states import TransferState
from ivr.transfer.wish import Standing

WAY_OUT = "To be called back instead, press one."


@pytest.fixture
def words() -> HoldWords:
    return HoldWords(load_library().phrases)


def at(
    place: int | None = 1,
    estimate_s: int | None = None,
    state: TransferState = TransferState.REQUESTED,
) -> Standing:
    return Standing(1, "CA1:transfer:1", "support", state, "", place, estimate_s, "")


@pytest.mark.parametrize(
    ("place", "estimate_s", "told"),
    [
        (1, None, "You're next in line."),
        (3, None, "You're number three in line."),
        (3, 130, "You're number three in line. The wait is about two minutes."),
        (1, 91, "You're next in line. The wait is about two minutes."),
        (1, 40, "You're next in line. It should take about a minute."),
        (None, 40, ""),
    ],
)
def test_the_place_and_the_wait_where_they_are_known(words, place, estimate_s, told):
    said = words.first(at(place, estimate_s), 0, again=False)
    assert said == f"{told} {WAY_OUT}".strip()


def test_one_who_held_before_is_thanked(words):
    assert words.first(at(), 0, again=True).startswith("Thank you for holding. You're next")


def test_it_is_said_again_after_a_while_in_other_words(words):
    first = words.first(at(), 0, again=False)
    assert words.next(at(), AGAIN_AFTER_MS - 1) == ""
    again = words.next(at(), AGAIN_AFTER_MS)
    assert again
    assert again != first
    assert words.next(at(), AGAIN_AFTER_MS + 1) == ""


def test_whoever_is_being_called_is_news_at_once_and_once(words):
    words.first(at(), 0, again=False)
    calling = at(state=TransferState.DIALING)
    assert words.next(calling, 1000).startswith("I'm calling somebody now.")
    assert words.next(calling, 2000) == ""
    assert words.next(at(state=TransferState.WHISPERING), 3000) == ""
    assert words.next(at(), 4000) == ""
    assert words.next(calling, 5000).startswith("I'm calling somebody now.")
