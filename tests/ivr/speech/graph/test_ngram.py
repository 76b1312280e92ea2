"""What follows what."""

import math

import pytest

from ivr.speech.graph.fst import Fst
from ivr.speech.graph.ngram import Smoothing, graph_of, ngram

SENTENCES = [
    (("where", "is", "my", "order"), 4.0),
    (("where", "is", "my", "refund"), 2.0),
    (("my", "order", "is", "late"), 1.0),
    (("yes",), 5.0),
]
WORDS = ("<eps>", "[unk]", "where", "is", "my", "order", "refund", "late", "yes", "zebra")
NUMBERS = {word: at for at, word in enumerate(WORDS)}
FREQUENCIES = dict.fromkeys(WORDS[2:], 1.0)


@pytest.fixture
def language() -> Fst:
    return graph_of(ngram(SENTENCES, FREQUENCIES, Smoothing(discount=0.6)), NUMBERS)


def cost(fst: Fst, text: str) -> float:
    """Cost of a sentence: each word from the longest history that has it."""
    state, total = 0, 0.0
    for word in text.split():
        while not (found := [arc for arc in fst.arcs[state] if arc.ilabel == NUMBERS[word]]):
            (back,) = [arc for arc in fst.arcs[state] if arc.ilabel == 0]
            state, total = back.to, total + back.cost
        state, total = found[0].to, total + found[0].cost
    while state not in fst.finals:
        (back,) = [arc for arc in fst.arcs[state] if arc.ilabel == 0]
        state, total = back.to, total + back.cost
    return total + fst.finals[state]


def test_what_is_said_often_costs_least(language):
    assert cost(language, "where is my order") < cost(language, "where is my refund")
    assert cost(language, "where is my refund") < cost(language, "where is my late")
    assert cost(language, "my order is late") < cost(language, "late is order my")


def test_words_of_the_list_alone_can_follow_any_others(language):
    assert math.isfinite(cost(language, "where is my zebra"))
    assert cost(language, "where is my zebra") > cost(language, "where is my order")


def test_silence_is_an_utterance(language):
    assert cost(language, "") < cost(language, "zebra")


def test_the_shares_of_every_history_add_up(language):
    """To one, or a little more: what backs off is also counted where a longer history has it."""
    for state, arcs in enumerate(language.arcs):
        own = sum(math.exp(-arc.cost) for arc in arcs if arc.ilabel)
        own += math.exp(-language.finals[state]) if state in language.finals else 0
        assert own <= 1.0001
        if not any(arc.ilabel == 0 for arc in arcs):
            assert own == pytest.approx(1, abs=0.01)
