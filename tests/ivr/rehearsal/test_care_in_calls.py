"""Words of danger and of a death, in whole calls in text."""

from contextlib import ExitStack

import pytest

from flows.yaml_io import LIBRARY, load_library
from ivr.config import read_settings
from ivr.rehearsal.ports import free_port
from ivr.rehearsal.text_call import TextCaller, text_call, text_line


@pytest.fixture
def call():
    """A call whose understanding is away: these words must be heard all the same."""
    settings = read_settings(
        _env_file=None, rasa_url=f"http://127.0.0.1:{free_port()}", rasa_timeout_ms=50
    )
    with ExitStack() as stack:
        player = text_call(
            stack, text_line(settings, load_library(LIBRARY)), TextCaller("+15005550101")
        )
        player.begin({"caller": {"number": "+15005550101"}})
        yield player


@pytest.mark.parametrize(
    ("said", "heard", "reason"),
    [
        ("i want to kill myself", "call 911", "danger to life"),
        ("there is a smell of gas i can smell gas", "call 911", "danger to life"),
        ("my husband passed away last week", "sorry for your loss", "has died"),
        ("where is my order it is for my father's funeral", "sorry for your loss", "has died"),
    ],
)
def test_a_person_is_fetched_with_warm_words_and_a_reason_of_its_own(call, said, heard, reason):
    words = " ".join(call.enter(said))
    assert heard in words
    transfer = call.state.slots["transfer"]
    assert (transfer["trigger"], transfer["queue"]) == ("distress", "care")
    assert reason in transfer["reason"]


def test_danger_is_answered_as_such_where_a_number_was_asked_for(call):
    call.enter("where is my order")
    assert "call 911" in " ".join(call.enter("i can't go on i want to end my life"))


def test_the_line_gives_no_advice_but_the_emergency_number(call):
    words = " ".join(call.enter("i feel suicidal"))
    assert not {"should", "try", "advise", "recommend"} & set(words.lower().split())
