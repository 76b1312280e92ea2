"""How the training's words are said: as the graph says them."""

from __future__ import annotations

from functools import cache

from ivr.speech.graph.pronouncing import cmudict, pronounced


@cache
def pronunciations(word: str) -> tuple[tuple[str, ...], ...]:
    """Every way to say a word in the phones of `ivr.speech.phones`; none where none is known."""
    return tuple(tuple(said) for said in pronounced([word]).lexicon.get(word, ()))


def listed(text: str) -> bool:
    """Whether a dictionary has every word of a text, so that none need be guessed."""
    return all(word in cmudict() for word in words_of(text))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text whose commas mark pauses."""
    return tuple(text.replace(",", " ").split())
