"""English at large, out of PocketSphinx's own language model."""

import pytest

from ivr.speech.graph.backoff import BEGIN
from ivr.speech.graph.language import english_at_large
from ivr.speech.graph.pronouncing import cmudict
from ivr.speech.training.english import SphinxModel, chosen_words, english

WORDS = ["thank", "you", "very", "much", "aardvark", "order"]


@pytest.fixture(scope="module")
def sphinx() -> SphinxModel:
    return SphinxModel()


def test_the_common_words_of_a_model_are_known_to_it(sphinx: SphinxModel) -> None:
    assert sphinx.known(["aardvark", "the", "quillophone", "order"]) == ["the", "order", "aardvark"]


def test_shares_are_those_of_the_model(sphinx: SphinxModel) -> None:
    made = english(sphinx, WORDS)
    for history, word in [(("thank",), "you"), (("very",), "much"), ((BEGIN,), "you")]:
        (share,) = sphinx.shares(sphinx.logs([word], *history))
        assert made.share(history, word) == pytest.approx(share)
    (third,) = sphinx.shares(sphinx.logs(["very"], "thank", "you"))
    assert made.share(("thank", "you"), "very") == pytest.approx(third)
    assert "aardvark" not in made.shares["thank",]


def test_the_bundled_english_is_drawn_from_it(sphinx: SphinxModel) -> None:
    bundled = english_at_large()
    for history, word in [(("thank",), "you"), (("i", "would"), "like"), ((BEGIN,), "hello")]:
        (share,) = sphinx.shares(sphinx.logs([word], *history))
        assert bundled.share(history, word) == pytest.approx(share, rel=0.03)


def test_every_word_of_it_can_be_said() -> None:
    words = {word for word in english_at_large().shares[()] if word != "</s>"}
    assert len(words) > 10_000
    assert words <= cmudict().keys()


def test_words_of_the_line_are_chosen_beside_common_ones(sphinx: SphinxModel) -> None:
    chosen = chosen_words(sphinx, ["aardvark", "quillophone"])
    assert {"aardvark", "the"} <= set(chosen)
    assert "quillophone" not in chosen
    assert len(chosen) == 10_001
