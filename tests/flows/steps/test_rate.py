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


@pytest.mark.parametrize(
    ("words", "score"),
    [("one out of five", 1), ("three out of five", 3), ("one", 1), ("no more than two", 2)],
)
def test_the_first_score_of_several_counts(play, words, score):
    call = play(RATE)
    call.say(words)
    assert call.all(CallerRated) == [CallerRated(score)]


@pytest.mark.parametrize("words", ["one moment please", "give me one second", "hold on for one"])
def test_a_moment_is_no_score(play, words):
    call = play(RATE)
    call.say(words, "wait")
    assert call.all(CallerRated) == []
    assert call.wait.silence_s == 120.0


def test_a_score_alone_counts_whatever_it_was_taken_to_mean(play):
    call = play(RATE)
    call.say("two", "wait")
    assert call.all(CallerRated) == [CallerRated(2)]


def test_nor_is_one_more_question(play):
    call = play(RATE)
    call.say("i have one more question")
    assert call.all(CallerRated) == []
