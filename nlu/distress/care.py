"""Words that call for more care than any other: danger to life, and somebody's death.

Plain phrases, since nothing may come between them and a person. That one is said in passing ("i
don't want to kill myself") changes nothing: a person is to hear it.
"""

import re

from nlu.understanding import Care

LEAST_DISTRESS: dict[Care, float] = {"": 0.0, "danger": 0.95, "bereavement": 0.7}
"""Distress of an utterance with such words, however calmly it is said."""

_DANGER = (
    r"(?:kill|killing|hurt|hurting|harm|harming|cut|cutting) myself",
    r"(?:end|ending|take|taking) (?:my (?:own )?life|it all)",
    r"suicid(?:e|al)",
    r"(?:want|wanted|going|rather|wish i could) (?:to )?(?:die|be dead)",
    r"(?:don't|do not|no longer) want to (?:live|be alive|go on living|be here any ?more)",
    r"(?:no|any) (?:reason|point) (?:to|in) (?:live|living|go on living|being alive)",
    r"better off (?:dead|without me)",
    r"overdose|(?:took|taken) too many (?:pills|tablets)",
    r"(?:smell|smells of|smells like|leaking|leak of) gas|gas leak|carbon monoxide",
    r"(?:house|flat|kitchen|boiler|charger|battery|phone|car|socket|is|are) on fire|caught fire",
    r"(?:smoke|flames) (?:is |are )?coming",
    r"(?:socket|plug|wire|cable|meter|box|charger|it)(?: is|'s) (?:sparking|smoking|burning)",
    r"live wire|electric shock",
    r"can't breathe|heart attack|chest pains?|having a stroke|bleeding badly",
    r"(?:call|need|send) an ambulance",
    r"(?:has|she's|he's|have|just) collapsed|unconscious|not breathing",
    r"(?:hits|hitting|beats|beating|attacking|going to hurt|going to kill) me",
    r"(?:i'm|i am|we're|we are|don't feel|not feeling) (?:not )?(?:safe here|in danger)",
    r"(?:someone|somebody|a man|he)(?: is|'s) (?:trying to (?:get|break) in|breaking in)",
)
_KIN = (
    r"(?:husband|wife|partner|mother|mum|mom|father|dad|son|daughter|brother|sister|grandmother"
    r"|grandfather|gran|nan|grandad|grandpa|grandma|uncle|aunt|baby|child|friend|account holder"
    r"|policy holder)"
)
_BEREAVEMENT = (
    r"passed away|passed on last|deceased|bereave[a-z]*|late (?:husband|wife|mother|father)",
    rf"{_KIN}(?: has| had|'s)?(?: just| recently| suddenly)? (?:died|gone and died)",
    rf"(?:lost|buried|burying) (?:my|our|her|his|their) {_KIN}",
    rf"(?:death|funeral) of (?:my|our|her|his|their|the) {_KIN}",
    rf"{_KIN}'s (?:death|funeral)",
    r"(?:she|he) (?:has )?(?:died|is dead)|(?:she|he)'s dead|i'm grieving|i am grieving",
)
_WORDS: tuple[tuple[Care, re.Pattern[str]], ...] = (
    ("danger", re.compile(rf"\b(?:{'|'.join(_DANGER)})\b")),
    ("bereavement", re.compile(rf"\b(?:{'|'.join(_BEREAVEMENT)})\b")),
)


def care_of(text: str) -> Care:
    """The care an utterance calls for; empty where it is none of these. Danger goes first.

    Args:
        text: lower case, no punctuation.
    """
    return next((care for care, words in _WORDS if words.search(text)), "")
