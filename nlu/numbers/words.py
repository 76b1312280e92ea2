"""An utterance cut into words with their places."""

import re
from dataclasses import dataclass
from functools import cache

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
    for parts in _by_first_word(phrases).get(words[at].text, ()) if at < len(words) else ():
        if all(at + n < len(words) and words[at + n].text == part for n, part in parts):
            return len(parts)
    return 0


@cache
def _by_first_word(phrases: tuple[str, ...]) -> dict[str, tuple[tuple[tuple[int, str], ...], ...]]:
    """Phrases as numbered words, the longest first, by the word they begin with."""
    found: dict[str, list[tuple[tuple[int, str], ...]]] = {}
    for phrase in sorted(phrases, key=lambda phrase: -len(phrase.split())):
        parts = tuple(enumerate(phrase.split()))
        found.setdefault(parts[0][1], []).append(parts)
    return {first: tuple(each) for first, each in found.items()}
