"""Sentences from templates."""

from collections import Counter

import pytest

from ivr.speech.graph.language import words_of
from ivr.speech.graph.pronouncing import DATA
from ivr.speech.graph.templates import TemplateFaulty, read_templates

TEXT = """# a comment
colour = red | dark blue
thing = {colour} (box|bag)

3: my {thing} [please]
1: help
"""


def test_parts_alternatives_and_what_may_be_left_out():
    said = {" ".join(words) for words in read_templates(TEXT).sentences(400, seed=1)}
    things = [f"{colour} {kind}" for colour in ("red", "dark blue") for kind in ("box", "bag")]
    assert said == {"help", *(f"my {t}{end}" for t in things for end in ("", " please"))}


def test_weights_and_seeds():
    templates = read_templates(TEXT)
    said = list(templates.sentences(2000, seed=1))
    assert 0.7 < 1 - Counter(said)[("help",)] / 2000 < 0.8
    assert said == list(templates.sentences(2000, seed=1))
    assert said != list(templates.sentences(2000, seed=2))


def test_a_line_of_another_form():
    with pytest.raises(TemplateFaulty, match="what is this"):
        read_templates("what is this\n")


def test_the_shipped_templates_give_words_alone():
    templates = read_templates((DATA / "templates.txt").read_text())
    for words in templates.sentences(3000, seed=4):
        assert words
        assert words == words_of(" ".join(words))
