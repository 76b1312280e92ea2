"""Pronunciations: the project's own, then CMUdict's, then guessed from the spelling."""

import lzma
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ivr.speech.graph.lexicon_graph import Pronunciation
from ivr.speech.graph.spelled_sounds import SpelledSounds

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True)
class Pronounced:
    """A lexicon, and which of its words were guessed."""

    lexicon: Mapping[str, tuple[Pronunciation, ...]]
    guessed: frozenset[str]
    silent: frozenset[str]
    """Words left out, as nothing says how they sound."""


def pronounced(words: Iterable[str]) -> Pronounced:
    """How each word sounds.

    Raises:
        EspeakMissing: a word is in no dictionary and espeak-ng can't be used.
    """
    own, dictionary = _own(), cmudict()
    lexicon: dict[str, tuple[Pronunciation, ...]] = {}
    unknown = []
    for word in sorted(set(words)):
        found = own.get(word) or dictionary.get(word)
        if found:
            lexicon[word] = found
        else:
            unknown.append(word)
    speller = SpelledSounds() if unknown else None
    guesses = {word: speller.of(word) for word in unknown} if speller else {}
    lexicon |= {word: (guess,) for word, guess in guesses.items() if guess}
    silent = frozenset(word for word, guess in guesses.items() if not guess)
    return Pronounced(lexicon, frozenset(guesses) - silent, silent)


@lru_cache(maxsize=1)
def cmudict() -> Mapping[str, tuple[Pronunciation, ...]]:
    """The CMU Pronouncing Dictionary without stress."""
    with lzma.open(DATA / "cmudict.txt.xz", "rt", encoding="utf-8") as file:
        return _read(file)


def _own() -> Mapping[str, tuple[Pronunciation, ...]]:
    return _read((DATA / "pronunciations.txt").read_text(encoding="utf-8").splitlines())


def _read(lines: Iterable[str]) -> Mapping[str, tuple[Pronunciation, ...]]:
    found: dict[str, list[Pronunciation]] = defaultdict(list)
    for line in lines:
        word, *sounds = line.split()
        if word != "#" and sounds:
            found[word].append(tuple(sounds))
    return {word: tuple(pronunciations) for word, pronunciations in found.items()}
