from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from ivr.speech.training.spoil import line
from ivr.speech.training.spoil.noises import COLOURS, NoiseBank
from ivr.speech.training.spoil.spoiling import Spoiling, spoil
from telephony.mulaw import decode, encode

UNSPOILT = Spoiling(
    room=0, tone=0, noise=0, gated=0, band=0, codec=0, lost=0, clipped=0, offset=0, mulaw=0,
    level_range=(-6.0, -6.0),
)  # fmt: skip


def draw(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.fixture(scope="module")
def noises() -> NoiseBank:
    speech = [(draw(n).standard_normal(4000) * 900).astype(np.int16) for n in range(3)]
    return NoiseBank(speech, draw())


def tone(hertz: float) -> NDArray[np.float32]:
    return (4000 * np.sin(2 * np.pi * hertz * np.arange(8000) / 8000)).astype(np.float32)


def spoilt(how: Spoiling, noises: NoiseBank, seed: int = 1) -> NDArray[np.int16]:
    speech = np.zeros(8000, bool)
    speech[2000:6000] = True
    return spoil(tone(700) * speech, speech, how, noises, draw(seed))


def test_the_same_seed_spoils_the_same_way(noises: NoiseBank) -> None:
    np.testing.assert_array_equal(spoilt(Spoiling(), noises, 5), spoilt(Spoiling(), noises, 5))
    assert (spoilt(Spoiling(), noises, 5) != spoilt(Spoiling(), noises, 6)).any()


def test_a_level_is_a_peak_under_full_scale(noises: NoiseBank) -> None:
    assert np.abs(spoilt(UNSPOILT, noises)).max() == pytest.approx(
        32767 * 10 ** (-6 / 20), rel=0.01
    )


def test_noise_is_so_far_under_the_speech(noises: NoiseBank) -> None:
    noisy = replace(UNSPOILT, noise=1.0, noise_range=(20.0, 20.0))
    arrived = spoilt(noisy, noises).astype(float)
    speech, pause = arrived[2000:6000].std(), arrived[6000:].std()
    assert 12 < 20 * np.log10(speech / pause) < 28


def test_gated_noise_stops_with_the_speech(noises: NoiseBank) -> None:
    gated = replace(UNSPOILT, noise=1.0, gated=1.0)
    assert not spoilt(gated, noises)[6000:].any()


def test_the_band_keeps_speech_and_drops_hum() -> None:
    kept, dropped = line.band(tone(1000), draw()), line.band(tone(50), draw())
    assert np.abs(kept[2000:]).max() > 3000
    assert np.abs(dropped[2000:]).max() < 1500


def test_a_lost_packet_is_silent_or_an_echo_of_the_last() -> None:
    samples = np.full(80_000, 1000, np.float32)
    heard = line.lose_packets(samples, draw())
    assert set(np.unique(heard).tolist()) <= {0.0, 250.0, 500.0, 1000.0}
    assert 0.001 < (heard != 1000).mean() < 0.06


def test_a_codec_keeps_what_is_loud() -> None:
    heard = line.codec(tone(700), draw())
    difference = heard[320:7600] - tone(700)[320:7600]
    assert difference.std() < 0.1 * tone(700).std()


def test_clipping_cuts_off_the_peaks() -> None:
    clipped = line.level(tone(700), 0.0, clip=0.3)
    assert (np.abs(clipped) > 32700).mean() > 0.5


def test_a_room_rings_on() -> None:
    click = np.zeros(4000, np.float32)
    click[100] = 1000
    assert np.abs(line.room(click, draw())[200:900]).max() > 1


def test_every_colour_of_noise_is_sound() -> None:
    for make in COLOURS.values():
        noise = make(8000, draw())
        assert noise.shape == (8000,)
        assert np.isfinite(noise).all()
        assert noise.std() > 0


def test_mulaw_steps_are_the_telephones(noises: NoiseBank) -> None:
    arrived = spoilt(replace(UNSPOILT, mulaw=1.0), noises)
    np.testing.assert_array_equal(arrived, decode(encode(arrived)))
