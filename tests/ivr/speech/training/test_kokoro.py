"""When Kokoro's sounds begin, by the lengths that its network tells."""

import numpy as np
import pytest

kokoro = pytest.importorskip(
    "ivr.speech.training.voices.kokoro",
    reason="the speech group isn't installed",
    exc_type=ImportError,
)


def test_sounds_come_three_units_sooner_than_the_lengths_add_up_to() -> None:
    letters = [("h", 0), ("i", 1), (" ", -1), ("m", 2), (".", -1)]
    signs = tuple(kokoro.Letter(*letter) for letter in letters)
    read = kokoro.Reading(signs, (("hh", 0), ("ay", 0), ("m", 1)))
    phones = kokoro.timed(read, np.array([7, 4, 6, 1, 5, 8, 9]))
    assert [(phone.base, phone.owner) for phone in phones] == [
        ("sil", -1), ("hh", 0), ("ay", 0), ("m", 1), ("sil", -1), ("sil", -1),
    ]  # fmt: skip
    starts = [phone.start / kokoro.UNIT_SECONDS for phone in phones]
    assert starts == pytest.approx([0, 4, 8, 15, 20, 28])


def test_no_sound_begins_before_the_first_sample() -> None:
    read = kokoro.Reading((kokoro.Letter("m", 0),), (("m", 0),))
    assert kokoro.timed(read, np.array([1, 4, 2]))[1].start == 0.0
