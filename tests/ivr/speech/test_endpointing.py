from hypothesis import given
from hypothesis import strategies as st

from ivr.speech.endpointing import EndpointSettings, is_over, silence_needed_ms
from ivr.speech.expectation import Standing

DEFAULT = EndpointSettings()
standings = st.sampled_from(Standing)
times = st.integers(0, 30_000)


def test_what_is_complete_ends_soonest_and_digit_groups_last():
    needed = {standing: silence_needed_ms(standing, DEFAULT) for standing in Standing}
    assert min(needed, key=needed.__getitem__) is Standing.COMPLETE
    assert max(needed, key=needed.__getitem__) is Standing.MORE_DIGITS


@given(standings, times, times, times)
def test_more_silence_never_takes_an_end_back(standing, spoken, silent, more):
    if is_over(standing, spoken, silent, DEFAULT):
        assert is_over(standing, spoken + more, silent + more, DEFAULT)


@given(standings, times)
def test_nobody_is_cut_off_while_speaking_unless_it_takes_too_long(standing, spoken):
    assert is_over(standing, spoken, 0, DEFAULT) is (spoken >= DEFAULT.longest_ms)


@given(standings, times)
def test_a_silence_of_two_seconds_ends_everything(standing, spoken):
    assert is_over(standing, spoken, 2_000, DEFAULT)


@given(standings, st.integers(1, 5000))
def test_settings_rule(standing, ms):
    settings = EndpointSettings(*[ms] * 6)
    assert silence_needed_ms(standing, settings) == ms
