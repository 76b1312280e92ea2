import kaldi_native_fbank as knf
import numpy as np
import pytest
from numpy.typing import NDArray

from ivr.speech.model import BUNDLED
from ivr.speech.training import features


def tone(hertz: float, seconds: float = 1.0) -> NDArray[np.int16]:
    time = np.arange(int(seconds * 8000)) / 8000
    return np.round(8000 * np.sin(2 * np.pi * hertz * time)).astype(np.int16)


def noise() -> NDArray[np.int16]:
    return (np.random.default_rng(1).standard_normal(8000) * 2000).astype(np.int16)


def test_the_same_numbers_as_kaldi() -> None:
    options = knf.MfccOptions()
    options.frame_opts.samp_freq = 8000
    options.frame_opts.dither = 0
    options.mel_opts.num_bins = options.num_ceps = 40
    options.mel_opts.low_freq, options.mel_opts.high_freq = 40, -200
    options.use_energy = False
    kaldi = knf.OnlineMfcc(options)
    kaldi.accept_waveform(8000, noise().astype(np.float32).tolist())
    kaldi.input_finished()
    theirs = np.stack([kaldi.get_frame(n) for n in range(kaldi.num_frames_ready)])
    np.testing.assert_allclose(features.cepstra(noise()), theirs, atol=2e-3)


def test_a_steady_sound_has_the_same_features_throughout() -> None:
    ours = features.cepstra(tone(800.0))
    np.testing.assert_allclose(ours, ours[:1].repeat(len(ours), axis=0), atol=0.05)


@pytest.mark.parametrize(("samples", "frames"), [(0, 0), (199, 0), (200, 1), (279, 1), (280, 2)])
def test_a_frame_each_ten_milliseconds(samples: int, frames: int) -> None:
    assert features.frames_in(samples) == frames
    assert len(features.cepstra(np.ones(samples, np.int16))) == frames


def test_digital_silence_is_a_number_too() -> None:
    assert np.isfinite(features.cepstra(np.zeros(400, np.int16))).all()


def test_a_warp_moves_a_tone_to_where_a_higher_one_is() -> None:
    higher = features.cepstra(tone(1100.0)).mean(axis=0)
    warped = features.cepstra(tone(1000.0), warp=1.1).mean(axis=0)
    plain = features.cepstra(tone(1000.0)).mean(axis=0)
    assert np.abs(warped - higher).mean() < 0.35 * np.abs(plain - higher).mean()


def test_the_bundled_model_computes_the_same_features() -> None:
    assert (BUNDLED / "conf/mfcc.conf").read_text() == features.CONF
