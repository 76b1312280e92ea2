"""A line's own language within English at large."""

import math
from collections.abc import Iterable

import pytest

from ivr.speech.graph.backoff import BEGIN, END, BackoffModel, closed
from ivr.speech.graph.mixing import mixed, pruned

WORDS = ("my", "order", "cat", "is", "late", END)


def model(favoured: Iterable[tuple[tuple[str, ...], float]]) -> BackoffModel:
    """All words alike, but for what is favoured."""
    shares = {(): dict.fromkeys(WORDS, 1 / len(WORDS)), (BEGIN,): {"my": 0.5}}
    for (*history, word), share in favoured:
        shares.setdefault(tuple(history), {})[word] = share
    return closed(shares)


@pytest.fixture
def own() -> BackoffModel:
    return model([(("my", "order"), 0.8), (("my", "order", "is"), 0.7)])


@pytest.fixture
def general() -> BackoffModel:
    return model([(("my", "cat"), 0.4), (("my", "order"), 0.2), (("cat", "is"), 0.6)])


def in_all(of: BackoffModel, *history: str) -> float:
    return sum(of.share(history, word) for word in WORDS)


def test_shares_after_every_history_come_to_one(own, general):
    both = mixed(own, general, 0.3)
    for history in [(), (BEGIN,), ("my",), ("cat",), ("my", "order"), ("late", "late")]:
        assert in_all(both, *history) == pytest.approx(1)


def test_what_either_names_has_its_part_of_both(own, general):
    both = mixed(own, general, 0.25)
    for history, word in [(("my",), "order"), (("my",), "cat"), (("my", "order"), "is")]:
        expected = 0.75 * own.share(history, word) + 0.25 * general.share(history, word)
        assert both.share(history, word) == pytest.approx(expected)
    assert own.share(("my",), "cat") < both.share(("my",), "cat") < general.share(("my",), "cat")


def test_after_some_words_the_own_language_counts_alone(own, general):
    both = mixed(own, general, 0.3, {"my"})
    for word in WORDS:
        assert both.shares["my",].get(word) == own.shares["my",].get(word)
    assert both.share(("cat",), "is") == pytest.approx(
        0.7 * own.share(("cat",), "is") + 0.3 * general.share(("cat",), "is")
    )
    assert in_all(both, "my") == pytest.approx(1)


def test_an_unknown_word_has_no_share(own):
    assert own.share(("my",), "zebra") == 0


def test_pruning_drops_what_says_little_and_keeps_the_rest(own):
    told = dict.fromkeys(WORDS, 1 / len(WORDS))
    almost = closed({**own.shares, ("late",): {**told, "my": 1 / 6 + 1e-6}})
    smaller = pruned(almost, 1e-6)
    assert ("late",) not in smaller.shares
    assert smaller.share(("my",), "order") == own.share(("my",), "order")
    assert smaller.size() < almost.size()
    assert in_all(smaller, "my") == pytest.approx(1)


def test_pruning_keeps_the_beginning_of_what_it_keeps():
    rare = model([(("is", "cat"), 1 / 6), (("is", "cat", "late"), 0.999)])
    smaller = pruned(rare, 1e-4)
    assert smaller.share(("is", "cat"), "late") == 0.999
    assert "cat" in smaller.shares["is",]


def test_what_a_sequence_is_worth_is_how_far_the_language_moves(own):
    """The divergence of the whole language, computed word by word, is what pruning weighs."""
    without = {h: dict(named) for h, named in own.shares.items()}
    del without["my", "order"]
    smaller = closed(without)
    chance = own.share((), "my") * own.share(("my",), "order")
    moved = chance * sum(
        own.share(("my", "order"), word)
        * math.log(own.share(("my", "order"), word) / smaller.share(("my", "order"), word))
        for word in WORDS
    )
    assert ("my", "order") in pruned(own, moved * 0.999).shares
    assert ("my", "order") not in pruned(own, moved * 1.001).shares
