from pathlib import Path

import numpy as np

from ivr.speech.training.utterance import Utterance, load, save


def utterance(words: tuple[str, ...], samples: int) -> Utterance:
    return Utterance(
        np.arange(samples, dtype=np.int16),
        words,
        "a voice",
        np.array([0.0, 0.0125], np.float32),
        np.array([0, 3], np.int16),
        np.array([-1, 0], np.int16),
    )


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "deep/0001.npz"
    said = [utterance(("one",), 100), utterance(("it's", "two"), 250)]
    save(file, said)
    loaded = list(load(file))
    for ours, theirs in zip(said, loaded, strict=True):
        assert (ours.words, ours.voice) == (theirs.words, theirs.voice)
        for name in ("samples", "starts", "phones", "owners"):
            np.testing.assert_array_equal(getattr(ours, name), getattr(theirs, name))
            assert getattr(ours, name).dtype == getattr(theirs, name).dtype
    assert [path.name for path in file.parent.iterdir()] == ["0001.npz"]


def test_nothing_said_is_a_file_too(tmp_path: Path) -> None:
    save(tmp_path / "none.npz", [])
    assert list(load(tmp_path / "none.npz")) == []


def test_seconds_count_at_the_telephones_rate() -> None:
    assert utterance(("one",), 4000).seconds == 0.5
