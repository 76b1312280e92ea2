"""Understanding by keywords alone, for as long as Rasa is away.

Deliberately small: a person, the main matters, yes and no, and numbers stay within reach. The
confidences are modest, so that whoever decides asks back rather than acts on a guess.
"""

from nlu.keyword_table import MATTERS, TALK
from nlu.numbers import read_digits
from nlu.understanding import Understanding

PERSON = 0.75
NUMBER = 0.7
TALKED = 0.7
MATTER = 0.55
NOTHING = 0.0

_FILLERS = frozenset({"uh", "um", "er", "erm", "oh", "well", "so", "okay", "hi", "hello", "please"})
_TALK_INTENTS = {phrase: intent for intent, phrases in TALK.items() for phrase in phrases}


def understand(text: str) -> Understanding:
    """What `text` means by its keywords; `out_of_scope` where none is found. Never raises.

    Args:
        text: an utterance, lower case, without punctuation.
    """
    ranking = _ranking(text)
    intent, confidence = ranking[0]
    return Understanding(text, intent, confidence, ranking, source="keywords")


def _ranking(text: str) -> tuple[tuple[str, float], ...]:
    words = text.lower().split()
    talk = _talk(words)
    if talk is not None:
        return ((talk, TALKED),)
    number = read_digits(text)
    if number is not None and number.exact:
        return (("provide_number", NUMBER),)
    padded = f" {' '.join(words)} "
    matters = [
        intent for intent, phrases in MATTERS if any(f" {phrase} " in padded for phrase in phrases)
    ]
    if not matters:
        return (("out_of_scope", NOTHING),)
    return tuple(
        (intent, (PERSON if intent == "speak_to_human" else MATTER) / (place + 1))
        for place, intent in enumerate(matters)
    )


def _talk(words: list[str]) -> str | None:
    """The talk intent that all the words make, with and without fillers."""
    spoken = " ".join(words)
    bare = " ".join(w for w in words if w not in _FILLERS)
    return _TALK_INTENTS.get(spoken) or _TALK_INTENTS.get(bare)
