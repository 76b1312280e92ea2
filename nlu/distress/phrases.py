"""Evidence of distress in plain words.

Each weighted phrase (`nlu.distress.words`) is evidence; intensifiers and softeners before it
scale it, a negation leaves a tenth ("i am not angry") unless there is danger to life. Evidence
adds up as independent chances do, 1 - (1 - a)(1 - b)…, so it grows with every mention and
never passes 1. The same word again counts again, at half its weight. Words that repeat at once
("agent agent agent") are shouting: a little evidence of its own.
"""

from nlu.distress.words import DANGER, NEGATED, NEGATIONS, STRONGER, WEAKER, WEIGHTS

_LONGEST = max(len(phrase.split()) for phrase in WEIGHTS)
_CERTAIN = 0.99
_SHOUTING = 0.2
_REACH_OF_NEGATION = 3
_REACH_OF_FACTORS = 2


def evidence(text: str) -> float:
    """Evidence of distress, 0 to 1; see `nlu.distress.words` for what a weight says.

    Args:
        text: lower case, no punctuation; anything else is survived.
    """
    words = text.lower().split()
    calm = 1.0
    seen: set[str] = set()
    at = 0
    while at < len(words):
        phrase = _phrase(words, at)
        if phrase is None:
            at += 1
            continue
        weight = min(_CERTAIN, _weight(phrase, words, at))
        calm *= 1 - (weight / 2 if phrase in seen else weight)
        seen.add(phrase)
        at += len(phrase.split())
    if _shouts(words):
        calm *= 1 - _SHOUTING
    return 1 - calm


def _phrase(words: list[str], at: int) -> str | None:
    """The longest weighted phrase that begins at index `at`."""
    for length in range(_LONGEST, 0, -1):
        phrase = " ".join(words[at : at + length])
        if phrase in WEIGHTS:
            return phrase
    return None


def _weight(phrase: str, words: list[str], at: int) -> float:
    """Weight of a phrase that begins at index `at`, with what stands before it."""
    weight = WEIGHTS[phrase]
    for word in words[max(0, at - _REACH_OF_FACTORS) : at]:
        weight *= STRONGER.get(word, 1.0) * WEAKER.get(word, 1.0)
    negated = NEGATIONS.intersection(words[max(0, at - _REACH_OF_NEGATION) : at])
    return weight * NEGATED if negated and WEIGHTS[phrase] < DANGER else weight


def _shouts(words: list[str]) -> bool:
    """Whether a word of four letters or more comes three times in a row."""
    triples = zip(words, words[1:], words[2:], strict=False)
    return any(a == b == c and len(a) >= 4 for a, b, c in triples)
