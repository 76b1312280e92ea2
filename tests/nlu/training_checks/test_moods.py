"""Test utterances labelled by mood."""

from pathlib import Path

import pytest

from nlu.environment import RasaProject
from nlu.training_checks.data import Example
from nlu.training_checks.moods import (
    FEWEST_OF_A_MOOD,
    check_moods,
    read_distress_examples,
    read_moods,
)

FILE = "tests/distress/dev.yml"


def moods(angry: int = FEWEST_OF_A_MOOD, neutral: int = FEWEST_OF_A_MOOD) -> tuple[Example, ...]:
    return (
        *(Example(FILE, n, "angry", f"what a shambles number {n}", ()) for n in range(angry)),
        *(Example(FILE, n, "neutral", f"where is order {n}", ()) for n in range(neutral)),
    )


def test_enough_of_each_is_in_order():
    assert check_moods(moods(), ()) == []


def test_too_few_of_a_mood():
    (found,) = check_moods(moods(neutral=FEWEST_OF_A_MOOD - 1), ())
    assert found.place == FILE
    assert found.what.startswith("neutral has 99 utterances and needs 100")


def test_an_unknown_mood():
    tests = (*moods(), Example(FILE, 9, "hungry", "i could eat a horse", ()))
    (found,) = check_moods(tests, ())
    assert found.what.startswith("hungry is no mood")


def test_an_example_of_distress_that_is_tested(tmp_path: Path):
    examples = tmp_path / "examples"
    examples.mkdir()
    (examples / "anger.txt").write_text("you lot\n\nWell, THAT was a waste of my morning!\n")
    tests = (*moods(), Example(FILE, 9, "angry", "well that was a waste of my mornings", ()))
    (found,) = check_moods(tests, read_distress_examples(examples))
    assert found.place == "examples/anger.txt, line 3"


def test_shipped_tests_are_read():
    tests = read_moods(RasaProject().root)
    assert {(test.file, test.intent) for test in tests} == {
        (f"tests/distress/{name}.yml", mood)
        for name in ("dev", "held")
        for mood in ("angry", "neutral")
    }


def test_the_shipped_tests_are_in_order():
    trained = read_distress_examples()
    assert check_moods(read_moods(RasaProject().root), trained) == []


@pytest.mark.parametrize(
    ("file", "apart", "of_set", "trade"),
    [
        ("tests/dev/retail.yml", True, "dev", "retail"),
        ("tests/kept_aside.yml", False, "kept_aside", ""),
        ("data/more/refund.yml", False, "more", ""),
    ],
)
def test_sets_are_known_by_their_place(file: str, apart: bool, of_set: str, trade: str):
    example = Example(file, 1, "refund+complaint", "money back", ())
    assert (example.apart, example.of_set, example.trade) == (apart, of_set, trade)
    assert example.matters == ("refund", "complaint")
