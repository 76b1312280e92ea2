"""What the classifier of distress sees of an utterance, by name.

Words and pairs of words, each weighing less the more there are, and figures of the whole: how
unpleasant its words are by VADER's dictionary (C. Hutto, E. Gilbert, ICWSM 2014), the evidence of
plain phrases, denials, who is spoken of, repetition, and what typing shows of a raised voice.
"""

import math
import re
from functools import cache

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from nlu.distress import phrases

_MARKS = re.compile(r"[,;:!?\"()\[\]{}<>*_…]|[.](?!\w)|(?<!\w)[.]")
_FIGURES_WEIGH = 0.7
"""Of a figure beside the words."""
_MOST_COUNTED = 3
"""Marks, capitals and the like beyond so many say no more."""
_DENIALS = frozenset({
    "not", "no", "never", "nobody", "nothing", "don't", "can't", "won't", "doesn't", "isn't",
    "haven't",
})  # fmt: skip
_YOU = frozenset({"you", "your", "you're", "you've"})
_ME = frozenset({"i", "my", "me", "i'm", "i've"})
_REPEATED = frozenset({"again", "still", "yet", "already", "every", "always", "another"})


def plain_words(text: str) -> list[str]:
    """The words of a text: lower case, no punctuation."""
    return _MARKS.sub(" ", text.replace("\u2019", "'").lower()).split()


def features(text: str) -> dict[str, float]:
    """Values by name: words and pairs as they stand, figures with `=` before their name."""
    words = plain_words(text)
    pairs = zip(["<", *words], [*words, ">"], strict=True)
    named = {*words, *(" ".join(pair) for pair in pairs)}
    weight = 1 / math.sqrt(len(named))
    figures = {f"={name}": _FIGURES_WEIGH * value for name, value in _figures(text, words).items()}
    return {**dict.fromkeys(named, weight), **figures}


def _figures(text: str, words: list[str]) -> dict[str, float]:
    said = " ".join(words)
    tone = _vader().polarity_scores(said)
    unpleasant = [max(0.0, -_vader().lexicon.get(word, 0.0)) for word in words]
    typed = text.split()
    return {
        "unpleasant": tone["neg"] * 2,
        "pleasant": tone["pos"] * 2,
        "tone": tone["compound"],
        "phrases": phrases.evidence(said) * 2,
        "unpleasant_sum": sum(unpleasant) / 4,
        "unpleasant_most": max(unpleasant, default=0.0) / 2,
        "denials": _count(words, _DENIALS) / 2,
        "you": _count(words, _YOU) / 2,
        "me": _count(words, _ME) / 3,
        "repeated": _count(words, _REPEATED),
        "exclaimed": min(_MOST_COUNTED, text.count("!")),
        "asked": min(_MOST_COUNTED, text.count("?")),
        "shouted": min(_MOST_COUNTED, sum(len(w) > 2 and w.isupper() for w in typed)),
        "length": math.log(len(words) + 1) / 2,
    }


def _count(words: list[str], of: frozenset[str]) -> int:
    return sum(word in of for word in words)


@cache
def _vader() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()
