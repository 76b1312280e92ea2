"""Other wordings and errors that training adds. The parts run here without Rasa's packages."""

import importlib
from random import Random
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.environment import RasaProject


@pytest.fixture(scope="module")
def wording() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(RasaProject().root))
        return importlib.import_module("pipeline.wording")


@pytest.mark.parametrize("seed", range(20))
def test_a_request_keeps_its_matter_in_every_frame(wording: ModuleType, seed: int) -> None:
    asked = wording.asked_otherwise("i want to track my order", Random(seed))
    assert asked.removesuffix(" but i don't know how").endswith(("track my order", "king my order"))


@pytest.mark.parametrize("text", ["my parcel is late", "track", "can you speak slower please", ""])
def test_what_is_no_request_keeps_its_wording(wording: ModuleType, text: str) -> None:
    assert wording.asked_otherwise(text, Random(1)) is None


@pytest.mark.parametrize(
    ("verb", "form"),
    [("track", "tracking"), ("cancel", "cancelling"), ("change", "changing"), ("get", "getting")],
)
def test_forms_in_ing(wording: ModuleType, verb: str, form: str) -> None:
    assert wording.gerund(verb) == form


@given(
    st.lists(st.sampled_from(["where's", "my", "order", "please", "i", "refund"]), max_size=8),
    st.integers(0, 99),
)
def test_an_error_changes_an_utterance_and_leaves_words(
    wording: ModuleType, words: list[str], seed: int
) -> None:
    text = " ".join(words)
    wrong = wording.misheard(text, Random(seed))
    assert wrong is None or (wrong.strip() and wrong != text)


def test_the_same_seed_gives_the_same_words(wording: ModuleType) -> None:
    made = [wording.dressed("where is my order", Random("x")) for _ in range(2)]
    assert made[0] == made[1] != "where is my order"
