"""What a telephone line does to speech."""

import numpy as np
import pytest

from ivr.speech.evaluation import spoiling


@pytest.fixture
def tone() -> np.ndarray:
    return (6000 * np.sin(2 * np.pi * 700 * np.arange(8000) / 8000)).astype(np.int16)


def level(sound: np.ndarray) -> float:
    return float(20 * np.log10(np.sqrt(np.mean(sound.astype(float) ** 2)) + 1e-9))


def test_a_word_is_cut_where_it_begins_and_ends(tone):
    assert abs(spoiling.tight(spoiling.between_silences(tone)).size - tone.size) <= 160
    assert spoiling.tight(np.zeros(800, np.int16)).size == 800


@pytest.mark.parametrize("snr_db", [3.0, 12.0])
def test_noise_is_as_far_below_as_asked(tone, snr_db: float):
    noisy = spoiling.with_noise(tone, snr_db, np.random.default_rng(1))
    noise = noisy.astype(float) - tone
    assert level(tone) - level(noise) == pytest.approx(snr_db, abs=0.7)


def test_the_band_of_an_old_telephone(tone):
    low = (6000 * np.sin(2 * np.pi * 90 * np.arange(8000) / 8000)).astype(np.int16)
    assert level(spoiling.narrow(tone)) == pytest.approx(level(tone), abs=0.5)
    assert level(spoiling.narrow(low)) < level(low) - 20


def test_another_level_and_another_vocal_tract(tone):
    assert level(spoiling.louder(tone, -12)) == pytest.approx(level(tone) - 12, abs=0.3)
    assert np.abs(spoiling.louder(tone, 30)).max() <= 32767
    spectrum = np.abs(np.fft.rfft(spoiling.reshaped(tone, 1.1)[:7200]))
    assert np.argmax(spectrum) * 8000 / 7200 == pytest.approx(770, abs=3)


def test_coughs_are_short_and_loud():
    chance = np.random.default_rng(2)
    for _ in range(5):
        cough = spoiling.cough(chance)
        assert 1600 <= cough.size <= 9000
        assert np.abs(cough).max() > 4000
