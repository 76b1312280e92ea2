import pytest

from flows.events import CallerRated, HangUp, StepFailed

RATE = """
start: rate
steps:
  rate: {type: rate, prompt: "One to five?", silence: 5, next: bye}
  bye: {type: hangup, prompt: "Bye.", outcome: contained}
"""


def test_it_waits_for_one_to_five(play):
    call = play(RATE)
    assert call.wait.keys.menu[:5] == tuple(
        zip("12345", ("one", "two", "three", "four", "five"), strict=True)
    )
    assert call.wait.silence_s == 5.0


@pytest.mark.parametrize("words", ["four", "i would say four", "four please"])
def test_a_score_by_word(play, words):
    call = play(RATE)
    assert call.say(words) == "Bye."
    assert call.all(CallerRated) == [CallerRated(4)]


def test_a_score_by_key(play):
    call = play(RATE)
    call.key("5")
    assert call.all(CallerRated) == [CallerRated(5)]


@pytest.mark.parametrize("answer", ["no", "skip", "the weather is fine", "silence", "noise", "7"])
def test_anything_else_goes_on_without_a_fuss(play, answer):
    call = play(RATE)
    if answer in ("silence", "noise"):
        said = getattr(call, answer)()
    else:
        said = call.key(answer) if answer == "7" else call.say(answer)
    assert said == "Bye."
    assert call.all(CallerRated) == call.all(StepFailed) == []
    assert call.wait == HangUp("contained")


def test_it_can_be_said_again(play):
    call = play(RATE)
    assert call.say("pardon", "repeat") == "Of course. One to five?"


def test_thanks_for_the_call_are_no_reason_to_ask_again(play):
    call = play(RATE)
    assert call.say("thank you", "thank") == "Bye."
