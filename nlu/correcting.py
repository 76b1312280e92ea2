"""Whether a caller corrects what was said or understood before: "no i said four". Pure."""

import re

from nlu.numbers.vocabulary import DIGITS, REPEATS, TEENS, TENS

_NUMBER = "(?:" + "|".join([*DIGITS, *TEENS, *TENS, *REPEATS]) + ")"
_START = r"^(?:(?:uh|um|er|erm|oh|well|okay|hey|hi|please|and|but|so|yes|yeah|hm) )*"
_TURN = r"(?:no|nope|nah|sorry|wait|oops|hang on|hold on|excuse me|actually)"
_IT_IS = r"(?:it's|its|it is|it was|it should be|that's|that should be|should be)"
_THING = r"(?:one|order|number|address|name|date|email|street|postcode|zip|card|phone)"
_SETTLED = (
    r"(?:not|fine|ok|okay|all|alright|it|everything|right|good|great|correct|wrong|incorrect"
    r"|me|too|a mistake|nothing|over|late)\b"
)

_CLOSINGS = re.compile(
    rf"{_START}(?:{_TURN} )*(?:(?:no )?(?:thanks|thank you|nothing|bye|goodbye|never mind"
    r"|that'?s (?:all|it|everything|fine|okay|right|correct)|that is (?:all|it|everything)"
    r"|that will be all|i'm (?:good|fine|done|okay|all set)))\b"
)
"""Ends of a conversation; "no" and "actually" before them correct nothing."""

_CORRECTIONS = tuple(
    re.compile(pattern)
    for pattern in (
        # "no i said four", "sorry i meant tuesday"
        rf"{_START}(?:{_TURN} )*i (?:just |actually )?(?:said|meant|told you)\b",
        rf"{_START}(?:{_TURN} )+i mean\b",
        # "actually it's nine"
        rf"{_START}(?:{_TURN} )*actually \w",
        # "no it's four five one two", "sorry it's oak street", "no make it two"
        rf"{_START}(?:{_TURN} )+(?:{_IT_IS}|make (?:it|that)|change (?:it|that) to) "
        rf"(?!{_SETTLED})\w",
        rf"{_START}(?:{_TURN} )+(?:my|the) (?:\w+ ){{1,3}}is (?!{_SETTLED})\w",
        # "that's wrong it's five"
        rf"{_START}(?:{_TURN} )*(?:{_IT_IS} )?(?:wrong|incorrect|not right|not correct|not it"
        rf"|not what i said|a mistake) (?:.+ )?(?:{_IT_IS}|i said|i meant|make it) \w",
        # "no the other one", "i want a different order"
        rf"{_START}(?:{_TURN} )*(?:not (?:that|this)(?: {_THING})? )?"
        rf"(?:{_IT_IS} |i (?:want|need) )?(?:the other|a different) {_THING}(?: please)?$",
        # "not five nine", "no not five it's nine", "five five not nine five"
        rf"{_START}(?:{_TURN} )*(?:{_IT_IS} )?not (?:{_NUMBER} )+(?:but |{_IT_IS} )?{_NUMBER}\b",
        rf"{_NUMBER} not {_NUMBER}\b",
        # "not tuesday but wednesday"
        rf"(?:{_START}|\b{_TURN} |\b{_IT_IS} |\bis )(?:{_TURN} )*not "
        r"(?!sure|yet|really|certain|now|at all|only|here|happy|me\b)(?:\w+ ){1,4}but "
        r"(?!i\b|it\b|you\b|there\b|they\b|we\b|i'|that's|thanks)\w",
        # in the middle of a sentence
        r"\b(?:i meant|scratch that|strike that|make that|change that to)\b \w",
    )
)


def corrects(text: str) -> bool:
    """Whether an utterance begins or turns with a correction of what came before it.

    A number put right while it is spoken ("four five no sorry six") is no such correction, and
    neither is a plain "no" or "that's wrong", which says nothing in its place.

    Args:
        text: lower case, no punctuation; anything else is survived.
    """
    if _CLOSINGS.search(text):
        return False
    return any(pattern.search(text) for pattern in _CORRECTIONS)
