"""An utterance cut into words with their places."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|#")


@dataclass(frozen=True)
class Word:
    """One word of an utterance."""

    text: str
    """Lower case."""
    start: int
    end: int


def words_of(text: str) -> tuple[Word, ...]:
    """The words of `text` in order; offsets are characters of `text`."""
    return tuple(Word(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text))


def phrase_length(words: tuple[Word, ...], at: int, phrases: tuple[str, ...]) -> int:
    """How many words the longest of `phrases` that begins at index `at` has; 0 if none does."""
    best = 0
    for phrase in phrases:
        parts = phrase.split()
        if len(parts) > best and [w.text for w in words[at : at + len(parts)]] == parts:
            best = len(parts)
    return best
