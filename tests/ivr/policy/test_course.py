"""A caller's mood over the call."""

from hypothesis import given
from hypothesis import strategies as st

from ivr.policy.course import Course, Turn, raised
from ivr.speech.manner import Manner

CALM = Manner(-24.0, 180.0, 2.5)
RAISED = Manner(-12.0, 255.0, 4.2)
THRESHOLD = 0.7


def after(*turns: Turn) -> float:
    course = Course()
    for turn in turns:
        course = course.after(turn)
    return course.distress


def said(words: float, manner: Manner = CALM, **more: int) -> Turn:
    return Turn(words, manner, **more)


def test_a_single_sentence_counts_for_what_its_words_say() -> None:
    assert after(said(0.5)) == 0.5
    assert after(said(0.0)) == 0.0


def test_a_loud_caller_is_held_against_their_own_start() -> None:
    assert after(said(0.3, RAISED), said(0.3, RAISED)) < THRESHOLD
    assert after(said(0.0), said(0.3, RAISED)) >= THRESHOLD


def test_a_raised_voice_alone_fetches_nobody() -> None:
    assert 0.3 < after(said(0.0), said(0.0, RAISED)) < THRESHOLD


def test_anger_that_goes_on_fetches_a_person() -> None:
    assert after(said(0.5)) < THRESHOLD <= after(said(0.5), said(0.5), said(0.5))


def test_anger_fades_with_calm_words() -> None:
    furious = said(0.9)
    assert after(furious, said(0.0), said(0.0)) < after(furious, said(0.0)) < THRESHOLD


def test_failures_and_interruptions_weigh_for_one_who_is_annoyed_alone() -> None:
    assert after(said(0.0, failures=2, interrupted=True)) == 0.0
    assert after(said(0.6, failures=2, interrupted=True)) >= THRESHOLD > after(said(0.6))


def test_what_is_not_known_of_a_voice_does_not_count() -> None:
    whispered = Manner(-24.0, None, None)
    assert raised(whispered, (CALM,)) == 0.0
    assert raised(RAISED, (whispered,)) > 0.0


MANNERS = st.builds(
    Manner, st.floats(-100, 0), st.none() | st.floats(70, 420), st.none() | st.floats(0.1, 10)
)
TURNS = st.builds(Turn, st.floats(0, 1), MANNERS, st.integers(0, 9), st.booleans())


@given(st.lists(TURNS, min_size=1, max_size=8))
def test_any_call_has_a_mood_between_0_and_1_and_at_least_that_of_its_words(turns) -> None:
    assert round(turns[-1].words, 3) <= after(*turns) <= 1
