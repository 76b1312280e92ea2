"""Sounds that are learnt as silence."""

import numpy as np
import pytest

from ivr.speech.training.excerpts import SILENCE, nothing_said
from ivr.speech.training.spoil import wordless
from ivr.speech.training.utterance import RATE


@pytest.mark.parametrize("kind", wordless.ALONE)
def test_each_kind_sounds_for_as_long_as_it_is_asked_to_and_differs_each_time(kind: str) -> None:
    draw = np.random.default_rng(3)
    makes = wordless.ALONE[kind]
    for count in (RATE // 3, 3 * RATE):
        first, second = makes(count, draw), makes(count, draw)
        assert len(first) == len(second) == count
        assert np.isfinite(first).all()
        assert first.std() > 0
        assert not np.array_equal(first, second)


def test_such_a_sound_has_no_phone_but_silence() -> None:
    draw = np.random.default_rng(4)
    for _ in range(100):
        excerpt = nothing_said(draw)
        assert excerpt.phones.tolist() == [SILENCE]
        assert excerpt.starts.tolist() == [0.0]
        assert excerpt.speech.all()
        assert 0.3 <= len(excerpt.samples) / RATE <= 3.0
        assert np.abs(excerpt.samples).max() == pytest.approx(wordless.PEAK, rel=1e-3)
