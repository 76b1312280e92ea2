import numpy as np
import pytest

from ivr.speech import hold_music
from telephony.mulaw import SAMPLE_RATE, decode

BARS = [decode(bar) for bar in hold_music.bars()]
WHOLE = np.concatenate(BARS).astype(np.float64)


def test_it_is_as_loud_as_it_says_and_never_clips():
    level = 10 * np.log10(np.mean(np.square(WHOLE / 32768)))
    assert level == pytest.approx(hold_music.LEVEL_DBFS, abs=0.3)
    assert np.abs(WHOLE).max() < 32000


def test_every_bar_begins_and_ends_in_silence_and_sounds_between():
    edge = SAMPLE_RATE // 100
    for bar in BARS:
        assert len(bar) == hold_music.BAR_S * SAMPLE_RATE
        assert np.abs(bar[:edge]).max() < 700
        assert np.abs(bar[-edge:]).max() < 700
        tenths = bar[: len(bar) // 8 * 8].astype(np.float64).reshape(8, -1)
        assert np.sqrt(np.mean(np.square(tenths), axis=1)).min() > 800


def test_its_sound_lies_in_the_band_of_a_telephone():
    power = np.abs(np.fft.rfft(WHOLE)) ** 2
    hz = np.fft.rfftfreq(WHOLE.size, 1 / SAMPLE_RATE)
    within = power[(hz > 150) & (hz < 3400)].sum() / power.sum()
    assert within > 0.97


def test_the_second_time_round_is_another_one():
    assert len(set(hold_music.bars())) == len(BARS)


def test_it_is_the_same_every_time():
    again = hold_music.bars.__wrapped__()
    assert again == hold_music.bars()
