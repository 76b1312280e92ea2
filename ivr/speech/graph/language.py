"""All that may be said: sentences with their weight, and how frequent each word is.

The general part comes with the project; a company's own part is added to it.
"""

import lzma
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ivr.speech.graph.arpa import read
from ivr.speech.graph.backoff import END, BackoffModel
from ivr.speech.graph.pronouncing import DATA
from ivr.speech.graph.templates import read_templates
from ivr.speech.phrases import (
    CARRIERS,
    COMMANDS,
    CORRECTIONS,
    DIGITS,
    HESITATIONS,
    LETTER_LEADS,
    LETTERS,
    LISTENING,
    MULTIPLES,
    NATO,
    NO,
    NUMBER_WORDS,
    YES,
)
from ivr.speech.text_lists import entries

Sentence = tuple[str, ...]
ENGLISH = DATA / "english.arpa.xz"
_GENERATED = 30_000
_SEED = 1
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*'?|[0-9]")
_SPELLED_DIGITS = {str(value): word for value, word in enumerate(DIGITS[:10])}


@dataclass(frozen=True)
class Weights:
    """How often a sentence counts beside one from the templates, which counts once."""

    spoken: float = 4.0
    example: float = 6.0
    phrase: float = 10.0


@dataclass(frozen=True)
class OwnWords:
    """What is a company's own."""

    examples: tuple[str, ...] = ()
    """Sentences callers say, such as the intents' examples."""
    phrases: tuple[str, ...] = ()
    """Answers that flows wait for."""
    names: tuple[str, ...] = ()
    """Products, streets, towns, people: known words, in no sentence."""


@dataclass(frozen=True)
class Language:
    """What is said, for a graph to be made of."""

    sentences: Mapping[Sentence, float]
    frequencies: Mapping[str, float]
    """Of every word; those of the sentences and of English are among them."""
    english: BackoffModel
    """English at large, within which the sentences are said."""


def words_of(text: str) -> Sentence:
    """The words of a text as speech recognition writes them; digits one by one."""
    plain = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace("-", " ")
    return tuple(_SPELLED_DIGITS.get(word, word) for word in _WORD.findall(plain))


def language(own: OwnWords, weights: Weights | None = None) -> Language:
    """General spoken English and what callers say, with a company's own words."""
    weights = weights or Weights()
    templates = read_templates((DATA / "templates.txt").read_text(encoding="utf-8"))
    sentences: dict[Sentence, float] = defaultdict(float)
    for sentence in templates.sentences(_GENERATED, _SEED):
        sentences[sentence] += 1
    _add(sentences, entries(DATA / "spoken.txt"), weights.spoken)
    _add(sentences, own.examples, weights.example)
    _add(sentences, (*YES, *NO, *COMMANDS, *LISTENING, *own.phrases), weights.phrase)
    english = english_at_large()
    frequencies = {word: share for word, share in english.shares[()].items() if word != END}
    named = [word for name in own.names for word in words_of(name)]
    used = [word for sentence in sentences for word in sentence]
    always = [word for text in (*CARRIERS, *CORRECTIONS, *LETTER_LEADS) for word in text.split()]
    spelling = (*HESITATIONS, *LETTERS, *NATO, *NUMBER_WORDS, *MULTIPLES)
    rarest = min(frequencies.values())
    for word in (*named, *used, *always, *spelling):
        frequencies.setdefault(word, rarest)
    return Language(sentences, frequencies, english)


def _add(sentences: dict[Sentence, float], texts: Iterable[str], weight: float) -> None:
    for text in texts:
        if words := words_of(text):
            sentences[words] += weight


@lru_cache(maxsize=1)
def english_at_large() -> BackoffModel:
    """What English words follow which, of any matter: `data/README.md` says where it is from."""
    with lzma.open(ENGLISH, "rt", encoding="utf-8") as file:
        return read(file)
