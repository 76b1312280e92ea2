import numpy as np
import pytest
from numpy.typing import NDArray

from ivr.speech.phones import entry_pdf, loop_pdf
from ivr.speech.training.frames import (
    CONTEXT,
    NO_LABEL,
    Sounds,
    batch_of,
    in_context,
    labels,
    outputs_for,
)


def starts(*seconds: float) -> NDArray[np.float32]:
    return np.array(seconds, np.float32)


def phones(*places: int) -> NDArray[np.int16]:
    return np.array(places, np.int16)


def test_each_phone_begins_with_its_entry_and_goes_on_with_its_loop() -> None:
    given = labels(starts(0.0, 0.07), phones(4, 9), 5)
    assert given.tolist() == [entry_pdf(4), loop_pdf(4), entry_pdf(9), loop_pdf(9), loop_pdf(9)]


def test_phones_too_close_for_the_outputs_still_get_one_each() -> None:
    given = labels(starts(0.0, 0.001, 0.002), phones(1, 2, 3), 4)
    assert given.tolist() == [entry_pdf(1), entry_pdf(2), entry_pdf(3), loop_pdf(3)]


def test_phones_at_the_very_end_are_moved_in() -> None:
    given = labels(starts(0.0, 9.0, 9.1), phones(1, 2, 3), 4)
    assert given.tolist() == [entry_pdf(1), loop_pdf(1), entry_pdf(2), entry_pdf(3)]


def test_more_phones_than_outputs_are_refused() -> None:
    with pytest.raises(ValueError, match="3 phones in 2 outputs"):
        labels(starts(0, 1, 2), phones(1, 2, 3), 2)


@pytest.mark.parametrize(("frames", "outputs"), [(1, 1), (3, 1), (4, 2), (99, 33), (100, 34)])
def test_one_output_for_each_third_frame(frames: int, outputs: int) -> None:
    assert outputs_for(frames) == outputs


def test_the_ends_are_repeated_as_context() -> None:
    features = np.arange(4, dtype=np.float32)[:, None] * np.ones((1, 40), np.float32)
    seen = in_context(features, outputs_for(4))[:, 0]
    assert len(seen) == 2 * CONTEXT + 4
    assert seen.tolist() == [0.0] * CONTEXT + [0.0, 1.0, 2.0, 3.0] + [3.0] * CONTEXT


def test_a_batch_is_as_long_as_its_longest() -> None:
    short = Sounds(np.zeros((5, 40), np.float32), starts(0.0), phones(1))
    long = Sounds(np.ones((9, 40), np.float32), starts(0.0, 0.05), phones(0, 2))
    batch = batch_of([short, long])
    assert batch.features.shape == (2, 7 + 2 * CONTEXT, 40)
    assert batch.lengths.tolist() == [2, 3]
    assert batch.labels[0].tolist() == [entry_pdf(1), loop_pdf(1), NO_LABEL]
    assert [sequence.tolist() for sequence in batch.phones] == [[1], [0, 2]]
